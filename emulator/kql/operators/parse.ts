import { convert, toText } from '../conversion';
import { expression } from '../expressions/expression';
import { escapePattern } from '../expressions/terms';
import { identifier } from '../identifier';
import { kindOf, toArray } from '../kusto';
import { columnsOf, type Relation, unsupported } from '../plan';
import { type Context, textLiteral } from '../scalar';
import type { KustoType, ResultColumn } from '../schema';
import {
  type Expression,
  is,
  type NameAndType,
  type NameDeclaration,
  type ParseOperator,
  type SyntaxNode,
} from '../syntax';
import { columnList, type OperatorTranslation, parameters, rowOf } from './operator';

/** `parse`: rows that do not match keep empty columns. */
export const parse: OperatorTranslation<ParseOperator> = (node, input, context) => parsed(node, input, context, false);

/** `parse-where`: rows that do not match are dropped. */
export const parseWhere: OperatorTranslation<ParseOperator> = (node, input, context) =>
  parsed(node, input, context, true);

function parsed(node: ParseOperator, input: Relation, context: Context, drop: boolean): Relation {
  const { kind = 'simple', flags = '' } = parameters(node.Parameters, ['kind', 'flags']);
  if (!['simple', 'relaxed', 'regex'].includes(kind)) {
    throw unsupported(`The kind '${kind}' of parse`, node);
  }
  const columns = columnsOf(node.ResultType, node);
  const { pattern, targets } = patternOf(toArray(node.Patterns), kind === 'regex', columns);
  const text = toText(expression(node.Expression, rowOf(input, context)));
  const groups = targets.map((_, index) => `'g${index}'`).join(', ');
  const { plan } = context;
  const regex = textLiteral(`(?s${flags.replace(/[^iUsm]/g, '')})^${pattern}`);
  const cells = targets.length > 0 ? `regexp_extract(${text}, ${regex}, [${groups}])` : 'NULL';
  const matched = plan.step(
    `SELECT ${columnList(input.columns)}, ${cells} AS "#m", regexp_matches(${text}, ${regex}) AS "#ok" FROM ${plan.use(input)}`,
    input.columns,
    input.sorted
  );
  const ok = kind === 'relaxed' ? '"#ok"' : strict(targets);
  const list = columns.map((column) => {
    const place = targets.findLastIndex(({ name }) => name === column.name);
    return place < 0 ? identifier(column.name) : `${target(column, place, ok)} AS ${identifier(column.name)}`;
  });
  const where = drop ? ` WHERE ${ok}` : '';
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(matched)}${where}`, columns, input.sorted);
}

/** In the strict kinds one value of the wrong type empties the whole match. */
function strict(targets: ResultColumn[]): string {
  const typed = targets.flatMap(({ type }, index) =>
    type === 'string' || type === 'dynamic' ? [] : [`${convert(group(index), type)} IS NOT NULL`]
  );
  return ['"#ok"', ...typed].join(' AND ');
}

function group(index: number): { sql: string; type: KustoType } {
  return { sql: `"#m".g${index}`, type: 'string' };
}

function target(column: ResultColumn, place: number, ok: string): string {
  const value = column.type === 'string' ? group(place).sql : convert(group(place), column.type);
  return `CASE WHEN ${ok} THEN ${value} ${column.type === 'string' ? `ELSE ''` : ''} END`;
}

function patternOf(
  nodes: SyntaxNode[],
  isRegex: boolean,
  columns: ResultColumn[]
): { pattern: string; targets: ResultColumn[] } {
  const targets: ResultColumn[] = [];
  const pieces = nodes.map((node, index) => {
    const isLast = index === nodes.length - 1;
    if (kindOf(node) === 'StarExpression') {
      return isLast ? '' : '.*?';
    }
    if (is<NameDeclaration>(node, 'NameDeclaration') || is<NameAndType>(node, 'NameAndTypeDeclaration')) {
      const name = is<NameAndType>(node, 'NameAndTypeDeclaration')
        ? node.Name.SimpleName
        : (node as NameDeclaration).SimpleName;
      const column = columns.find((candidate) => candidate.name === name)!;
      targets.push(column);
      return capture(column.type, isLast);
    }
    const text = (node as Expression).LiteralValueInfo?.ValueText;
    if (text === undefined) {
      throw unsupported(`The pattern '${node.toString().trim()}' of parse`, node);
    }
    return isRegex ? text.replace(/\((?!\?)/g, '(?:') : escapePattern(text);
  });
  return { pattern: pieces.join(''), targets };
}

function capture(type: KustoType, isLast: boolean): string {
  if (type === 'int' || type === 'long') {
    return '(-?\\d+)';
  }
  return isLast ? '(.*)' : '(.*?)';
}
