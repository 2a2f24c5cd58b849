import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TACTICS } from './hunt';
import { LIBRARY, LIBRARY_TABLES, matching, search } from './library';

const TABLES = new Set(
  (
    JSON.parse(readFileSync(join(__dirname, '../../pkg/schema/tables.json'), 'utf8')) as { tables: { name: string }[] }
  ).tables.map(({ name }) => name)
);

describe('the library', () => {
  it('has at least 40 hunts, one an id', () => {
    expect(LIBRARY.length).toBeGreaterThanOrEqual(40);
    expect(new Set(LIBRARY.map(({ id }) => id)).size).toBe(LIBRARY.length);
  });

  it('has hunts for every tactic', () => {
    expect(new Set(LIBRARY.map(({ tactic }) => tactic))).toEqual(new Set(TACTICS));
  });

  it.each(LIBRARY.map((hunt) => [hunt.id, hunt] as const))('%s says what it reads and needs', (_, hunt) => {
    const words = new Set(hunt.query.match(/\w+/g));
    expect(hunt.tables.filter((table) => !words.has(table))).toEqual([]);
    expect([...words].filter((word) => TABLES.has(word)).sort()).toEqual([...hunt.tables].sort());
    expect(hunt.parameters.filter(({ name }) => !hunt.query.includes(`let ${name} = `))).toEqual([]);
    expect(hunt.techniques.filter((technique) => !/^T\d{4}(\.\d{3})?$/.test(technique))).toEqual([]);
    expect(hunt.why.endsWith('.')).toBe(true);
  });
});

describe('a search in the library', () => {
  it.each([
    ['one word of a title', 'rhythm', 'beacons'],
    ['a technique', 'T1003.001', 'lsass-memory'],
    ['a table', 'UrlClickEvents', 'click-on-a-removed-mail'],
    ['words in any order and case', 'PASSWORD guessing', 'password-guessing-on-devices'],
    ['a word of the query', 'rclone', 'copy-tools'],
  ])('finds by %s', (_, words, id) => {
    expect(search(words).map((hunt) => hunt.id)).toContain(id);
  });

  it('finds nothing where one word is missing', () => {
    expect(search('rhythm zebra')).toEqual([]);
  });

  it('finds all without words', () => {
    expect(search(' ')).toHaveLength(LIBRARY.length);
  });
});

describe('a wish', () => {
  it.each([
    ['a tactic', { tactic: 'Impact' }, ['mass-rename', 'recovery-disabled', 'payment-fraud-mails']],
    ['a table', { table: 'DeviceRegistryEvents' }, ['story-of-a-device', 'run-keys', 'defender-tampering']],
    ['words with a table', { table: 'DeviceRegistryEvents', words: 'timeline' }, ['story-of-a-device']],
    ['a table that no hunt of the tactic reads', { tactic: 'Impact', table: 'AlertInfo' }, []],
  ] as const)('for %s', (_, wish, ids) => {
    expect(matching(wish).map(({ id }) => id)).toEqual(ids);
  });

  it('for nothing gets all', () => {
    expect(matching({})).toHaveLength(LIBRARY.length);
  });

  it('for any table gets some', () => {
    expect(LIBRARY_TABLES.filter((table) => matching({ table }).length === 0)).toEqual([]);
  });
});
