import { escapeFor, quote, UnfitValue } from './literal';
import { type Piece, scan } from './scan';

/** What Grafana hands to a formatter: the selection, and which kind of variable it belongs to. */
export type Selection = unknown;
type Formatter = (selection: Selection, variable?: { multi?: boolean }) => string;

/** Fills in one reference, as `TemplateSrv.replace` with its scope bound does. */
export type Fill = (reference: string, formatter: Formatter) => string;

/** A dashboard variable can't be put into the query. Not for what the service says about the result. */
export class VariableError extends Error {
  override name = 'VariableError' as const;
}

/** Macros of the backend; `$__interval` is one, since Go writes it as a timespan that Kusto knows. */
export const MACROS = [
  '__timeFilter',
  '__timeFrom',
  '__timeTo',
  '__interval',
  '__timeBin',
  '__in',
  '__has_any',
  '__adhocFilters',
  '__ioc',
] as const;

/** Grafana's own times and lengths of time. They are numbers or timespans, so they are put in as they are. */
export const TIME_VARIABLES = [
  '__interval_ms',
  '__range',
  '__range_s',
  '__range_ms',
  '__from',
  '__to',
  '__rate_interval',
  '__rate_interval_ms',
] as const;

/** Macros that take a list of values, and hold for every row where All is selected. */
const LIST_MACROS = ['__in', '__has_any', '__ioc'];

/** What stands in a list macro for "All": no value is written so, since a value is always a quoted literal. */
const ALL_MARKER = '$__all';

/** The two sides of a join. A variable of that name is written `${left}`. */
const JOIN_SIDES = ['$left', '$right'];

type Reference = Extract<Piece, { kind: 'reference' }>;

/**
 * Puts dashboard variables into KQL as data: outside a string a value becomes a quoted literal (several: a list),
 * inside one it is escaped for that kind of string. `${v:raw}` and the other formats that the author spells out are
 * obeyed; comments and the backend's macros stay as they are. In a list macro, "All" is a mark in place of all values
 * (`isAll` tells for which variables). Throws VariableError.
 */
export function interpolate(kql: string, fill: Fill, isAll: (name: string) => boolean = () => false): string {
  return scan(kql)
    .map((piece) => (piece.kind === 'text' ? piece.text : fillReference(piece, fill, isAll)))
    .join('');
}

function fillReference(reference: Reference, fill: Fill, isAll: (name: string) => boolean): string {
  const ofKql = reference.place === 'comment' || (reference.place === 'code' && isOneOf(JOIN_SIDES, reference.text));
  if (ofKql || isOneOf(MACROS, reference.name)) {
    return reference.text;
  }
  if (isOneOf(TIME_VARIABLES, reference.name)) {
    return fill(reference.text, asIs);
  }
  const inList = reference.place === 'code' && isOneOf(LIST_MACROS, reference.macro) && !reference.explicitFormat;
  if (inList && isAll(reference.name)) {
    return ALL_MARKER;
  }
  let formatted = false;
  const value = fill(reference.text, (selection, variable) => {
    formatted = true;
    return asData(reference, selection, variable);
  });
  // Grafana fills in some names (`$__timezone`) without asking the formatter; an author's "custom all value" too,
  // but that is KQL by the author, as `:raw` is.
  const unasked = !formatted && !reference.explicitFormat && value !== reference.text;
  return unasked && reference.name.startsWith('__') ? asData(reference, value) : value;
}

function asIs(selection: Selection): string {
  return String(selection);
}

function asData(reference: Reference, selection: Selection, variable?: { multi?: boolean }): string {
  const nothing = Array.isArray(selection) ? selection.length === 0 : selection === '' && variable?.multi === true;
  if (nothing) {
    throw new VariableError(
      `Nothing is selected in the variable $${reference.name}, so the query can't be written. Select at least one value.`
    );
  }
  const values = [selection].flat().map(String);
  if (reference.place === 'code') {
    refuseTouching(reference);
    return values.map(quote).join(', ');
  }
  const [value = '', ...more] = values;
  if (more.length > 0) {
    throw new VariableError(
      `The variable $${reference.name} has ${values.length} values, but stands inside a string, which holds one. ` +
        `Take the quotes away and compare with in (…) or has_any (…).`
    );
  }
  return escaped(reference, value);
}

/** After `@` the literal would be read as verbatim, after a quote as a part of that string: by other rules than its own. */
function refuseTouching({ before, name }: Reference): void {
  if (before === '@' || before === "'") {
    throw new VariableError(
      `The variable $${name} becomes a quoted string itself, so it can't follow ${before} directly. ` +
        (before === '@' ? 'Leave the @ out.' : 'Put it inside the quotes, or join the two with strcat().')
    );
  }
}

function escaped(reference: Reference, value: string): string {
  try {
    return escapeFor(reference.place, reference.delimiter, value);
  } catch (error) {
    if (error instanceof UnfitValue) {
      throw new VariableError(`The value of the variable $${reference.name} ${error.message}.`);
    }
    throw error;
  }
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
