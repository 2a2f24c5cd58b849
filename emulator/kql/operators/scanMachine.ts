/**
 * `scan` as a fold over the rows (`scan_x`, one struct each). The state `scan_s` holds for each step k the struct `v<k>`:
 * whether a sequence has come as far as this step, its number, and what it matched in the steps `s1` to `s<k>`.
 *
 * As the reference has it, a row is held against the last step first: it continues the sequence of the step before
 * (`scan_t.t<k>`), which then loses it (`scan_u`), or repeats the step's own (`scan_p.p<k>`).
 */
import { convert } from '../conversion';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { unsupported } from '../plan';
import type { Row } from '../scalar';
import { STORAGE } from '../schema';
import type { Expression } from '../syntax';
import { type Declared, missing, type Step } from './scanStep';

interface Machine {
  steps: Step[];
  declared: Declared[];
  row: Row;
}

/** A column's name as the key of a struct. */
export function fieldName(column: string): string {
  return `'${identifier(column).slice(1, -1).replaceAll('""', '"').replaceAll("'", "''")}'`;
}

/** SQL of the state before the first row, and of the state after a row. */
export function scanMachine(machine: Machine): { initial: string; next: string } {
  const { steps } = machine;
  const last = steps.length;
  const numbers = steps.map((_, index) => index + 1);
  const entry = `STRUCT(o BIGINT, i BIGINT${machine.declared.map(({ type }, n) => `, d${n} ${STORAGE[type]}`).join('')})`;
  const states = numbers.map((k) => `'v${k}': ${emptyState(machine, k)}`);
  const initial = `{'n': 0::BIGINT, 'matches': []::${entry}[], ${states.join(', ')}}`;
  const takes = numbers.map((k) => `'t${k}': ${k === 1 ? 'false' : taken(machine, k)}`);
  const rest = numbers.map(
    (k) =>
      `'v${k}': ${k === last ? '' : `CASE WHEN scan_t.t${k + 1} THEN ${emptyState(machine, k)} ELSE `}(scan_s).v${k}${k === last ? '' : ' END'}`
  );
  const repeats = numbers.map((k) => `'p${k}': ${repeated(machine, k)}`);
  const fields = numbers.map((k) => `'v${k}': ${stateAfter(machine, k)}`);
  const found = numbers.toReversed().filter((k) => steps[k - 1]!.shown);
  const matches = found.reduce((list, k) => `list_concat(${list}, ${matchOf(machine, k, entry)})`, '(scan_s).matches');
  const begun = `(scan_s).n + CASE WHEN scan_p.p1 AND NOT (scan_u).v1.a THEN 1 ELSE 0 END`;
  const state = `{'n': ${begun}, 'matches': ${matches}, ${fields.join(', ')}}`;
  return { initial, next: withValue('scan_t', takes, withValue('scan_u', rest, withValue('scan_p', repeats, state))) };
}

/** `let name = {…} in body`, as SQL has it inside of a lambda. */
function withValue(name: string, fields: string[], body: string): string {
  return `list_transform([{${fields.join(', ')}}], lambda ${name}: ${body})[1]`;
}

/** Where a step reads what the others matched: the state of the step before, or its own. */
type Place = 'before' | 'own';

function rowAt({ steps, declared, row }: Machine, k: number, place: Place): Row {
  const holder = place === 'before' ? `(scan_s).v${k - 1}` : `(scan_u).v${k}`;
  const sides = steps.slice(0, k).map(({ name }, index) => {
    const fresh = place === 'before' && index === k - 1;
    return [name, fresh ? `(${emptyMatch(steps[index]!, declared)}).` : `${holder}.s${index + 1}.`] as const;
  });
  return { ...row, sides: Object.fromEntries(sides) };
}

function written(node: Expression, row: Row): ReturnType<typeof expression> {
  const value = expression(node, row);
  if (/\bSELECT\b|\bOVER \(/.test(value.sql.replace(/'(?:[^']|'')*'/g, "''"))) {
    throw unsupported(`'${node.toString().trim().slice(0, 40)}' in a step of scan`, node);
  }
  return value;
}

function holds(machine: Machine, k: number, place: Place): string {
  return `coalesce(${written(machine.steps[k - 1]!.condition, rowAt(machine, k, place)).sql}, false)`;
}

function taken(machine: Machine, k: number): string {
  return `((scan_s).v${k - 1}.a AND ${holds(machine, k, 'before')})`;
}

function repeated(machine: Machine, k: number): string {
  const active = k === 1 ? '' : ` AND (scan_u).v${k}.a`;
  return `(NOT scan_t.t${k}${active} AND ${holds(machine, k, 'own')})`;
}

/** The number of the sequence that a match belongs to. */
function sequence(k: number, place: Place): string {
  if (place === 'before') {
    return `(scan_s).v${k - 1}.i`;
  }
  return k === 1 ? 'CASE WHEN (scan_u).v1.a THEN (scan_u).v1.i ELSE (scan_s).n END' : `(scan_u).v${k}.i`;
}

function stateAfter(machine: Machine, k: number): string {
  const matched = (place: Place) => {
    const holder = place === 'before' ? `(scan_s).v${k - 1}` : `(scan_u).v${k}`;
    const others = machine.steps.slice(0, k - 1).map((_, index) => `'s${index + 1}': ${holder}.s${index + 1}`);
    const own = `'s${k}': ${match(machine, k, place)}`;
    return `{'a': true, 'i': ${sequence(k, place)}, ${[...others, own].join(', ')}}`;
  };
  const takes = k === 1 ? '' : `WHEN scan_t.t${k} THEN ${matched('before')} `;
  return `CASE ${takes}WHEN scan_p.p${k} THEN ${matched('own')} ELSE (scan_u).v${k} END`;
}

/** A declared column's value at a match. */
function assignedValue(machine: Machine, k: number, place: Place, { name, type, initial }: Declared): string {
  const value = machine.steps[k - 1]!.assigned.get(name);
  return value ? `(${convert(written(value, rowAt(machine, k, place)), type)})::${STORAGE[type]}` : initial;
}

/** What later rows may read of this match. */
function match(machine: Machine, k: number, place: Place): string {
  const fields = machine.steps[k - 1]!.kept.map(({ name }) => {
    const column = machine.declared.find((declared) => declared.name === name);
    const value = column ? assignedValue(machine, k, place, column) : `scan_x.${identifier(name)}`;
    return `${fieldName(name)}: ${value}`;
  });
  return `{${[`'x': 0`, ...fields].join(', ')}}`;
}

function emptyMatch({ kept }: Step, declared: Declared[]): string {
  const fields = kept.map(({ name, type }) => {
    const column = declared.find((candidate) => candidate.name === name);
    return `${fieldName(name)}: ${column?.initial ?? missing(type)}`;
  });
  return `{${[`'x': 0`, ...fields].join(', ')}}`;
}

function emptyState({ steps, declared }: Machine, k: number): string {
  const matches = steps.slice(0, k).map((step, index) => `'s${index + 1}': ${emptyMatch(step, declared)}`);
  return `{'a': false, 'i': 0::BIGINT, ${matches.join(', ')}}`;
}

/** The row of a match, in a list of none or one. */
function matchOf(machine: Machine, k: number, entry: string): string {
  const row = (place: Place) => {
    const values = machine.declared.map((column, n) => `'d${n}': ${assignedValue(machine, k, place, column)}`);
    return `[{${[`'o': scan_x.o`, `'i': ${sequence(k, place)}`, ...values].join(', ')}}]`;
  };
  const takes = k === 1 ? '' : `WHEN scan_t.t${k} THEN ${row('before')} `;
  return `CASE ${takes}WHEN scan_p.p${k} THEN ${row('own')} ELSE []::${entry}[] END`;
}
