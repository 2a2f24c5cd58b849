import { tokens } from '../kql/tokens';
import { TABLES } from '../schema/tables';
import { HOSTILE, Outlines, seeded } from '../testing/randomOutline';

import { complete } from './complete';
import { operandOf, spell, stepsOf } from './operand';
import type { Outline } from './outline';
import { emptyOutline, read, type Reading } from './read';
import { dataValue, textOf, valueOf } from './value';
import { write } from './write';

const ALL = [...TABLES.values()];
const RUNS = 400;

function outlines(seed: number, wild: boolean): Outline[] {
  const made = new Outlines(seeded(seed), wild);
  return Array.from({ length: RUNS }, (_, i) => made.of(ALL[i % ALL.length]!));
}

const outlineOf = (reading: Reading) => ('outline' in reading ? reading.outline : reading.refusal);

/** What KQL says apart from its spaces; Kusto has two names for three operators. */
const said = (kql: string) =>
  tokens(kql)
    .filter(({ kind }) => kind !== 'space')
    .map(({ text }) => ({ order: 'sort', limit: 'take', filter: 'where' })[text] ?? text);

/** The same KQL with other spaces and line breaks between the tokens that have some. */
function spaced(kql: string, random: () => number): string {
  const spaces = [' ', '  ', '\n', '\n\t', '\r\n'];
  return tokens(kql)
    .map(({ kind, text }) => (kind === 'space' ? (spaces[Math.floor(random() * spaces.length)] ?? ' ') : text))
    .join('');
}

describe('an outline that is written and read is the same', () => {
  it.each([
    ['over tables as they are', 1, false],
    ['with names and values that would leave their place', 2, true],
    ['with others of them', 3, true],
  ])('%s', (_, seed, wild) => {
    for (const outline of outlines(seed, wild)) {
      const kql = write(outline);
      expect({ kql, is: outlineOf(read(kql)) }).toEqual({ kql, is: complete(outline) });
      expect(complete(outline)).toEqual(outline);
    }
  });

  it('before anything is chosen', () => {
    expect(outlineOf(read(write(emptyOutline())))).toEqual(emptyOutline());
  });
});

describe('KQL that is read and written says the same', () => {
  it('in any spacing', () => {
    const random = seeded(4);
    for (const outline of outlines(5, true)) {
      const kql = spaced(write(outline), random);
      const reading = read(kql);
      expect({ kql, said: 'outline' in reading ? said(write(reading.outline)) : reading }).toEqual({
        kql,
        said: said(kql),
      });
    }
  });

  it.each([
    'DeviceInfo',
    "['my table']",
    'T | where $__timeFilter()\n| where FileName =~ "powershell.exe" and ProcessCommandLine has "-EncodedCommand"',
    'T | where A == "x" or B == @\'c:\\x\' or C == ```y```',
    'T | filter Port in (443, 0x50, -1) | order by Port | limit 10',
    'T | where Timestamp > ago( 7d ) and Timestamp between (datetime(2026-11-20 10:00) .. now())',
    'T | where Timestamp >= $__timeFrom() and Timestamp < $__timeTo()',
    'T | where AdditionalFields.Process["a b"][0] has "x" and tostring(parse_json(A).b) in~ ("x")',
    'T | where $__in(DeviceName, $device) and $__has_any(CommandLine, ${words})',
    'T | where DeviceName == $device and Port == tolong($port) and FileName == "$name.exe"',
    'T | where isnotempty(A) and isnull(B) and A !in~ ("x") and A matches regex "^x" and A !has "y"',
    'T | summarize count() by DeviceName',
    'T | summarize Count = count(), dcount(DeviceId), make_set(A, 10), percentile(B, 95) by bin(Timestamp, 1h), X = A | where Count > 10',
    'T | summarize arg_max(Timestamp, *) by DeviceId',
    'T | summarize arg_max(Timestamp, A, B) by $__timeBin(), DeviceId',
    'T | summarize by A, B',
    'T | summarize Count = count() by bin(Timestamp, $__interval) | sort by Count asc, Timestamp',
    'T | distinct A, B | take 5',
    'T | project A, B | top 10 by A desc',
    'T | where IsX == true and Id == guid(00000000-0000-0000-0000-000000000001) and R > 1.5e3',
    ' ',
  ])('%s', (kql) => {
    const reading = read(kql);
    expect('outline' in reading ? said(write(reading.outline)) : reading).toEqual(said(kql));
  });
});

describe('a value', () => {
  const none = () => false;

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s is read as it was typed', (_, text) => {
    for (const spelled of [valueOf('string', text, none), dataValue('string', text)]) {
      expect(textOf(spelled ?? '')).toBe(text);
    }
  });

  it.each(HOSTILE.map((text) => [JSON.stringify(text), text]))('%s of the data holds no variable', (_, text) => {
    expect(dataValue('string', text)).not.toMatch(/\$[\w{]|\[\[/);
  });

  it.each([
    ['string', '$device', '$device'],
    ['string', '$unknown', "'$unknown'"],
    ['string', 'a $device', "'a $device'"],
    ['string', '${device:csv}', '${device:csv}'],
    ['long', '$device', 'tolong($device)'],
    ['long', ' 443 ', '443'],
    ['long', '4x', undefined],
    ['real', '1.5', '1.5'],
    ['bool', 'True', 'true'],
    ['datetime', '7d', 'ago(7d)'],
    ['datetime', '7d ago', 'ago(7d)'],
    ['datetime', 'now()', 'now()'],
    ['datetime', '2026-11-20', 'datetime(2026-11-20)'],
    ['datetime', 'yesterday', undefined],
    ['guid', 'x', undefined],
    [undefined, 'x', "'x'"],
  ])('of type %s: %s', (type, text, want) => {
    expect(valueOf(type, text, (name) => name === 'device')).toBe(want);
  });
});

describe('a key in a column', () => {
  it.each([
    ['Process.Name', 'D.Process.Name'],
    ['a b.c', "D['a b'].c"],
    ['["x.y"][0]', 'D["x.y"][0]'],
    ["it's", "D['it\\'s']"],
    ['${device:', "D['\\u0024{device:']"],
    ['', 'D'],
  ])('%s is spelled %s', (keys, want) => {
    const spelled = spell({ column: 'D', steps: stepsOf(keys) });
    expect(spelled).toBe(want);
    expect(operandOf(spelled)).toMatchObject({ column: 'D' });
  });
});
