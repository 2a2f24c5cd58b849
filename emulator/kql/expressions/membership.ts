/** `in`, `has_any`, `has_all`: the right side is values, dynamic arrays or one table's first column. */
import { convert, toText } from '../conversion';
import { identifier } from '../identifier';
import { kindOf } from '../kusto';
import { constantText, outsideOf, type Row, type Scalar, text, textLiteral } from '../scalar';
import { elements, type Expression, type ListExpression } from '../syntax';
import { membership } from './comparison';
import { outsideOfLambdas } from './outside';
import { anyTermTest } from './terms';

type Translate = (node: Expression, row: Row) => Scalar;

export function listExpression(node: Expression, row: Row, translate: Translate): Scalar {
  const { Left, Right } = node as ListExpression;
  const inner = { ...row, filter: false };
  const left = translate(Left, inner);
  const items = elements(Right.Expressions);
  const kind = kindOf(node);
  const table = items.length === 1 && items[0]!.ResultType?.Columns ? items[0]! : undefined;
  const values = () => items.map((item) => termsOf(translate(item, inner), inner, kind));
  const sql = table ? inTable(left, table, inner, kind) : inValues(left, values(), kind);
  return { sql, type: 'bool' };
}

/** A computed list of `has_any`, spelled where it is the same for all rows. */
function termsOf(value: Scalar, row: Row, kind: string): Scalar {
  const computed = kind === 'HasAnyExpression' && value.type === 'dynamic' && value.constant === undefined;
  const ofRow = (sql: string) =>
    sql.includes(' OVER (') || (row.input?.columns.some(({ name }) => sql.includes(identifier(name))) ?? false);
  if (!computed || ofRow(value.sql)) {
    return value;
  }
  const { plan } = row;
  const list = `SELECT unnest(list_distinct(${textsOf(value)})) AS ${identifier('#term')}`;
  const texts = plan.texts(plan.step(list, [{ name: '#term', type: 'string' }]));
  return texts ? { ...value, constant: { value: texts } } : value;
}

function inValues(left: Scalar, values: Scalar[], kind: string): string {
  const spelled = values.flatMap((value) => constants(value) ?? [value]);
  const computed = spelled.filter((value) => value.type === 'dynamic');
  const plain = spelled.filter((value) => value.type !== 'dynamic');
  if (kind.startsWith('Has')) {
    return hasList(left, plain, computed, kind === 'HasAllExpression');
  }
  const negated = kind.startsWith('Not');
  const tests =
    plain.length > 0 || computed.length === 0 ? [membership(left, plain, isCaseSensitive(kind), false)] : [];
  for (const array of computed) {
    const fold = (sql: string) => (isCaseSensitive(kind) ? sql : `lower(${sql})`);
    const list = isCaseSensitive(kind) ? textsOf(array) : `list_transform(${textsOf(array)}, lambda x: lower(x))`;
    tests.push(`coalesce(list_contains(${list}, ${fold(toText(left))}), false)`);
  }
  return negated ? `(NOT (${tests.join(' OR ')}))` : `(${tests.join(' OR ')})`;
}

/** Microsoft's syntax calls `in~` `InCsExpression`, although it is `in` that tells cases apart. */
function isCaseSensitive(kind: string): boolean {
  return kind === 'InExpression' || kind === 'NotInExpression';
}

/** The values of a dynamic array that the query spells. */
function constants(value: Scalar): Scalar[] | undefined {
  const array = value.type === 'dynamic' ? value.constant?.value : undefined;
  return Array.isArray(array) ? array.map((item) => constantOf(item)) : undefined;
}

function constantOf(item: unknown): Scalar {
  if (typeof item === 'number') {
    return {
      sql: Number.isInteger(item) ? `${item}::BIGINT` : `'${item}'::DOUBLE`,
      type: Number.isInteger(item) ? 'long' : 'real',
    };
  }
  return text(typeof item === 'string' ? item : JSON.stringify(item));
}

/** A computed dynamic as a list of texts; a value that is no array is a list of one. */
function textsOf(value: Scalar): string {
  return `coalesce(kql_texts(${value.sql}), [${toText(value)}])`;
}

function hasList(left: Scalar, plain: Scalar[], computed: Scalar[], all: boolean): string {
  const spelled = plain.map(constantText).filter((value) => value !== undefined);
  const join = all ? ' AND ' : ' OR ';
  const tests = spelled.length > 0 ? [anyTermTest(left, spelled, all)] : [];
  const haystack = `lower(${toText(left)})`;
  for (const value of plain.filter((item) => constantText(item) === undefined)) {
    tests.push(`kql_has(${haystack}, lower(${toText(value)}), true, true)`);
  }
  for (const array of computed) {
    const found = ([of, terms]: readonly Scalar[]) =>
      `list_transform(${textsOf(terms!)}, lambda x: kql_has(lower(${toText(of!)}), lower(x), true, true))`;
    const terms = outsideOfLambdas(found([left, array]), [left, array], tests.length, found);
    tests.push(`coalesce(${all ? 'list_bool_and' : 'list_bool_or'}(${terms}), ${all})`);
  }
  return tests.length === 0 ? `${all}` : `(${tests.join(join)})`;
}

function inTable(left: Scalar, node: Expression, row: Row, kind: string): string {
  const relation = row.tabular(node, outsideOf(row));
  const column = relation.columns[0]!;
  const source = row.plan.use(relation);
  const name = identifier(column.name);
  const values: Scalar = { sql: name, type: column.type };
  if (kind.startsWith('Has')) {
    const all = kind === 'HasAllExpression';
    const terms = `SELECT DISTINCT lower(${toText(values)}) AS ${identifier('#term')} FROM ${source}`;
    const texts = row.plan.texts(row.plan.step(terms, [{ name: '#term', type: 'string' }]));
    if (texts) {
      return anyTermTest(left, texts, all);
    }
    const list = `(SELECT list(DISTINCT lower(${toText(values)})) FROM ${source})`;
    const found = `list_transform(${list}, lambda x: kql_has(lower(${toText(left)}), x, true, true))`;
    return `coalesce(${all ? 'list_bool_and' : 'list_bool_or'}(${found}), ${all})`;
  }
  const fold = (sql: string, type: string) => (isCaseSensitive(kind) || type !== 'string' ? sql : `lower(${sql})`);
  const negated = kind.startsWith('Not');
  const cell = fold(convert(values, left.type === 'dynamic' ? 'string' : left.type), left.type);
  const needle = fold(left.type === 'dynamic' ? toText(left) : left.sql, left.type);
  const test = `${needle} IN (SELECT ${cell} FROM ${source} WHERE ${cell} IS NOT NULL)`;
  return negated ? `(NOT coalesce(${test}, false))` : left.type === 'string' ? `(${test})` : `coalesce(${test}, false)`;
}

/** A list literal of texts, for functions that take several. */
export function textList(values: string[]): string {
  return `[${values.map(textLiteral).join(', ')}]`;
}
