import { FIGURES, fits } from '../builder/figures';
import { CASTS, spell, stepsOf } from '../builder/operand';
import { OPERATORS, operatorsFor } from '../builder/operators';
import {
  type Condition,
  type Figure,
  type Group,
  type Key,
  type Outline,
  type SortKey,
  TIME_BIN,
} from '../builder/outline';
import { spellName } from '../builder/spelling';
import { dataValue, valueOf } from '../builder/value';
import type { Column, Table } from '../kql/knowledge';

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Texts that would leave their place if they could. */
export const HOSTILE = [
  "O'Brien",
  'say "hi"',
  'C:\\Users\\new\\',
  "x' or 1==1 //",
  'a\nb\r\tc',
  '\u2028\u0085',
  '',
  ' ',
  '$device',
  'C:\\$Recycle.Bin',
  '${device:',
  '${__from:date:',
  '}',
  '[[device]]',
  '[[',
  'h"x"',
  'by',
  'and',
  '```',
  "@'\\",
  '// no comment',
  '| take 1',
  'Zürich ✓ 😀',
];

const NAMES = ['device', 'users'];

/** Makes outlines over a table. With `wild` its names, too, are texts that would leave their place. */
export class Outlines {
  constructor(
    private readonly random: () => number,
    private readonly wild: boolean
  ) {}

  of(table: Table): Outline {
    const columns = table.columns.map(({ name, type }) => ({ name: spellName(this.wildly(name)), type }));
    const shape = this.chance(0.5) ? this.events(columns) : this.summary(columns, table.timeColumn !== null);
    const out = shape.kind === 'summary' ? namesOf(shape) : shape.columns.length > 0 ? shape.columns : names(columns);
    const sort = this.some(out, 0, 2)
      .map((column) => this.sortKey(column, columns))
      .filter((key) => key !== undefined);
    const limit = this.chance(0.5) ? this.upTo(1000) : undefined;
    return {
      table: spellName(this.wildly(table.name)),
      filters: this.groups(columns, table.timeColumn !== null),
      shape,
      sort,
      ...(limit !== undefined && { limit }),
      ...(limit !== undefined && sort.length === 1 && this.chance(0.5) && { top: true as const }),
    };
  }

  text(): string {
    return this.chance(0.3) ? this.pick(['cmd.exe', 'powershell', '10.0.0.1']) : this.wildText();
  }

  private wildText(): string {
    const count = this.upTo(2);
    return Array.from({ length: count + 1 }, () => this.pick(HOSTILE)).join('');
  }

  private groups(columns: Spelled[], timed: boolean): Group[] {
    const time: Group[] = timed && this.chance(0.8) ? [{ any: false, conditions: [this.timeFilter(columns)] }] : [];
    const others = Array.from({ length: this.upTo(3) }, () => {
      const conditions = Array.from({ length: 1 + this.upTo(2) }, () => this.condition(this.pick(columns)));
      return { any: conditions.length > 1 && this.chance(0.5), conditions };
    });
    return [...time, ...others];
  }

  private timeFilter(columns: Spelled[]): Condition {
    const dated = columns.filter(({ type }) => type === 'datetime');
    const column = this.chance(0.7) || dated.length === 0 || this.wild ? '' : this.pick(dated).name;
    return { column, operator: '$__timeFilter', values: [] };
  }

  private condition(column: Spelled): Condition {
    const { name, type } = this.operand(column);
    const operator = this.pick(operatorsFor(type).filter((each) => each !== '$__timeFilter' && this.isSendable(each)));
    const value = () => this.value(operator === 'matches regex' ? 'regex' : type);
    const takes = OPERATORS[operator];
    const count = { none: 0, one: 1, pair: 2, list: 1 + this.upTo(3), selection: 0 }[takes ?? 'none'];
    const values = takes === 'selection' ? [`$${this.pick(NAMES)}`] : Array.from({ length: count }, value);
    return { column: takes === 'selection' ? column.name : name, operator, values };
  }

  /** What a variable holds is put in before a hunt is sent, so hunts that are run here have none. */
  private isSendable(operator: string): boolean {
    return this.wild || !operator.startsWith('$');
  }

  private operand({ name, type }: Spelled): Spelled {
    if (type !== 'dynamic' || this.chance(0.2)) {
      return { name, type };
    }
    const [cast, made] = this.pick(Object.entries(CASTS).filter(([each]) => each !== 'toguid'));
    const parse = this.chance(0.2) ? { parse: 'parse_json' } : {};
    const keys = this.wild ? this.wildText() : this.pick(['Name', 'Process.Name', 'a b', '["x.y"][0]']);
    const steps = stepsOf(keys).length > 0 ? stepsOf(keys) : stepsOf('Name');
    return { name: spell({ cast, ...parse, column: name, steps }), type: made };
  }

  private value(type: string): string {
    const number = String(this.upTo(100_000));
    const texts: Record<string, () => string> = {
      int: () => number,
      long: () => number,
      real: () => this.pick([number, `${number}.5`, '-1.5']),
      datetime: () => this.pick(['2026-11-20', '2026-11-20T10:00:00Z', '7d', 'ago(2h)', 'now()', '$__timeFrom()']),
      bool: () => this.pick(['true', 'false']),
      guid: () => '00000000-0000-0000-0000-000000000001',
      regex: () => this.pick(['^cmd', 'power(shell|point)', '\\\\Users\\\\.+', "it's"]),
    };
    const text = texts[type]?.() ?? this.text();
    const variable = this.wild && this.chance(0.1) ? `$${this.pick(NAMES)}` : undefined;
    const plain = type === 'regex' ? 'string' : type;
    const spelled =
      variable || this.chance(0.5)
        ? valueOf(plain, variable ?? text, (name) => this.wild && NAMES.includes(name))
        : dataValue(plain, text);
    if (spelled === undefined) {
      throw new Error(`${text} is no ${type}`);
    }
    return spelled;
  }

  private events(columns: Spelled[]): Outline['shape'] {
    const chosen = names(this.some(columns, 0, 4));
    return {
      kind: 'events',
      columns: chosen,
      distinct: chosen.length > 0 && this.chance(0.3) && !this.hasDynamic(columns),
    };
  }

  private hasDynamic(columns: Spelled[]): boolean {
    return columns.some(({ type }) => type === 'dynamic');
  }

  private summary(columns: Spelled[], timed: boolean): Outline['shape'] {
    const dated = columns.filter(({ type }) => type === 'datetime');
    const plain = columns.filter(({ type }) => type !== 'dynamic' && type !== 'datetime');
    const keys: Key[] = this.some(plain, 0, 2).map(({ name, type }, i) => ({
      name: this.chance(0.3) ? `Key${i}` : '',
      column: name,
      ...(['int', 'long'].includes(type) && this.chance(0.5) && { bin: '100' }),
    }));
    if (dated[0] && this.chance(0.6)) {
      const bin = this.pick([TIME_BIN, '1h', '1d', '$__interval']);
      keys.push({
        name: '',
        column: bin === TIME_BIN && timed && this.chance(0.5) && !this.wild ? '' : dated[0].name,
        bin,
      });
    }
    const least = keys.length === 0 || keys.some(({ bin }) => bin !== undefined) ? 1 : 0; // a graph needs a figure
    const count = least + this.upTo(2);
    const figures = Array.from({ length: count }, (_, i) => this.figure(columns, i));
    const filters: Group[] = figures.some(({ call }) => call === 'count')
      ? [{ any: false, conditions: [{ column: 'Figure0', operator: '>', values: ['1'] }] }]
      : [];
    const first = figures[0];
    return { kind: 'summary', figures, keys, filters: first?.call === 'count' ? filters : [] };
  }

  private figure(columns: Spelled[], i: number): Figure {
    const name = `Figure${i}`;
    const call = this.chance(0.4) ? 'count' : this.pick(Object.keys(FIGURES));
    const takes = FIGURES[call] ?? [];
    const fitting = columns.filter(({ type }) => fits(call, type) && type !== 'dynamic');
    const [column] = this.some(fitting, 1, 1);
    if (takes.length > 0 && !column) {
      return { name, call: 'count', operands: [] };
    }
    const operands = takes.flatMap((each) => {
      switch (each) {
        case 'column':
          return [column?.name ?? ''];
        case 'rest':
          return this.rest(columns, column);
        case 'number':
          return [this.pick(['50', '95', '99.9'])];
        case 'number?':
          return this.chance(0.5) ? ['10'] : [];
      }
    });
    return { name: takes.includes('rest') ? '' : name, call, operands };
  }

  private rest(columns: Spelled[], but: Spelled | undefined): string[] {
    return this.chance(0.3)
      ? ['*']
      : names(
          this.some(
            columns.filter((each) => each !== but),
            1,
            2
          )
        );
  }

  /** A document has no order. */
  private sortKey(column: string, columns: Spelled[]): SortKey | undefined {
    const direction = this.pick(['asc', 'desc', undefined] as const);
    const type = columns.find(({ name }) => name === column)?.type;
    return type === 'dynamic' ? undefined : { column, ...(direction && { direction }) };
  }

  private wildly(name: string): string {
    return this.wild && this.chance(0.2) ? this.text() || name : name;
  }

  private some<T>(list: readonly T[], least: number, most: number): T[] {
    const count = Math.min(list.length, least + this.upTo(most - least));
    return [...list]
      .map((item) => ({ item, at: this.random() }))
      .sort((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ item }) => item);
  }

  private pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }

  private upTo(most: number): number {
    return Math.floor(this.random() * (most + 1));
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }
}

type Spelled = Pick<Column, 'name' | 'type'>;

const names = (columns: readonly Spelled[]) => columns.map(({ name }) => name);

/** The columns of a summary that can be sorted by their name. */
function namesOf(shape: Extract<Outline['shape'], { kind: 'summary' }>): string[] {
  const figures = shape.figures
    .filter(({ call, name }) => name !== '' && !call.startsWith('make_'))
    .map(({ name }) => name);
  const keys = shape.keys.filter(({ name, column }) => name !== '' || /^\w+$/.test(column));
  return [...figures, ...keys.map(({ name, column }) => name || column)];
}
