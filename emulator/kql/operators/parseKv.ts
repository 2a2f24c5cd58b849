import { convert, toText } from '../conversion';
import { expression } from '../expressions/expression';
import { escapePattern } from '../expressions/termPatterns';
import { identifier } from '../identifier';
import { columnsOf, unsupported } from '../plan';
import { textLiteral } from '../scalar';
import { elements, type ParseKvOperator } from '../syntax';
import { type OperatorTranslation, rowOf } from './operator';

const PROPERTIES = ['pair_delimiter', 'kv_delimiter', 'quote', 'escape', 'regex'];

/** `parse-kv`: each key is looked for on its own; its first appearance counts. */
export const parseKv: OperatorTranslation<ParseKvOperator> = (node, input, context) => {
  const options = optionsOf(node);
  const valueOf = options['regex'] === undefined ? byDelimiters(node, options) : byPattern(node, options);
  const columns = columnsOf(node.ResultType, node);
  const text = toText(expression(node.Expression, rowOf(input, context)));
  const keys = new Set(elements(node.Keys.Columns).map(({ Name }) => Name.SimpleName));
  const list = columns.map((column) =>
    keys.has(column.name)
      ? `${convert({ sql: valueOf(text, column.name), type: 'string' }, column.type)} AS ${identifier(column.name)}`
      : identifier(column.name)
  );
  const { plan } = context;
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
};

type Options = Record<string, string>;

/** SQL of a key's value in a text, '' where it has none. */
type ValueOf = (text: string, key: string) => string;

function optionsOf(node: ParseKvOperator): Options {
  const options: Options = {};
  for (const property of node.WithClause ? elements(node.WithClause.Properties) : []) {
    const name = property.Name.SimpleName;
    if (!PROPERTIES.includes(name) || name in options) {
      throw unsupported(`${name in options ? 'A second' : 'The'} property '${name}' of parse-kv`, property);
    }
    options[name] = property.Expression.LiteralValueInfo?.ValueText ?? '';
  }
  return options;
}

/** A pattern whose first group is the key and whose second one is its value. */
function byPattern(node: ParseKvOperator, { regex = '', ...others }: Options): ValueOf {
  if (Object.keys(others).length > 0) {
    throw unsupported('A parse-kv with regex and delimiters', node);
  }
  const group = (text: string, number: number) =>
    `list_transform(regexp_extract_all(${text}, ${textLiteral(regex)}, ${number}), lambda x: trim(x))`;
  return (text, key) => `coalesce(${group(text, 2)}[list_position(${group(text, 1)}, ${textLiteral(key)})], '')`;
}

/**
 * A key and a value may each stand in quotes; blanks around them do not count. A value ends at the next pair delimiter or
 * its closing quote. Both delimiters must be given: Kusto's way of guessing them is not rebuilt here.
 */
function byDelimiters(
  node: ParseKvOperator,
  { pair_delimiter: pair, kv_delimiter: between, quote, escape }: Options
): ValueOf {
  if (!pair || !between) {
    throw unsupported('A parse-kv without pair_delimiter and kv_delimiter', node);
  }
  const [open, close] = [escapePattern(quote?.charAt(0) ?? ''), escapePattern(quote?.at(-1) ?? '')];
  const escaped = escapePattern(escape ?? '');
  const inside = escape ? `(?:${escaped}.|[^${escaped}${close}])*` : '.*?';
  return (text, key) => {
    const name = escapePattern(key);
    const named = quote ? `(?:${open}${name}${close}|${name})` : name;
    const start = `(?s)(?:^|${escapePattern(pair)})\\s*${named}\\s*${escapePattern(between)}\\s*`;
    const plain = `trim(regexp_extract(${text}, ${textLiteral(`${start}(.*?)(?:${escapePattern(pair)}|$)`)}, 1))`;
    if (!quote) {
      return plain;
    }
    const quoted = textLiteral(`${start}${open}(${inside})${close}`);
    const value = `regexp_extract(${text}, ${quoted}, 1)`;
    const unescaped = escape ? `regexp_replace(${value}, ${textLiteral(`(?s)${escaped}(.)`)}, '\\1', 'g')` : value;
    return `CASE WHEN regexp_matches(${text}, ${quoted}) THEN ${unescaped} ELSE ${plain} END`;
  };
}
