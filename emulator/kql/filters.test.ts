import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { openCaseFile } from './caseFile';

interface FilterCase {
  name: string;
  want: string;
  /** The column S of the rows that are left; absent where the query has no such column. */
  rows?: string[];
}

const path = join(__dirname, '../../tests/cases/filters.json');
const filters = JSON.parse(readFileSync(path, 'utf8')) as FilterCase[];
const T = [
  ['2026-11-20T10:00:00Z', "O'Brien", 1, 1.5, true, {}],
  ['2026-11-20T10:01:00Z', 'say "hi"', 443, 0, false, {}],
  ['2026-11-20T10:02:00Z', 'C:\\Users\\new', 5, 2, false, { Process: { Name: "a'b" }, 'Parent Id': 7 }],
  ['2026-11-20T10:03:00Z', "x' or 1==1 //", 6, 2, false, {}],
  ['2026-11-20T10:04:00Z', 'a\nb', 7, 2, false, {}],
  ['2026-11-20T10:05:00Z', '', 8, 2, false, {}],
];
const types = { Timestamp: 'datetime', S: 'string', L: 'long', R: 'real', B: 'bool', D: 'dynamic' };
const file = openCaseFile(
  path,
  JSON.stringify({
    now: '2026-11-20T12:00:00Z',
    schema: { T: Object.entries(types) },
    rows: { T },
    cases: filters.map(({ name, want, rows }) =>
      rows
        ? { name, query: `${want}\n| project S`, rows: rows.map((cell) => [cell]) }
        : { name, query: `${want}\n| count`, rows: [[name.includes('summary') ? T.length : 1]] }
    ),
  })
);

/** The first query loads Microsoft's analyzer, which takes seconds on a busy machine. */
const TIMEOUT_MS = 60_000;

describe('filters from log lines keep the rows that they name', () => {
  it.each(file.cases.map((item) => [item.name, item]))(
    '%s',
    async (_name, item) => {
      const { run } = await file.open();
      expect(await run(item)).toBeUndefined();
    },
    TIMEOUT_MS
  );
});
