/**
 * The string operators of Kusto. A term is a longest run of letters and digits; `has` finds whole terms, `hasprefix`
 * their beginnings, `hassuffix` their ends. All ignore case unless they end in `_cs`.
 */
import { toText } from '../conversion';
import { constantText, type Scalar, textLiteral } from '../scalar';
import type { KustoType } from '../schema';
import { type Ends, holdsTerm, termStands } from './termPatterns';

type Form = 'has' | 'hasprefix' | 'hassuffix' | 'contains' | 'startswith' | 'endswith' | 'equals';

export interface StringOperator {
  form: Form;
  caseSensitive: boolean;
  negated: boolean;
}

const FORMS: [RegExp, Form][] = [
  [/^HasPrefix/, 'hasprefix'],
  [/^HasSuffix/, 'hassuffix'],
  [/^Has(Cs)?$/, 'has'],
  [/^Contains/, 'contains'],
  [/^StartsWith/, 'startswith'],
  [/^EndsWith/, 'endswith'],
];

/** Reads a syntax kind such as `NotHasPrefixCsExpression`; undefined for other kinds. */
export function stringOperator(kind: string): StringOperator | undefined {
  if (kind === 'EqualTildeExpression' || kind === 'BangTildeExpression') {
    return { form: 'equals', caseSensitive: false, negated: kind.startsWith('Bang') };
  }
  const stem = kind.replace(/Expression$/, '');
  const negated = stem.startsWith('Not') && stem !== 'NotEqual';
  const positive = negated ? stem.slice(3) : stem;
  const form = FORMS.find(([pattern]) => pattern.test(positive))?.[1];
  return form && { form, caseSensitive: positive.endsWith('Cs'), negated };
}

/** What the texts of a type are written with, where that is less than everything. */
const ALPHABETS: Partial<Record<KustoType, RegExp>> = {
  datetime: /^[\dtz:.-]*$/i,
  timespan: /^[\d:.-]*$/,
  int: /^[\d-]*$/,
  long: /^[\d-]*$/,
  bool: /^(?:t?r?u?e?|f?a?l?s?e?)$/i,
  real: /^(?:[\de+.-]*|n?a?n?|-?i?n?f?i?n?i?t?y?)$/i,
  decimal: /^(?:[\de+.-]*|n?a?n?|-?i?n?f?i?n?i?t?y?)$/i,
  guid: /^[\da-f-]*$/i,
};

/** Whether a value of the type can contain the text: no number contains a word. */
export function canContain(type: KustoType, text: string): boolean {
  return ALPHABETS[type]?.test(text) ?? true;
}

/** SQL of the operator, never NULL. */
export function stringTest(left: Scalar, right: Scalar, operator: StringOperator): string {
  const fold = (sql: string) => (operator.caseSensitive ? sql : `lower(${sql})`);
  const constant = constantText(right);
  const haystack = fold(toText(left));
  const needle = constant === undefined ? fold(toText(right)) : textLiteral(folded(constant, operator));
  const sql = positiveTest(haystack, needle, operator, constant === undefined ? undefined : folded(constant, operator));
  return operator.negated ? `(NOT ${sql})` : sql;
}

/** Ends every column of a row where it is searched as one text; no term has it. */
const COLUMN_END = '\u001f';

/**
 * Whether one of the values passes, for a text that the query spells. All values of a row are one text to the pattern:
 * each pattern has to be compiled, and a table has seventy columns.
 */
export function anyStringTest(values: Scalar[], right: Scalar, operator: StringOperator): string {
  const constant = constantText(right);
  if (values.length < 2 || constant === undefined || constant.includes(COLUMN_END) || !isTermForm(operator.form)) {
    return `(${values.map((value) => stringTest(value, right, operator)).join(' OR ') || 'false'})`;
  }
  const needle = folded(constant, operator);
  const fold = (sql: string) => (operator.caseSensitive ? sql : `lower(${sql})`);
  const texts = values.map(toText);
  const found = texts.map((sql) => `contains(${fold(sql)}, ${textLiteral(needle)})`).join(' OR ');
  const whole = fold(`concat_ws(${textLiteral(COLUMN_END)}, ${texts.join(', ')})`);
  // To spell the text of seventy columns once is faster than to plan it several times.
  const stands = `list_transform([${whole}], lambda w: ${termStands('w', [needle], endsOf(operator.form))})[1]`;
  return `(CASE WHEN ${found} THEN ${stands} ELSE false END)`;
}

/** Which ends of a text must be the ends of terms. */
function endsOf(form: Form): Ends {
  return { left: form !== 'hassuffix', right: form !== 'hasprefix' };
}

function isTermForm(form: Form): boolean {
  return ['has', 'hasprefix', 'hassuffix'].includes(form);
}

function folded(text: string, operator: StringOperator): string {
  return operator.caseSensitive ? text : text.toLowerCase();
}

function positiveTest(
  haystack: string,
  needle: string,
  operator: StringOperator,
  constant: string | undefined
): string {
  switch (operator.form) {
    case 'equals':
      return `(${haystack} = ${needle})`;
    case 'contains':
      return `contains(${haystack}, ${needle})`;
    case 'startswith':
      return `starts_with(${haystack}, ${needle})`;
    case 'endswith':
      return `ends_with(${haystack}, ${needle})`;
    default:
      return termTest(haystack, needle, operator.form, constant);
  }
}

function termTest(haystack: string, needle: string, form: Form, constant: string | undefined): string {
  const ends = endsOf(form);
  return constant === undefined
    ? `kql_has(${haystack}, ${needle}, ${ends.left}, ${ends.right})`
    : holdsTerm(haystack, [constant], ends);
}

/** `has_any` / `has_all` over texts that the query spells. */
export function anyTermTest(left: Scalar, texts: string[], all: boolean): string {
  const haystack = `lower(${toText(left)})`;
  const folded = [...new Set(texts.map((text) => text.toLowerCase()))];
  if (folded.length === 0) {
    return all ? 'true' : 'false';
  }
  if (all) {
    return `(${folded.map((text) => termTest(haystack, textLiteral(text), 'has', text)).join(' AND ')})`;
  }
  const tests: string[] = [];
  for (let start = 0; start < folded.length; start += MOST_TERMS) {
    tests.push(holdsTerm(haystack, folded.slice(start, start + MOST_TERMS), endsOf('has')));
  }
  return tests.length === 1 ? tests[0]! : `(${tests.join(' OR ')})`;
}

/** RE2 refuses patterns that take too much memory; a few hundred terms are well below. */
const MOST_TERMS = 300;
