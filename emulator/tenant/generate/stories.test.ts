import { identifier } from '../../kql/identifier';
import { ticksFromIso } from '../../ticks';
import { huntingTables } from '../schema';
import { openStore, type Store } from '../store';
import { generateTenant } from './tenant';

const NOW = ticksFromIso('2026-11-23T20:00:00Z')!;
let store: Store;

beforeAll(async () => {
  store = await openStore(huntingTables());
  await generateTenant(store, { seed: 1, devices: 40, days: 4, now: NOW });
}, 60_000);

afterAll(() => store.close());

/** Runs SQL with `[Name]` for a table or a column. */
async function read(sql: string): Promise<Record<string, unknown>[]> {
  const text = sql.replace(/\[(\w+)\]/g, (_, name: string) => identifier(name));
  return (await store.connection.runAndReadAll(text)).getRowObjects();
}

it('fills at least 25 tables', async () => {
  const counts = await Promise.all(store.tables.map(({ name }) => read(`SELECT count(*) AS n FROM [${name}]`)));
  expect(counts.filter(([row]) => (row!['n'] as bigint) > 0n).length).toBeGreaterThanOrEqual(25);
});

it.each([
  ['on a Monday after a weekend without anybody at work', '2026-11-23T12:00:00Z', 10],
  ['with ten devices at noon', '2026-11-24T12:00:00Z', 10],
  ['with ten devices at night', '2026-11-24T02:00:00Z', 10],
])(
  'tells its stories within one day %s',
  async (_, now, devices) => {
    for (let seed = 1; seed <= 6; seed++) {
      const small = await openStore(huntingTables());
      await generateTenant(small, { seed, devices, days: 1, now: ticksFromIso(now)! });
      const sql = `SELECT count(*) AS n FROM ${identifier('AlertInfo')}`;
      const [row] = (await small.connection.runAndReadAll(sql)).getRowObjects();
      expect(Number(row!['n'])).toBeGreaterThan(5);
      await small.close();
    }
  },
  120_000
);

describe('the password spray', () => {
  it('leads from failures over one success to a rule, an app and a mail, by account and address', async () => {
    const rows = await read(
      `SELECT s.[AccountUpn] AS victim, s.[Timestamp] AS entered,
        (SELECT count(DISTINCT f.[AccountUpn]) FROM [EntraIdSignInEvents] f WHERE f.[ErrorCode] = 50126 AND f.[Country] = s.[Country] AND f.[Timestamp] < s.[Timestamp]) AS tried,
        (SELECT count(*) FROM [EmailEvents] m WHERE m.[SenderFromAddress] = s.[AccountUpn] AND m.[SenderIPv4] = s.[IPAddress]) AS mails
       FROM [EntraIdSignInEvents] s
       JOIN [CloudAppEvents] r ON r.[AccountObjectId] = s.[AccountObjectId] AND r.[IPAddress] = s.[IPAddress] AND r.[ActionType] = 'New-InboxRule' AND contains(r.[RawEventData], 'ForwardTo')
       JOIN [CloudAppEvents] c ON c.[AccountObjectId] = s.[AccountObjectId] AND c.[ActionType] = 'Consent to application.' AND c.[Timestamp] > r.[Timestamp]
       JOIN [OAuthAppInfo] o ON o.[AppName] = c.[ObjectName]
       WHERE s.[ErrorCode] = 0 AND EXISTS (SELECT 1 FROM [EntraIdSpnSignInEvents] p WHERE p.[ApplicationId] = o.[OAuthAppId] AND p.[IPAddress] = s.[IPAddress])`
    );
    expect(rows).toHaveLength(1);
    expect(Number(rows[0]!['tried'])).toBeGreaterThan(20);
    expect(Number(rows[0]!['mails'])).toBeGreaterThan(0);
    expect(NOW - (rows[0]!['entered'] as bigint)).toBeLessThan(7n * 864_000_000_000n);
  });

  it('can be followed in the sign-in table of old as well', async () => {
    const count = (table: string) => read(`SELECT count(*) AS n FROM [${table}]`);
    expect(await count('AADSignInEventsBeta')).toEqual(await count('EntraIdSignInEvents'));
  });
});

describe('the ransomware', () => {
  it('leads from guessed RDP over a new administrator to renamed files, by machine, account and process', async () => {
    const rows = await read(
      `SELECT l.[DeviceName] AS server, l.[Timestamp] AS entered,
        (SELECT count(*) FROM [DeviceLogonEvents] f WHERE f.[DeviceId] = l.[DeviceId] AND f.[RemoteIP] = l.[RemoteIP] AND f.[ActionType] = 'LogonFailed') AS failures,
        (SELECT count(*) FROM [DeviceNetworkEvents] n WHERE n.[DeviceId] = l.[DeviceId] AND n.[RemoteIP] = l.[RemoteIP] AND n.[LocalPort] = 3389) AS connections,
        (SELECT count(*) FROM [DeviceFileEvents] f WHERE f.[InitiatingProcessUniqueId] = p.[ProcessUniqueId] AND f.[ActionType] = 'FileRenamed') AS renamed
       FROM [DeviceLogonEvents] l
       JOIN [DeviceEvents] a ON a.[DeviceId] = l.[DeviceId] AND a.[ActionType] = 'UserAccountCreated' AND a.[Timestamp] < l.[Timestamp] AND contains(a.[AdditionalFields], l.[AccountSid])
       JOIN [DeviceEvents] t ON t.[DeviceId] = l.[DeviceId] AND t.[ActionType] = 'TamperingAttempt' AND t.[Timestamp] > l.[Timestamp]
       JOIN [DeviceProcessEvents] v ON v.[DeviceId] = l.[DeviceId] AND v.[FileName] = 'vssadmin.exe' AND v.[AccountSid] = l.[AccountSid]
       JOIN [DeviceProcessEvents] p ON p.[InitiatingProcessUniqueId] = v.[InitiatingProcessUniqueId] AND p.[FileName] = 'hbsvc.exe'
       WHERE l.[LogonType] = 'RemoteInteractive' AND l.[RemoteIPType] = 'Public' AND l.[ActionType] = 'LogonSuccess'`
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ failures: 240n, connections: 241n, renamed: 400n });
    expect(NOW - (rows[0]!['entered'] as bigint)).toBeLessThan(864_000_000_000n);
  });
});

describe('every attack', () => {
  it.each(['Suspected lateral movement', 'Password spray', 'Business email compromise', 'Ransomware behavior'])(
    'has alerts with evidence: %s',
    async (title) => {
      const rows = await read(
        `SELECT e.[EntityType] FROM [AlertInfo] i JOIN [AlertEvidence] e ON e.[AlertId] = i.[AlertId] WHERE starts_with(i.[Title], '${title}')`
      );
      expect(rows.length).toBeGreaterThanOrEqual(2);
    }
  );

  it.each([
    ['devices', `[DeviceId] <> '' AND [DeviceId] NOT IN (SELECT [DeviceId] FROM [DeviceInfo])`],
    [
      'messages',
      `[NetworkMessageId] <> '' AND [NetworkMessageId] NOT IN (SELECT [NetworkMessageId] FROM [EmailEvents])`,
    ],
    [
      'processes',
      `[ProcessCommandLine] <> '' AND ([DeviceId], [SHA256], [ProcessCommandLine]) NOT IN (SELECT ([DeviceId], [SHA256], [ProcessCommandLine]) FROM [DeviceProcessEvents])`,
    ],
    [
      'files',
      `[EntityType] = 'File' AND ([DeviceId], [SHA256]) NOT IN (SELECT ([DeviceId], [SHA256]) FROM [DeviceFileEvents])`,
    ],
  ])('has evidence that exists: %s', async (_, condition) => {
    expect(await read(`SELECT [Title], [EntityType] FROM [AlertEvidence] WHERE ${condition}`)).toEqual([]);
  });
});

describe('look-alikes', () => {
  it.each([
    [
      'encoded PowerShell that a management tool starts',
      `[DeviceProcessEvents] WHERE [InitiatingProcessFileName] = 'deployagent.exe' AND contains([ProcessCommandLine], '-EncodedCommand')`,
    ],
    [
      'a scanner whose logons fail',
      `[DeviceLogonEvents] WHERE [AccountName] = 'svc-scan' AND [ActionType] = 'LogonFailed'`,
    ],
    [
      'a backup that renames many files',
      `[DeviceFileEvents] WHERE [InitiatingProcessFileName] = 'backupagent.exe' AND [ActionType] = 'FileRenamed'`,
    ],
    ['somebody who travels with a VPN', `[EntraIdSignInEvents] WHERE [Country] = 'JP' AND [ErrorCode] = 0`],
  ])('are there: %s', async (_, rows) => {
    const [row] = await read(`SELECT count(*) AS n FROM ${rows}`);
    expect(Number(row!['n'])).toBeGreaterThan(3);
  });
});

it('has no vulnerability without software that has it, nor one that is not explained', async () => {
  const rows = await read(
    `SELECT 1 FROM [DeviceTvmSoftwareVulnerabilities] v
     WHERE NOT EXISTS (SELECT 1 FROM [DeviceTvmSoftwareInventory] i WHERE i.[DeviceId] = v.[DeviceId] AND i.[SoftwareName] = v.[SoftwareName] AND i.[SoftwareVersion] = v.[SoftwareVersion])
        OR v.[CveId] NOT IN (SELECT [CveId] FROM [DeviceTvmSoftwareVulnerabilitiesKB])`
  );
  expect(rows).toEqual([]);
});
