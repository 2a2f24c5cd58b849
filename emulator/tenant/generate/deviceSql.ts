/**
 * How the wide Device* tables are written from the ledger's narrow ones. Each entry gives the columns that are filled
 * and the SQL for them; the others keep their default, an empty text or null.
 */
export interface Filling {
  table: string;
  columns: Readonly<Record<string, string>>;
  /** The table with one row for each of the hunting table's; called `x` in the columns and joins, numbered by `nth`. */
  source: string;
  joins: string;
}

/** The working tables whose rows point to a process that did something. */
const DEEDS = ['connections', 'file_changes', 'registry_changes', 'image_loads', 'device_events', 'logons'];

/** Limits a source to a slice of time; `$from` and `$to` are milliseconds since the first day. */
export const IN_SLICE = '"at" >= $from AND "at" < $to';

/**
 * Wide rows of the processes of a slice of time and of those they come from, joined once: what the InitiatingProcess*
 * columns of every table are read from.
 */
export const ACTORS = `CREATE TEMP TABLE actors AS
  WITH acting AS (SELECT id FROM processes WHERE ${IN_SLICE} ${DEEDS.map((deed) => `UNION SELECT process FROM ${deed} WHERE ${IN_SLICE}`).join(' ')}),
  parents AS (SELECT id FROM acting UNION SELECT parent FROM processes WHERE id IN (SELECT id FROM acting)),
  needed AS (SELECT id FROM parents UNION SELECT parent FROM processes WHERE id IN (SELECT id FROM parents)
             UNION SELECT 0)
  SELECT p.id, p.id AS nth, p.at, p.device, p.pid, p.parent, p.integrity, f.*, lower(f.path) AS lower_path, t.value AS command,
         a.domain AS account_domain, a.name AS account_name, a.sid AS account_sid, a.upn AS account_upn,
         a.object_id AS account_object_id, lower(md5(d.device_id || ':' || p.id)) AS unique_id
  FROM (SELECT * FROM processes WHERE id IN (SELECT id FROM needed)) p JOIN files_with_hashes f ON f.file_id = p.file JOIN texts t ON t.id = p.command
       JOIN accounts a ON a.id = p.account JOIN devices d ON d.id = p.device`;

/** Files with their paths and the hashes of their contents. */
export const FILES = `CREATE TEMP TABLE files_with_hashes AS
  SELECT id AS file_id, name AS file_name, folder,
         CASE WHEN name = '' THEN '' WHEN starts_with(folder, '/') THEN folder || '/' || name ELSE folder || '\\' || name END AS path,
         size, company, product, version, description, original_name,
         CASE WHEN content = '' THEN '' ELSE sha1(content) END AS sha1,
         CASE WHEN content = '' THEN '' ELSE sha256(content) END AS sha256,
         CASE WHEN content = '' THEN '' ELSE md5(content) END AS md5
  FROM files`;

/** The moment of a row in ticks; `$start` is the tick of the first day. */
const at = (alias: string) => `$start + CAST(floor(${alias}.at * 10000) AS BIGINT)`;
const startOf = (alias: string) => `CASE WHEN ${alias}.id = 0 THEN NULL ELSE ${at(alias)} END`;
const integrity = (alias: string) => `CASE ${alias}.integrity WHEN 1 THEN 'System' ELSE 'Medium' END`;
const elevation = (alias: string) =>
  `CASE ${alias}.integrity WHEN 1 THEN 'TokenElevationTypeDefault' ELSE 'TokenElevationTypeLimited' END`;

const COMMON = { Timestamp: at('x'), DeviceId: 'd.device_id', DeviceName: 'd.name', ReportId: 'x.nth + 1' };

const INITIATING = {
  InitiatingProcessFileName: 'i.file_name',
  InitiatingProcessFolderPath: 'i.lower_path',
  InitiatingProcessSHA1: 'i.sha1',
  InitiatingProcessSHA256: 'i.sha256',
  InitiatingProcessMD5: 'i.md5',
  InitiatingProcessFileSize: 'i.size',
  InitiatingProcessId: 'i.pid',
  InitiatingProcessCommandLine: 'i.command',
  InitiatingProcessCreationTime: startOf('i'),
  InitiatingProcessAccountDomain: 'i.account_domain',
  InitiatingProcessAccountName: 'i.account_name',
  InitiatingProcessAccountSid: 'i.account_sid',
  InitiatingProcessAccountUpn: 'i.account_upn',
  InitiatingProcessAccountObjectId: 'i.account_object_id',
  InitiatingProcessVersionInfoCompanyName: 'i.company',
  InitiatingProcessVersionInfoProductName: 'i.product',
  InitiatingProcessVersionInfoProductVersion: 'i.version',
  InitiatingProcessVersionInfoFileDescription: 'i.description',
  InitiatingProcessVersionInfoOriginalFileName: 'i.original_name',
  InitiatingProcessVersionInfoInternalFileName: 'i.original_name',
  InitiatingProcessParentId: 'g.pid',
  InitiatingProcessParentFileName: 'g.file_name',
  InitiatingProcessParentCreationTime: startOf('g'),
  InitiatingProcessUniqueId: 'i.unique_id',
};
const TOKEN = { InitiatingProcessIntegrityLevel: integrity('i'), InitiatingProcessTokenElevation: elevation('i') };

const FILE = {
  FileName: 'f.file_name',
  FolderPath: 'f.path',
  SHA1: 'f.sha1',
  SHA256: 'f.sha256',
  MD5: 'f.md5',
  FileSize: 'nullif(f.size, 0)',
};

const BY_PROCESS =
  'JOIN actors i ON i.id = x.process JOIN actors g ON g.id = i.parent JOIN devices d ON d.id = i.device';
const WITH_FILE = `${BY_PROCESS} JOIN files_with_hashes f ON f.file_id = x.file`;
const text = (alias: string, column: string) => `JOIN texts ${alias} ON ${alias}.id = x.${column}`;

const isPrivate = (ip: string) =>
  `CASE WHEN ${ip} = '' THEN '' WHEN regexp_matches(${ip}, '^(10\\.|192\\.168\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.)') THEN 'Private' WHEN starts_with(${ip}, '127.') THEN 'Loopback' ELSE 'Public' END`;

/** Every Device* event table that the ledger fills. */
export const FILLINGS: readonly Filling[] = [
  {
    table: 'DeviceProcessEvents',
    columns: {
      ...COMMON,
      ...INITIATING,
      ...TOKEN,
      ActionType: "'ProcessCreated'",
      FileName: 'x.file_name',
      FolderPath: 'x.path',
      SHA1: 'x.sha1',
      SHA256: 'x.sha256',
      MD5: 'x.md5',
      FileSize: 'x.size',
      ProcessVersionInfoCompanyName: 'x.company',
      ProcessVersionInfoProductName: 'x.product',
      ProcessVersionInfoProductVersion: 'x.version',
      ProcessVersionInfoFileDescription: 'x.description',
      ProcessVersionInfoOriginalFileName: 'x.original_name',
      ProcessVersionInfoInternalFileName: 'x.original_name',
      ProcessId: 'x.pid',
      ProcessCommandLine: 'x.command',
      ProcessCreationTime: at('x'),
      ProcessIntegrityLevel: integrity('x'),
      ProcessTokenElevation: elevation('x'),
      AccountDomain: 'x.account_domain',
      AccountName: 'x.account_name',
      AccountSid: 'x.account_sid',
      AccountUpn: 'x.account_upn',
      AccountObjectId: 'x.account_object_id',
      LogonId: '999 + x.integrity',
      InitiatingProcessLogonId: '999 + i.integrity',
      InitiatingProcessSignerType: "CASE WHEN i.company = 'Microsoft Corporation' THEN 'OsVendor' ELSE 'Unknown' END",
      InitiatingProcessSignatureStatus: "CASE WHEN i.company = '' THEN 'Unsigned' ELSE 'Valid' END",
      ProcessUniqueId: 'x.unique_id',
    },
    source: 'actors',
    joins: 'JOIN actors i ON i.id = x.parent JOIN actors g ON g.id = i.parent JOIN devices d ON d.id = x.device',
  },
  {
    table: 'DeviceNetworkEvents',
    columns: {
      ...COMMON,
      ...INITIATING,
      ...TOKEN,
      ActionType: 't.value',
      RemoteIP: 'r.value',
      RemotePort: 'x.remote_port',
      RemoteUrl: 'u.value',
      LocalIP: 'd.ip',
      LocalPort: 'x.local_port',
      Protocol: "'Tcp'",
      LocalIPType: "'Private'",
      RemoteIPType: isPrivate('r.value'),
    },
    source: 'connections',
    joins: `${BY_PROCESS} ${text('t', 'action')} ${text('r', 'remote_ip')} ${text('u', 'remote_url')}`,
  },
  {
    table: 'DeviceFileEvents',
    columns: {
      ...COMMON,
      ...INITIATING,
      ...TOKEN,
      ...FILE,
      ActionType: 't.value',
      FileOriginUrl: 'o.value',
      RequestAccountName: 'i.account_name',
      RequestAccountDomain: 'i.account_domain',
      RequestAccountSid: 'i.account_sid',
    },
    source: 'file_changes',
    joins: `${WITH_FILE} ${text('t', 'action')} ${text('o', 'origin')}`,
  },
  {
    table: 'DeviceRegistryEvents',
    columns: {
      ...COMMON,
      ...INITIATING,
      ...TOKEN,
      ActionType: 't.value',
      RegistryKey: 'k.value',
      RegistryValueName: 'n.value',
      RegistryValueData: 'v.value',
      RegistryValueType: "'String'",
    },
    source: 'registry_changes',
    joins: `${BY_PROCESS} ${text('t', 'action')} ${text('k', 'key')} ${text('n', 'value_name')} ${text('v', 'value_data')}`,
  },
  {
    table: 'DeviceImageLoadEvents',
    columns: { ...COMMON, ...INITIATING, ...TOKEN, ...FILE, ActionType: "'ImageLoaded'" },
    source: 'image_loads',
    joins: `${WITH_FILE}`,
  },
  {
    table: 'DeviceEvents',
    columns: {
      ...COMMON,
      ...INITIATING,
      ...FILE,
      ActionType: 't.value',
      AdditionalFields: 'v.value',
      ProcessId: 'nullif(x.target_pid, 0)',
      LocalIP: 'd.ip',
    },
    source: 'device_events',
    joins: `${WITH_FILE} ${text('t', 'action')} ${text('v', 'details')}`,
  },
  {
    table: 'DeviceLogonEvents',
    columns: {
      ...COMMON,
      ...INITIATING,
      ...TOKEN,
      ActionType: 't.value',
      LogonType: 'k.value',
      AccountDomain: 'a.domain',
      AccountName: 'a.name',
      AccountSid: 'a.sid',
      Protocol: 'q.value',
      FailureReason: 'w.value',
      IsLocalAdmin: 'x.is_admin = 1',
      LogonId: '100000 + x.nth',
      RemoteDeviceName: 'm.value',
      RemoteIP: 'r.value',
      RemoteIPType: isPrivate('r.value'),
      AdditionalFields: "CASE WHEN r.value = '' THEN '{\"IsLocalLogon\":true}' ELSE '{\"IsLocalLogon\":false}' END",
    },
    source: 'logons',
    joins: `${BY_PROCESS} JOIN accounts a ON a.id = x.account ${text('t', 'action')} ${text('k', 'kind')} ${text('q', 'protocol')} ${text('w', 'failure')} ${text('m', 'remote_device')} ${text('r', 'remote_ip')}`,
  },
];

/** The signature of every program that ran on a machine, as of its first start there. */
export const CERTIFICATES = {
  columns: [
    ...['Timestamp', 'DeviceId', 'DeviceName', 'SHA1', 'IsSigned', 'SignatureType', 'Signer', 'SignerHash', 'Issuer'],
    ...['IssuerHash', 'CertificateSerialNumber', 'IsTrusted', 'IsRootSignerMicrosoft', 'ReportId'],
  ],
  select: `SELECT ${at('x')}, d.device_id, d.name, f.sha1, true, 'Embedded', f.company, sha1(f.company),
      CASE WHEN f.company = 'Microsoft Corporation' THEN 'Microsoft Windows Production PCA 2011' ELSE 'DigiCert Trusted G4 Code Signing CA' END,
      sha1('issuer of ' || f.company), md5(f.company), true, f.company = 'Microsoft Corporation',
      row_number() OVER (ORDER BY x.at, x.device, x.file)
    FROM (SELECT device, file, min("at") AS "at" FROM processes WHERE "at" >= 0 AND "at" < $end GROUP BY ALL) x
      JOIN devices d ON d.id = x.device JOIN files_with_hashes f ON f.file_id = x.file
    WHERE f.company <> '' ORDER BY x.at, x.device, x.file`,
} as const;
