import type { DataSourceInstanceSettings, ScopedVars } from '@grafana/data';

import cases from '../tests/cases/variables.json';
import { DataSource } from './datasource';
import { withDefaults } from './query';
import type { Settings } from './settings';
import { templateSrv } from './testing/templateSrv';

import { MACROS, TIME_VARIABLES } from './kql/interpolate';

const INSTANCE = { id: 1, uid: 'u', type: 'huntboard-defender-datasource', name: 'Hunts', jsonData: {} };

/** What the backend would get, through the data source's own method. */
function sent(kql: string, templates: ReturnType<typeof templateSrv>, scopedVars: ScopedVars = {}): string {
  const source = new DataSource(INSTANCE as DataSourceInstanceSettings<Settings>, templates);
  return source.applyTemplateVariables(withDefaults({ refId: 'A', query: kql }), scopedVars).query;
}

interface Case {
  name: string;
  kql: string;
  variables: Record<string, string | string[]>;
  want?: string;
  error?: string;
}

describe('the contract with the backend', () => {
  it.each(cases as Case[])('$name', ({ kql, variables, want, error }) => {
    const values = Object.entries(variables).map(([name, value]) => [
      name,
      { value, options: value === '$__all' ? ['a', 'b'] : undefined },
    ]);
    const run = () => sent(kql, templateSrv(Object.fromEntries(values)));
    if (error !== undefined) {
      expect(run).toThrow(error);
    } else {
      expect(run()).toBe(want);
    }
  });
});

describe('names that Grafana fills in itself', () => {
  const spellings = (name: string) => [`$${name}`, `\${${name}}`, `[[${name}]]`];

  it.each(TIME_VARIABLES)('%s is put in as it is, in and outside a string', (name) => {
    const scopedVars = { [name]: { text: '17', value: '17' } };
    for (const reference of spellings(name)) {
      expect(sent(`print ${reference}, '${reference}'`, templateSrv({}), scopedVars)).toBe(`print 17, '17'`);
    }
  });

  it.each(TIME_VARIABLES)('%s stays as it is where the host has no value for it', (name) => {
    expect(sent(`print $${name}`, templateSrv({}))).toBe(`print $${name}`);
  });

  it.each(MACROS)('%s is left to the backend, even where the host has a value for it', (name) => {
    const scopedVars = { [name]: { text: '1d', value: '1d' } };
    for (const reference of spellings(name)) {
      expect(sent(`print ${reference}`, templateSrv({}), scopedVars)).toBe(`print ${reference}`);
    }
  });

  it.each(['__timezone', '__dashboard', '__org', '__user', '__name', '__url'])('%s is data', (name) => {
    const computed = { [name]: `x' or true` };
    expect(sent(`print $${name}, "$${name}"`, templateSrv({}, computed))).toBe(`print 'x\\' or true', "x' or true"`);
    const scopedVars = { [name]: { text: '', value: `x' or true` } };
    expect(sent(`print $${name}`, templateSrv({}), scopedVars)).toBe(`print 'x\\' or true'`);
  });

  it('a date format is obeyed', () => {
    const templates = templateSrv({});
    templates.replace = (target = '') => (target === "${__from:date:YYYY [it's]}" ? '2026' : target);
    expect(sent("print datetime(${__from:date:YYYY [it's]}), '$x'", templates)).toBe("print datetime(2026), '$x'");
  });
});

describe('selections', () => {
  const all = { value: '$__all', multi: true, allValue: 'DeviceInfo | distinct DeviceName' };

  it.each([
    ['a custom "All" value is the author’s KQL', 'in ($v)', all, 'in (DeviceInfo | distinct DeviceName)'],
    ['a number is quoted', 'x == $v', { value: ['1', '2'] }, "x == '1', '2'"],
    ['a control character is escaped', 'x == $v', { value: 'a\u0000\u001b' }, "x == 'a\\u0000\\u001b'"],
    ['a backtick ends no string of ticks', 'x == ```a $v b```', { value: '`' }, undefined],
    ['a join’s own names are no variables', 'on $left.v == $right.v', { value: 'x' }, 'on $left.v == $right.v'],
  ])('%s', (_, kql, variable, want) => {
    const templates = templateSrv({ v: variable, left: { value: 'no' }, right: { value: 'no' } });
    if (want === undefined) {
      expect(() => sent(kql, templates)).toThrow('would end the ``` string');
    } else {
      expect(sent(kql, templates)).toBe(want);
    }
  });

  it.each([
    ['an @ would make its literal a verbatim one', 'x == @$v', 'Leave the @ out.'],
    ['a string would swallow its opening quote', "x == @'C:\\'$v", 'strcat()'],
  ])('before it, %s: refused', (_, kql, want) => {
    expect(() => sent(kql, templateSrv({ v: { value: "\\' | union T //" } }))).toThrow(want);
  });

  it('a reference that a backslash has taken is none: its value would take the next character', () => {
    expect(sent("x == '\\$v'", templateSrv({ v: { value: "'" } }))).toBe("x == '\\$v'");
  });

  it('an emptied multi-value variable is an error, also where the host says it is an empty text', () => {
    expect(() => sent('x in ($v)', templateSrv({ v: { value: '', multi: true } }))).toThrow('Nothing is selected in');
  });
});
