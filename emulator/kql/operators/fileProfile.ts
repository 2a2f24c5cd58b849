/** `invoke FileProfile(Column, Rows)`: what Defender's reputation service would know of the files. */
import { KqlError } from '../error';
import { identifier } from '../identifier';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import { elements, type Expression, type FunctionCall, is, type NameReference } from '../syntax';
import { rowCount } from './operator';

const MOST_ROWS = 1000;

/** Where the tenant's rows speak of files: of the one an event is about, and of the program that caused it. */
const SOURCES = [
  { table: 'DeviceProcessEvents', prefix: '', company: 'ProcessVersionInfoCompanyName' },
  { table: 'DeviceProcessEvents', prefix: 'InitiatingProcess', company: 'InitiatingProcessVersionInfoCompanyName' },
  { table: 'DeviceNetworkEvents', prefix: 'InitiatingProcess', company: 'InitiatingProcessVersionInfoCompanyName' },
  { table: 'DeviceFileEvents', prefix: '' },
  { table: 'DeviceImageLoadEvents', prefix: '' },
  { table: 'DeviceEvents', prefix: '' },
];
const FILE_COLUMNS = ['SHA1', 'SHA256', 'MD5', 'FileName', 'FileSize'];

/** A whole number from 0 that belongs to the hash, the same in every run. */
const draw = (below: number, from = 1) => `('0x' || substring(md5(p.sha1), ${from}, 7))::BIGINT % ${below}`;
const known = (value: string, otherwise = 'NULL') => `CASE WHEN p.hash IS NULL THEN ${otherwise} ELSE ${value} END`;
const microsoft = `p.company = 'Microsoft Corporation'`;
const signed = `p.company <> ''`;
const DAY = 864_000_000_000;

/** A file that the tenant's rows name has a profile; it is made up from its hash and its vendor, and never changes. */
const CELLS: Record<string, string> = {
  SHA1: known('p.sha1', `''`),
  SHA256: known('p.sha256', `''`),
  MD5: known('p.md5', `''`),
  FileSize: known('p.size'),
  GlobalPrevalence: known(
    `CASE WHEN ${microsoft} THEN 1000000 + ${draw(9_000_000)} WHEN ${signed} THEN 5000 + ${draw(400_000)} ELSE 1 + ${draw(400)} END`
  ),
  GlobalFirstSeen: known(`p.first - (CASE WHEN ${signed} THEN 100 ELSE 0 END + ${draw(60, 9)}) * ${DAY}`),
  GlobalLastSeen: known('p.last'),
  Signer: known(`CASE WHEN ${microsoft} THEN 'Microsoft Windows' ELSE p.company END`, `''`),
  Issuer: known(
    `CASE WHEN ${microsoft} THEN 'Microsoft Windows Production PCA 2011' WHEN ${signed} THEN 'Example Code Signing CA' ELSE '' END`,
    `''`
  ),
  SignerHash: known(`CASE WHEN ${signed} THEN sha1(p.company) ELSE '' END`, `''`),
  IsCertificateValid: known(`CASE WHEN ${signed} THEN true END`),
  IsRootSignerMicrosoft: known(microsoft),
  SignatureState: known(`CASE WHEN ${signed} THEN 'SignedValid' ELSE 'Unsigned' END`, `'Unknown'`),
  IsExecutable: known(`regexp_matches(p.name, '(?i)\\.(exe|dll|sys|scr|com|msi)$') OR NOT contains(p.name, '.')`),
  ThreatName: `''`,
  Publisher: known('p.company', `''`),
  SoftwareName: known(`CASE WHEN ${signed} THEN regexp_replace(p.name, '\\.[^.]*$', '') ELSE '' END`, `''`),
};

/** Only the first rows are looked up, 100 unless the call says otherwise; the others keep an empty profile. */
export function fileProfile(node: FunctionCall, input: Relation, context: Context): Relation {
  const args = elements(node.ArgumentList.Expressions);
  const column = hashColumn(args[0], input);
  const rows = args[1] ? `least(${rowCount(args[1], context)}, ${MOST_ROWS})` : '100';
  const columns = columnsOf(node.ResultType, node);
  const { plan } = context;
  const { relation, order } = plan.numbered(input);
  const hash = `l.${identifier(column)}`;
  const wanted = `SELECT ${identifier(column)} FROM ${plan.use(relation)} WHERE ${order} <= ${rows}`;
  const files = profiles(wanted, column.endsWith('256') ? 'SHA256' : 'SHA1', context);
  const list = columns.map((result) => `${cell(result, input, { order, rows })} AS ${identifier(result.name)}`);
  const sql =
    `SELECT ${list.join(', ')} FROM ${plan.use(relation)} AS l LEFT JOIN ${plan.use(files)} AS p` +
    ` ON p.hash = ${hash} AND l.${order} <= ${rows} ORDER BY l.${order}`;
  return plan.step(sql, columns, input.sorted);
}

function cell({ name, type }: ResultColumn, input: Relation, { order, rows }: { order: string; rows: string }): string {
  if (name === 'ProfileAvailability') {
    return `CASE WHEN l.${order} > ${rows} THEN '' WHEN p.hash IS NULL THEN 'Missing' ELSE 'Available' END`;
  }
  const own = input.columns.find((column) => column.name === name && column.type === type);
  const made = CELLS[name];
  if (!made) {
    return `l.${identifier(name)}`;
  }
  return own && FILE_COLUMNS.includes(name)
    ? `CASE WHEN p.hash IS NULL THEN l.${identifier(name)} ELSE ${made} END`
    : made;
}

/** The argument names a column, bare or in quotes; in one that holds no hashes every profile is missing. */
function hashColumn(argument: Expression | undefined, input: Relation): string {
  const name = argument
    ? is<NameReference>(argument, 'NameReference')
      ? argument.SimpleName
      : argument.LiteralValueInfo?.ValueText
    : 'SHA1';
  if (name === undefined) {
    throw unsupported('FileProfile over anything but a column', argument);
  }
  if (!input.columns.some((column) => column.name === name && column.type === 'string')) {
    const place = argument?.TextStart;
    throw new KqlError(
      'semantic',
      `'invoke' operator: FileProfile needs a string column '${name}'.`,
      place,
      name.length
    );
  }
  return name;
}

/** One row for each wanted hash that the tenant's tables know. */
function profiles(wanted: string, kind: 'SHA1' | 'SHA256', { plan }: Context): Relation {
  const names = plan.tableNames();
  const seen = SOURCES.flatMap(({ table, prefix, company }) => {
    const source = names.includes(table) ? plan.table(table) : undefined;
    const has = (column: string) => source?.columns.some(({ name }) => name === column) ?? false;
    if (!source || !has(prefix + kind) || !has('Timestamp')) {
      return [];
    }
    const [sha1, sha256, md5, name, size] = FILE_COLUMNS.map((column) =>
      has(prefix + column) ? identifier(prefix + column) : column === 'FileSize' ? 'NULL' : `''`
    );
    const vendor = company && has(company) ? identifier(company) : `''`;
    return [
      `SELECT ${identifier(prefix + kind)} AS hash, ${sha1} AS sha1, ${sha256} AS sha256, ${md5} AS md5,` +
        ` ${name} AS name, ${size} AS size, ${vendor} AS company, ${identifier('Timestamp')} AS seen FROM ${plan.use(source)}` +
        ` WHERE ${identifier(prefix + kind)} IN (${wanted}) AND ${identifier(prefix + kind)} <> ''`,
    ];
  });
  const nothing = `SELECT ${textLiteral('')} AS hash, '' AS sha1, '' AS sha256, '' AS md5, '' AS name, NULL AS size, '' AS company, 0 AS seen WHERE false`;
  const sql =
    `SELECT hash, max(sha1) AS sha1, max(sha256) AS sha256, max(md5) AS md5, max(name) AS name, max(size)::INTEGER AS size,` +
    ` max(company) AS company, min(seen) AS first, max(seen) AS last FROM (${[nothing, ...seen].join(' UNION ALL ')}) GROUP BY hash`;
  return plan.step(sql, []);
}
