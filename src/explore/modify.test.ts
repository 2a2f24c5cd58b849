import cases from '../../tests/cases/filters.json';
import type { Knowledge } from '../kql/knowledge';
import { DEFAULT_QUERY, type HuntingQuery } from '../query';
import { KNOWLEDGE } from '../schema/knowledge';

import { has, modify, toggle } from './modify';

const TYPES = { Timestamp: 'datetime', S: 'string', L: 'long', R: 'real', B: 'bool', D: 'dynamic' };
const columns = Object.entries(TYPES).map(([name, type]) => ({ name, type, description: '' }));
const T = { name: 'T', description: '', status: '', timeColumn: 'Timestamp', columns };
const KNOWN: Knowledge = { ...KNOWLEDGE, tables: new Map([['T', T]]) };

const hunt = (query: string): HuntingQuery => ({ ...DEFAULT_QUERY, refId: 'A', query });

describe.each(cases)('$name', ({ query, key, value, want, out }) => {
  const type = out ? 'FILTER_OUT' : 'FILTER_FOR';

  it('a button beside the field adds the filter', () => {
    const action = { type: out ? 'ADD_FILTER_OUT' : 'ADD_FILTER', options: { key, value } };
    expect(modify(hunt(query), action, KNOWN).query).toBe(want);
    expect(toggle(hunt(query), { type, options: { key, value } }, KNOWN).query).toBe(want);
  });

  it('the button is lit and a second click takes the filter away', () => {
    expect(has(hunt(query), { key, value }, KNOWN)).toBe(false);
    expect(has(hunt(want), { key, value }, KNOWN)).toBe(!out);
    const without = toggle(hunt(want), { type, options: { key, value } }, KNOWN).query;
    expect(without.replace(/\s+/g, ' ')).toBe(query.replace(/\s+/g, ' '));
  });

  it('the other button turns the filter round', () => {
    const other = out ? 'FILTER_FOR' : 'FILTER_OUT';
    const turned = toggle(hunt(want), { type: other, options: { key, value } }, KNOWN).query;
    expect(has(hunt(turned), { key, value }, KNOWN)).toBe(out ?? false);
    expect(turned).not.toBe(want);
  });
});

describe('without the schema', () => {
  it('a column is compared as text, which every type has', () => {
    const action = { type: 'ADD_FILTER', options: { key: 'Port', value: '443' } };
    expect(modify(hunt('T'), action).query).toBe("T | where tostring(Port) == '443'");
  });

  it('such a filter is found again once the schema is there', () => {
    expect(has(hunt("T | where tostring(L) == '443'"), { key: 'L', value: '443' }, KNOWN)).toBe(true);
  });
});

describe('a filter that the author wrote', () => {
  it.each([
    ['is found between and removed from others', "T | where L > 0 and S == 'x' and B", 'T | where L > 0 and B'],
    ['is removed from the start of others', "T | where S == 'x' and B | count", 'T | where B | count'],
    ['is found in any spelling of spaces', "T | where S  ==\n'x'", 'T'],
  ])('%s', (_, query, want) => {
    expect(has(hunt(query), { key: 'S', value: 'x' }, KNOWN)).toBe(true);
    expect(toggle(hunt(query), { type: 'FILTER_FOR', options: { key: 'S', value: 'x' } }, KNOWN).query).toBe(want);
  });

  it.each([
    ['one of several by or', "T | where S == 'x' or B"],
    ['one inside brackets', "T | join (T | where S == 'x') on L"],
    ['one in a comment', "T // | where S == 'x'"],
    ['one in a let', "let A = T | where S == 'x'; T"],
  ])('%s is not taken for it', (_, query) => {
    expect(has(hunt(query), { key: 'S', value: 'x' }, KNOWN)).toBe(false);
  });
});

describe('a selected piece of a line', () => {
  it.each([
    ['ADD_STRING_FILTER', "T | where * contains 'C:\\\\a\\'b'"],
    ['ADD_STRING_FILTER_OUT', "T | where not(* contains 'C:\\\\a\\'b')"],
  ])('%s', (type, want) => {
    expect(modify(hunt('T'), { type, options: { value: "C:\\a'b" } }).query).toBe(want);
  });
});

describe('the level of a line', () => {
  const LEAKY = "'AntivirusDetection', 'AntivirusDetectionActionType', 'TamperingAttempt'";
  it.each([
    ['of an alert is its severity', 'AlertInfo', 'error', "AlertInfo | where Severity in ('High')"],
    [
      'that no severity has is what is left',
      'AlertInfo',
      'unknown',
      "AlertInfo | where Severity !in ('High', 'Medium',",
    ],
    ['of an event is its action', 'DeviceEvents', 'error', `DeviceEvents | where ActionType in (${LEAKY}`],
    [
      'of most events is that of no listed action',
      'DeviceEvents',
      'info',
      "DeviceEvents | where ActionType !in ('LogonFailed'",
    ],
  ])('%s', (_, query, value, want) => {
    const options = { key: 'severity', value };
    const filtered = modify(hunt(query), { type: 'ADD_FILTER', options }, KNOWLEDGE);
    expect(filtered.query).toContain(want);
    expect(has(filtered, options, KNOWLEDGE)).toBe(true);
    expect(toggle(filtered, { type: 'FILTER_FOR', options }, KNOWLEDGE).query).toBe(query);
    const turned = toggle(filtered, { type: 'FILTER_OUT', options }, KNOWLEDGE).query;
    expect(turned).toBe(filtered.query.replace('where ', 'where not(') + ')');
  });

  it('is no filter where no column tells it', () => {
    const query = hunt('DeviceInfo');
    expect(modify(query, { type: 'ADD_FILTER', options: { key: 'severity', value: 'error' } }, KNOWLEDGE)).toBe(query);
  });
});

describe('what has no column behind it', () => {
  it.each([
    ['a hunt that the backend writes', { ...hunt(''), queryType: 'go' as const }, 'DeviceId'],
    ['the body of a line', hunt('T'), 'body'],
    ['a query without text', hunt(' '), 'S'],
  ])('%s stays as it is', (_, query, key) => {
    expect(modify(query, { type: 'ADD_FILTER', options: { key, value: 'x' } })).toBe(query);
    expect(has(query, { key, value: 'x' })).toBe(false);
  });
});
