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
  const { pattern, targets } = patternOf(toArray(node.Patterns), kind, columns);
  if (/[^imsU]/.test(flags) || (flags !== '' && kind !== 'regex')) {
    throw unsupported(`The flags '${flags}' of parse kind=${kind}`, node);
  }
  if (flags.includes('U') && pattern.endsWith('(.*)')) {
    throw unsupported('A last column under the flag U of parse', node);
  }
  const text = toText(expression(node.Expression, rowOf(input, context)));
  const groups = targets.map((_, index) => `'g${index}'`).join(', ');
  const { plan } = context;
  const mode = kind === 'regex' ? flags : 's';
  const regex = textLiteral(`${mode === '' ? '' : `(?${mode})`}^${pattern}`);
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
  kind: string,
  columns: ResultColumn[]
): { pattern: string; targets: ResultColumn[] } {
  const targets: ResultColumn[] = [];
  const pieces = nodes.map((node, index) => {
    const isLast = index === nodes.length - 1;
    if (kindOf(node) === 'StarExpression') {
      return isLast ? '' : kind === 'regex' ? '.*' : '.*?';
    }
    if (is<NameDeclaration>(node, 'NameDeclaration') || is<NameAndType>(node, 'NameAndTypeDeclaration')) {
      const name = is<NameAndType>(node, 'NameAndTypeDeclaration')
        ? node.Name.SimpleName
        : (node as NameDeclaration).SimpleName;
      const column = columns.find((candidate) => candidate.name === name)!;
      targets.push(column);
      return capture(column.type, kind, isLast);
    }
    const text = (node as Expression).LiteralValueInfo?.ValueText;
    if (text === undefined) {
      throw unsupported(`The pattern '${node.toString().trim()}' of parse`, node);
    }
    return kind === 'regex' ? uncaptured(text) : escapePattern(text);
  });
  return { pattern: pieces.join(''), targets };
}

/** Regular expressions take as much as they can, plain patterns as little; a relaxed one takes text of any type. */
function capture(type: KustoType, kind: string, isLast: boolean): string {
  if (type === 'int' || type === 'long') {
    return kind === 'relaxed' ? '(-?\\d+|.*?)' : '(-?\\d+)';
  }
  return isLast || kind === 'regex' ? '(.*)' : '(.*?)';
}

/** A regular expression whose own groups capture nothing; escapes and classes in brackets stay as they are. */
function uncaptured(pattern: string): string {
  return pattern.replace(
    /(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)|\(\?P?<\w+>/g,
    (found, kept: string | undefined) => kept ?? (found ? '(?:' : '')
  );
}
