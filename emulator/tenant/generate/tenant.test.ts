import { identifier } from '../../kql/identifier';
import { isoFromTicks, ticksFromIso } from '../../ticks';
import { huntingTables } from '../schema';
import { newestMoment, openStore, type Store } from '../store';
import { generateTenant, type TenantShape } from './tenant';

const SMALL: TenantShape = { seed: 1, devices: 40, days: 3, now: ticksFromIso('2026-11-23T20:00:00Z')! };

async function generated(change: Partial<TenantShape> = {}): Promise<Store> {
  const store = await openStore(huntingTables());
  await generateTenant(store, { ...SMALL, ...change });
  return store;
}

/** Runs SQL with `[Name]` for a table or a column. */
async function read(store: Store, sql: string): Promise<Record<string, unknown>[]> {
  const reader = await store.connection.runAndReadAll(sql.replace(/\[(\w+)\]/g, (_, name: string) => identifier(name)));
  return reader.getRowObjects();
}

/** A number that stands for all rows of all tables. */
async function fingerprint(store: Store): Promise<string> {
  const sums = store.tables.map(({ name }) => `SELECT sum(hash(t)::HUGEINT) AS part FROM ${identifier(name)} t`);
  const [row] = await read(store, `SELECT sum(part)::VARCHAR AS whole FROM (${sums.join(' UNION ALL ')})`);
  return String(row!['whole']);
}

let store: Store;

beforeAll(async () => {
  store = await generated();
}, 60_000);

afterAll(() => store.close());

describe('the generated tenant', () => {
  it('is the same for the same seed and moment, another for another seed', async () => {
    const [again, other] = [await generated(), await generated({ seed: 2 })];
    const [first, second, third] = [await fingerprint(store), await fingerprint(again), await fingerprint(other)];
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    again.close();
    other.close();
  }, 60_000);

  it('has no row after now, and events up to its last minutes', async () => {
    const newest = (await newestMoment(store))!;
    expect(newest < SMALL.now).toBe(true);
    expect(isoFromTicks(newest) > '2026-11-23T19:30').toBe(true);
  });

  it('has process trees that fit: what started a process was a process of that machine before', async () => {
    const rows = await read(
      store,
      `SELECT count(*) AS orphans FROM [DeviceProcessEvents] c
       WHERE c.[InitiatingProcessCreationTime] > (SELECT min([Timestamp]) FROM [DeviceProcessEvents])
         AND NOT EXISTS (SELECT 1 FROM [DeviceProcessEvents] p
           WHERE p.[DeviceId] = c.[DeviceId] AND p.[ProcessId] = c.[InitiatingProcessId]
             AND p.[ProcessCreationTime] = c.[InitiatingProcessCreationTime] AND p.[FileName] = c.[InitiatingProcessFileName]
             AND p.[SHA256] = c.[InitiatingProcessSHA256] AND p.[Timestamp] <= c.[Timestamp])`
    );
    expect(rows[0]!['orphans']).toBe(0n);
  });

  it('never uses a process id for two processes that started at once', async () => {
    const rows = await read(
      store,
      `SELECT 1 FROM [DeviceProcessEvents] GROUP BY [DeviceId], [ProcessId], [ProcessCreationTime] HAVING count(*) > 1`
    );
    expect(rows).toEqual([]);
  });

  it('has one hash for a program wherever it lies', async () => {
    const rows = await read(
      store,
      `SELECT [FolderPath] FROM [DeviceProcessEvents] GROUP BY 1 HAVING count(DISTINCT [SHA256]) > 1`
    );
    expect(rows).toEqual([]);
  });

  it('works by day: most sign-ins of those who do not travel fall into office hours', async () => {
    const [row] = await read(
      store,
      `SELECT avg(CASE WHEN ([Timestamp] // 36000000000) % 24 BETWEEN 7 AND 18 THEN 1 ELSE 0 END) AS share
       FROM [EntraIdSignInEvents] WHERE [Country] IN ('GB', 'NL') AND [AccountUpn] NOT IN (SELECT [AccountUpn] FROM [EntraIdSignInEvents] WHERE [Country] = 'JP')`
    );
    expect(row!['share']).toBeGreaterThan(0.9);
  });
});

describe('the story', () => {
  it('runs from the mail to the theft by the ids in the rows', async () => {
    const rows = await read(
      store,
      `SELECT m.[RecipientEmailAddress] AS victim, s.[DeviceName] AS machine, s.[Timestamp] - m.[Timestamp] AS delay,
              (SELECT count(*) FROM [DeviceProcessEvents] q WHERE q.[DeviceId] = s.[DeviceId] AND q.[InitiatingProcessUniqueId] = s.[ProcessUniqueId]) AS children
       FROM [EmailEvents] m
       JOIN [EmailAttachmentInfo] a ON a.[NetworkMessageId] = m.[NetworkMessageId]
       JOIN [DeviceFileEvents] f ON f.[SHA256] = a.[SHA256] AND f.[InitiatingProcessFileName] = 'outlook.exe' AND f.[InitiatingProcessAccountUpn] = m.[RecipientEmailAddress]
       JOIN [DeviceProcessEvents] w ON w.[DeviceId] = f.[DeviceId] AND w.[InitiatingProcessUniqueId] = f.[InitiatingProcessUniqueId] AND contains(w.[ProcessCommandLine], a.[FileName])
       JOIN [DeviceProcessEvents] s ON s.[InitiatingProcessUniqueId] = w.[ProcessUniqueId] AND contains(s.[ProcessCommandLine], '-enc ')
       WHERE m.[DeliveryAction] = 'Delivered'`
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!['children']).toBeGreaterThanOrEqual(10n);
    expect(Number(rows[0]!['delay']) / 600_000_000).toBeLessThan(20);
    const machine = String(rows[0]!['machine']);
    const server = await read(
      store,
      `SELECT l.[DeviceName] AS server FROM [DeviceLogonEvents] l JOIN [DeviceInfo] i ON i.[DeviceName] = l.[DeviceName] AND i.[DeviceType] = 'Server'
       WHERE l.[RemoteDeviceName] = '${machine.split('.')[0]}' AND l.[ActionType] = 'LogonSuccess' AND l.[IsLocalAdmin]
         AND EXISTS (SELECT 1 FROM [DeviceNetworkEvents] n WHERE n.[DeviceName] = l.[DeviceName] AND n.[RemoteUrl] = 'files.dropdepot.example')`
    );
    expect(server.length).toBeGreaterThan(0);
  });

  it('lies within the last 24 hours', async () => {
    const [row] = await read(
      store,
      `SELECT min([Timestamp]) AS first FROM [DeviceNetworkEvents] WHERE [RemoteUrl] = 'cdn.harborstatic.example'`
    );
    expect(SMALL.now - (row!['first'] as bigint)).toBeLessThan(24n * 36_000_000_000n);
  });

  it.each([
    ['devices', `[DeviceId] <> '' AND [DeviceId] NOT IN (SELECT [DeviceId] FROM [DeviceInfo])`],
    ['accounts', `[AccountObjectId] <> '' AND [AccountObjectId] NOT IN (SELECT [AccountObjectId] FROM [IdentityInfo])`],
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
    [
      'addresses',
      `[RemoteIP] <> '' AND [RemoteIP] NOT IN (SELECT [RemoteIP] FROM [DeviceNetworkEvents] UNION SELECT [IPAddress] FROM [EntraIdSignInEvents])`,
    ],
    ['alerts', `[AlertId] NOT IN (SELECT [AlertId] FROM [AlertInfo])`],
  ])('has alerts whose evidence exists: %s', async (_, condition) => {
    expect(await read(store, `SELECT [Title], [EntityType] FROM [AlertEvidence] WHERE ${condition}`)).toEqual([]);
  });
});
