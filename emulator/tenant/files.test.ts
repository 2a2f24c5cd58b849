import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { identifier } from '../kql/identifier';
import { isoFromTicks } from '../ticks';
import { findTableFiles, loadTableFile } from './files';
import { newestMoment, openStore, type Store } from './store';

let dir: string;
let store: Store | undefined;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'emulator-files-'));
});

afterEach(() => {
  store?.close();
  store = undefined;
  rmSync(dir, { recursive: true });
});

const SCHEMA = [
  { name: 'Timestamp', type: 'datetime' },
  { name: 'S', type: 'string' },
  { name: 'B', type: 'bool' },
  { name: 'I', type: 'int' },
  { name: 'L', type: 'long' },
  { name: 'R', type: 'real' },
  { name: 'D', type: 'dynamic' },
  { name: 'T', type: 'timespan' },
  { name: 'G', type: 'guid' },
  { name: 's', type: 'string' },
];

async function load(lines: string, schema: unknown = SCHEMA): Promise<unknown[][]> {
  writeFileSync(join(dir, 'My.ndjson'), lines);
  if (schema) {
    writeFileSync(join(dir, 'My.schema.json'), JSON.stringify(schema));
  }
  const [file] = findTableFiles(dir);
  store = await openStore([file!.table]);
  await loadTableFile(file!, store);
  return (await store.connection.runAndReadAll(`SELECT * FROM ${identifier('My')}`)).getRows();
}

describe('rows of a file', () => {
  it('become cells of their types, columns that differ by case apart', async () => {
    const line = {
      Timestamp: '2026-11-05T02:50:54.6310000Z',
      S: 'a',
      B: true,
      I: -1,
      L: '9223372036854775807',
      R: 0.5,
      D: { a: [1] },
      T: '00:00:01',
      G: '5F0A1C7E-3B2D-4E8F-9A61-0C4D7E2B8F13',
      s: 'b',
    };
    const [row] = await load(JSON.stringify(line));
    expect(isoFromTicks(row![0] as bigint)).toBe(line.Timestamp);
    expect(row!.slice(1)).toEqual([
      'a',
      true,
      -1,
      9223372036854775807n,
      0.5,
      '{"a":[1]}',
      10_000_000n,
      line.G.toLowerCase(),
      'b',
    ]);
  });

  it('have an empty text where a string is absent, null where anything else is', async () => {
    expect(await load('{}\n\n{"S":"a"}\n')).toEqual([
      [null, '', null, null, null, null, null, null, null, ''],
      [null, 'a', null, null, null, null, null, null, null, ''],
    ]);
  });

  it('give the tenant its clock: the newest moment', async () => {
    await load('{"Timestamp":"2026-11-05T00:00:00Z"}\n{"Timestamp":"2026-11-06T00:00:00Z"}\n');
    expect(isoFromTicks((await newestMoment(store!))!)).toBe('2026-11-06T00:00:00.0000000Z');
  });

  it.each([
    ['is not JSON', '{"S":', /My\.ndjson, line 2: /],
    ['is not an object', '[1]', /line 2: a row must be a JSON object/],
    ['has a column the table has not', '{"Nope":1}', /line 2: My has no column "Nope"/],
    ['has a column in other letters', '{"timestamp":"2026-11-05"}', /no column "timestamp"/],
    ['has a number for a string', '{"S":1}', /line 2: "S" is of type string, which 1 is not/],
    ['has a datetime that is none', '{"Timestamp":"noon"}', /"Timestamp" is of type datetime, which "noon" is not/],
    ['has a fraction for an int', '{"I":1.5}', /"I" is of type int/],
    ['has an int out of range', '{"I":3000000000}', /"I" is of type int/],
    ['has a long that JSON cannot carry', '{"L":9007199254740993}', /"L" is of type long/],
    ['has a text for a bool', '{"B":"yes"}', /"B" is of type bool/],
    ['has a guid that is none', '{"G":"1"}', /"G" is of type guid/],
  ])('are refused with file and line when a line %s', async (_, line, message) => {
    await expect(load(`{"S":"good"}\n${line}\n`)).rejects.toThrow(message);
  });
});

describe('a folder of tables', () => {
  it('may hold hunting tables without a schema of their own', () => {
    writeFileSync(join(dir, 'DeviceInfo.ndjson'), '');
    expect(findTableFiles(dir)[0]!.table.timeColumn).toBe('Timestamp');
  });

  it.each([
    ['a folder that is not there', () => '/nonexistent-folder', /does not exist/],
    ['an empty folder', () => dir, /holds no TABLE\.ndjson/],
  ])('refuses %s', (_, folder, message) => {
    expect(() => findTableFiles(folder())).toThrow(message);
  });

  it('refuses a table that nobody describes', () => {
    writeFileSync(join(dir, 'Mine.ndjson'), '');
    expect(() => findTableFiles(dir)).toThrow(/no hunting table is called Mine/);
  });

  it.each([
    ['no list', {}, /must be a list/],
    ['an unknown type', [{ name: 'A', type: 'text' }], /Entry 1, .*types string, datetime/],
  ])('refuses a schema with %s', async (_, schema, message) => {
    await expect(load('{}', schema)).rejects.toThrow(message);
  });
});
