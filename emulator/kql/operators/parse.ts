import { convert, toText } from '../conversion';
import { expression } from '../expressions/expression';
import { escapePattern } from '../expressions/termPatterns';
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
  const { pattern, targets, literals } = patternOf(toArray(node.Patterns), kind, columns);
  if (/[^imsU]/.test(flags) || (flags !== '' && kind !== 'regex')) {
    throw unsupported(`The flags '${flags}' of parse kind=${kind}`, node);
  }
  if (flags.includes('U') && /\((?:-\?|\.\*)[^()]*\)$/.test(pattern)) {
    throw unsupported('A last column under the flag U of parse', node);
  }
  const text = toText(expression(node.Expression, rowOf(input, context)));
  const { plan } = context;
  const { cells, ok: found } = match(text, pattern, {
    flags: kind === 'regex' ? flags : 's',
    groups: ['ok', ...targets.map((_, index) => `g${index}`)],
    literals: kind === 'regex' ? [] : literals,
  });
  const matched = plan.step(
    `SELECT ${columnList(input.columns)}, ${cells} AS "#m" FROM ${plan.use(input)}`,
    input.columns,
    input.sorted
  );
  const ok = kind === 'relaxed' ? found : [found, ...converted(targets)].join(' AND ');
  const list = columns.map((column) => {
    const place = targets.findLastIndex(({ name }) => name === column.name);
    return place < 0 ? identifier(column.name) : `${target(column, place, ok)} AS ${identifier(column.name)}`;
  });
  const where = drop ? ` WHERE ${ok}` : '';
  return plan.step(`SELECT ${list.join(', ')} FROM ${plan.use(matched)}${where}`, columns, input.sorted);
}

/** Begins every text that is matched: the group that captures it is empty where nothing matches, and only there. */
const BEGIN = '\u0002';

/** SQL of the groups, by one run of the pattern a row, and of whether it has matched. */
function match(
  text: string,
  pattern: string,
  { flags, groups, literals }: { flags: string; groups: string[]; literals: string[] }
): { cells: string; ok: string } {
  const names = groups.map((name) => `'${name}'`).join(', ');
  const spelled = (begin: string) => textLiteral(`${flags === '' ? '' : `(?${flags})`}^(${begin})${pattern}`);
  if (flags.includes('m') || looksAtBegin(pattern)) {
    const regex = spelled('');
    const cells = `CASE WHEN regexp_matches(${text}, ${regex}) THEN regexp_extract(${text}, ${regex}, [${names}]) END`;
    return { cells, ok: '"#m" IS NOT NULL' };
  }
  const cells = `regexp_extract(${textLiteral(BEGIN)} || ${text}, ${spelled(BEGIN)}, [${names}])`;
  // To see that a text is missing is far cheaper than the pattern.
  const longest = literals.reduce((found, literal) => (literal.length > found.length ? literal : found), '');
  const possible = `contains(${text}, ${textLiteral(longest)})`;
  return { cells: longest === '' ? cells : `CASE WHEN ${possible} THEN ${cells} END`, ok: `"#m"."ok" <> ''` };
}

/** Whether a regular expression asks where the text begins, outside of a class. */
function looksAtBegin(pattern: string): boolean {
  return /\^|\\A/.test(pattern.replace(/\\[^A]|\[\^?\]?(?:\\.|[^\]\\])*\]/g, ''));
}

/** In the strict kinds one value of the wrong type empties the whole match. */
function converted(targets: ResultColumn[]): string[] {
  return targets.flatMap(({ type }, index) =>
    type === 'string' || type === 'dynamic' ? [] : [`${convert(group(index), type)} IS NOT NULL`]
  );
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
): { pattern: string; targets: ResultColumn[]; literals: string[] } {
  const targets: ResultColumn[] = [];
  const literals: string[] = [];
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
      return kind === 'regex'
        ? `(${REGEX_SHAPES[column.type] ?? '.*'})`
        : capture(column.type, node, nodes.slice(index + 1));
    }
    const text = (node as Expression).LiteralValueInfo?.ValueText;
    if (text === undefined) {
      throw unsupported(`The pattern '${node.toString().trim()}' of parse`, node);
    }
    literals.push(text);
    return kind === 'regex' ? uncaptured(text) : escapePattern(text);
  });
  // A plain pattern goes to the text's end unless a star ends it; a regular expression need not.
  const open = kind === 'regex' || kindOf(nodes.at(-1)!) === 'StarExpression';
  return { pattern: `${pieces.join('')}${open ? '' : '\\z'}`, targets, literals };
}

/** What a column takes before a star, which nothing else would tell where the column ends. */
const SHAPES: Partial<Record<KustoType, string>> = {
  int: '-?\\d+',
  long: '-?\\d+',
  real: '-?(?:\\d+\\.?\\d*|\\.\\d+)',
  decimal: '-?(?:\\d+\\.?\\d*|\\.\\d+)',
  bool: '(?i:true|false)|-?\\d+',
  guid: '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}',
  timespan: '-?(?:\\d+\\.)?\\d+:\\d+(?::\\d+(?:\\.\\d+)?)?',
};

/** What a column takes among regular expressions; any other type takes as much as it can. */
const REGEX_SHAPES: Partial<Record<KustoType, string>> = {
  int: '-?\\d+',
  long: '-?\\d+',
  real: '-?\\d+(?:\\.\\d+)?',
  bool: '(?i:true|false)',
};

/** Up to the next literal, to the end where there is none; text of a wrong type fails later, when it is converted. */
function capture(type: KustoType, node: SyntaxNode, [next, ...more]: SyntaxNode[]): string {
  if (!next) {
    return '(.*)';
  }
  if (kindOf(next) !== 'StarExpression') {
    const literal = (next as Expression).LiteralValueInfo?.ValueText !== undefined;
    return `(${(literal ? undefined : SHAPES[type]) ?? '.*?'})`;
  }
  const shape = SHAPES[type];
  if (!shape) {
    throw unsupported(`A column of type ${type} before '*' in parse`, node);
  }
  return more.length === 0 ? `((?:${shape})?)` : `(${shape})`;
}

/** A regular expression whose own groups capture nothing; escapes and classes in brackets stay as they are. */
function uncaptured(pattern: string): string {
  return pattern.replace(
    /(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\((?!\?)|\(\?P?<\w+>/g,
    (found, kept: string | undefined) => kept ?? (found ? '(?:' : '')
  );
}
