import { convert, toText } from '../conversion';
import { expression } from '../expressions/expression';
import { escapePattern } from '../expressions/terms';
import { identifier } from '../identifier';
import { columnsOf, unsupported } from '../plan';
import { textLiteral } from '../scalar';
import { elements, type ParseKvOperator } from '../syntax';
import { type OperatorTranslation, rowOf } from './operator';

const PROPERTIES = ['pair_delimiter', 'kv_delimiter', 'quote'];

/** `parse-kv`: each key is looked for on its own; a value ends at the next pair delimiter or its closing quote. */
export const parseKv: OperatorTranslation<ParseKvOperator> = (node, input, context) => {
  const delimiters = delimitersOf(node);
  const columns = columnsOf(node.ResultType, node);
  const text = toText(expression(node.Expression, rowOf(input, context)));
  const keys = new Set(columns.slice(input.columns.length).map(({ name }) => name));
  const list = columns.map((column) =>
    keys.has(column.name)
      ? `${convert({ sql: extraction(text, column.name, delimiters), type: 'string' }, column.type)} AS ${identifier(column.name)}`
      : identifier(column.name)
  );
  const { plan } = context;
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
};

interface Delimiters {
  pair: string;
  between: string;
  quote?: string | undefined;
}

/** Both delimiters must be given: Kusto's way of guessing them is not rebuilt here. */
function delimitersOf(node: ParseKvOperator): Delimiters {
  const options: Record<string, string> = {};
  for (const property of node.WithClause ? elements(node.WithClause.Properties) : []) {
    const name = property.Name.SimpleName;
    if (!PROPERTIES.includes(name) || name in options) {
      throw unsupported(`${name in options ? 'A second' : 'The'} property '${name}' of parse-kv`, property);
    }
    options[name] = property.Expression.LiteralValueInfo?.ValueText ?? '';
  }
  const { pair_delimiter: pair, kv_delimiter: between, quote } = options;
  if (!pair || !between) {
    throw unsupported('A parse-kv without pair_delimiter and kv_delimiter', node);
  }
  return { pair, between, quote };
}

/** A key and a value may each stand in quotes; blanks around them do not count. */
function extraction(text: string, key: string, { pair, between, quote }: Delimiters): string {
  const [open, close] = [escapePattern(quote?.charAt(0) ?? ''), escapePattern(quote?.at(-1) ?? '')];
  const name = escapePattern(key);
  const named = quote ? `(?:${open}${name}${close}|${name})` : name;
  const start = `(?s)(?:^|${escapePattern(pair)})\\s*${named}\\s*${escapePattern(between)}\\s*`;
  const plain = `trim(regexp_extract(${text}, ${textLiteral(`${start}(.*?)(?:${escapePattern(pair)}|$)`)}, 1))`;
  if (!quote) {
    return plain;
  }
  const quoted = textLiteral(`${start}${open}(.*?)${close}`);
  return `CASE WHEN regexp_matches(${text}, ${quoted}) THEN regexp_extract(${text}, ${quoted}, 1) ELSE ${plain} END`;
}
