/**
 * The string operators of Kusto. A term is a longest run of letters and digits; `has` finds whole terms, `hasprefix`
 * their beginnings, `hassuffix` their ends. All ignore case unless they end in `_cs`.
 */
import { toText } from '../conversion';
import { constantText, type Scalar, textLiteral } from '../scalar';
import type { KustoType } from '../schema';

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
  bool: /^[a-z]*$/i,
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
 * each pattern takes milliseconds to compile, a table has seventy columns.
 */
export function anyStringTest(values: Scalar[], right: Scalar, operator: StringOperator): string {
  const constant = constantText(right);
  if (values.length < 2 || constant === undefined || constant.includes(COLUMN_END) || !isTermForm(operator.form)) {
    return `(${values.map((value) => stringTest(value, right, operator)).join(' OR ') || 'false'})`;
  }
  const needle = folded(constant, operator);
  const texts = values.map((value) => (operator.caseSensitive ? toText(value) : `lower(${toText(value)})`));
  const found = texts.map((sql) => `contains(${sql}, ${textLiteral(needle)})`).join(' OR ');
  const pattern = termPattern(needle, operator.form !== 'hassuffix', operator.form !== 'hasprefix');
  const whole = `concat_ws(${textLiteral(COLUMN_END)}, ${texts.join(', ')})`;
  return `(CASE WHEN ${found} THEN regexp_matches(${whole}, ${textLiteral(pattern)}) ELSE false END)`;
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
  const [left, right] = [form !== 'hassuffix', form !== 'hasprefix'];
  if (constant === undefined) {
    return `kql_has(${haystack}, ${needle}, ${left}, ${right})`;
  }
  const pattern = termPattern(constant, left, right);
  // The search for the plain text is much cheaper than the pattern and rules out most rows.
  return `(contains(${haystack}, ${needle}) AND regexp_matches(${haystack}, ${textLiteral(pattern)}))`;
}

const EDGE = /^[\p{L}\p{N}]$/u;

/** A regular expression for a whole term (or text that begins and ends like one). */
export function termPattern(text: string, left = true, right = true): string {
  const [before, after] = edges(text, left, right);
  return before + escapePattern(text) + after;
}

/** What must stand before and after a text that begins or ends like a term. */
function edges(text: string, left: boolean, right: boolean): [before: string, after: string] {
  const characters = [...text];
  return [
    left && EDGE.test(characters[0] ?? '') ? '(?:^|[^\\pL\\pN])' : '',
    right && EDGE.test(characters.at(-1) ?? '') ? '(?:$|[^\\pL\\pN])' : '',
  ];
}

export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
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
  const patterns = anyTermPatterns(folded).map((pattern) => `regexp_matches(${haystack}, ${textLiteral(pattern)})`);
  return patterns.length === 1 ? patterns[0]! : `(${patterns.join(' OR ')})`;
}

/** RE2 refuses patterns that take too much memory; a few hundred terms are well below. */
const MOST_TERMS = 300;

/** Terms that begin and end alike share the classes of what may stand beside them, which take most of a pattern. */
function anyTermPatterns(terms: string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const term of terms) {
    const [before, after] = edges(term, true, true);
    const key = `${before} ${after}`;
    groups.set(key, [...(groups.get(key) ?? []), escapePattern(term)]);
  }
  const alternatives: string[] = [];
  for (const [key, group] of groups) {
    const [before = '', after = ''] = key.split(' ');
    for (let start = 0; start < group.length; start += MOST_TERMS) {
      alternatives.push(`${before}(?:${group.slice(start, start + MOST_TERMS).join('|')})${after}`);
    }
  }
  return terms.length <= MOST_TERMS ? [alternatives.join('|')] : alternatives;
}
