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
  const options: Record<string, string> = {};
  for (const property of node.WithClause ? elements(node.WithClause.Properties) : []) {
    const name = property.Name.SimpleName;
    if (!PROPERTIES.includes(name)) {
      throw unsupported(`The property '${name}' of parse-kv`, property);
    }
    options[name] = property.Expression.LiteralValueInfo?.ValueText ?? '';
  }
  const columns = columnsOf(node.ResultType, node);
  const text = toText(expression(node.Expression, rowOf(input, context)));
  const keys = new Set(columns.slice(input.columns.length).map(({ name }) => name));
  const list = columns.map((column) =>
    keys.has(column.name)
      ? `${convert({ sql: extraction(text, column.name, options), type: 'string' }, column.type)} AS ${identifier(column.name)}`
      : identifier(column.name)
  );
  const { plan } = context;
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(input)}`, columns, input.sorted);
};

function extraction(text: string, key: string, options: Record<string, string>): string {
  const pair = escapePattern(options['pair_delimiter'] ?? ' ');
  const between = escapePattern(options['kv_delimiter'] ?? '=');
  const start = `(?s)(?:^|${pair})\\s*${escapePattern(key)}\\s*${between}`;
  const plain = `regexp_extract(${text}, ${textLiteral(`${start}(.*?)(?:${pair}|$)`)}, 1)`;
  const [open] = options['quote'] ?? '';
  if (!open) {
    return plain;
  }
  const close = escapePattern(options['quote']!.at(-1)!);
  const quoted = textLiteral(`${start}${escapePattern(open)}(.*?)${close}`);
  return `CASE WHEN regexp_matches(${text}, ${quoted}) THEN regexp_extract(${text}, ${quoted}, 1) ELSE ${plain} END`;
}
