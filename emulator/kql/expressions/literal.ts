import { isoFromTicks } from '../../ticks';
import { KqlError } from '../error';
import { kindOf, toArray } from '../kusto';
import { type Scalar, text, textLiteral } from '../scalar';
import { type KustoType, STORAGE } from '../schema';
import { elements, type Expression, is, type List, type Separated, type SyntaxNode, type Token } from '../syntax';
import { parseDatetime, parseTimespan } from '../ticks';

const TYPES: Record<string, KustoType> = {
  BooleanLiteralExpression: 'bool',
  IntLiteralExpression: 'int',
  LongLiteralExpression: 'long',
  RealLiteralExpression: 'real',
  DecimalLiteralExpression: 'decimal',
  DateTimeLiteralExpression: 'datetime',
  TimespanLiteralExpression: 'timespan',
  GuidLiteralExpression: 'guid',
  StringLiteralExpression: 'string',
  CompoundStringLiteralExpression: 'string',
};

export const LITERAL_KINDS = Object.keys(TYPES);

/**
 * A literal as SQL. The text is parsed here and not read from the package's `LiteralValue`, whose generated code
 * answers 0 for `0x10` and for `time(1.02:03:04)`.
 */
export function literal(node: Expression): Scalar {
  const type = TYPES[kindOf(node)]!;
  const value = node.LiteralValueInfo?.ValueText ?? '';
  if (type === 'string') {
    return text(value);
  }
  return { sql: value === 'null' || value === '' ? `NULL::${STORAGE[type]}` : literalSql(type, value, node), type };
}

function literalSql(type: KustoType, value: string, node: SyntaxNode): string {
  switch (type) {
    case 'bool':
      return /^(true|1)$/i.test(value) ? 'true' : 'false';
    case 'int':
      return whole(BigInt.asIntN(32, BigInt(value)), 'INTEGER');
    case 'long':
      return whole(BigInt.asIntN(64, BigInt(value)), 'BIGINT');
    case 'real':
    case 'decimal':
      return `${textLiteral(value.replace(/^([+-]?)inf$/i, '$1Infinity'))}::DOUBLE`;
    case 'datetime':
      return `${readTicks(parseDatetime(value), value, node)}::BIGINT`;
    case 'timespan':
      return `${readTicks(parseTimespan(value), value, node)}::BIGINT`;
    default:
      return textLiteral(value.toLowerCase());
  }
}

/** A minus sign would otherwise belong to what is cast, which the lowest number does not survive. */
function whole(value: bigint, storage: string): string {
  return value < 0n ? `(${value})::${storage}` : `${value}::${storage}`;
}

function readTicks(ticks: bigint | undefined, value: string, node: SyntaxNode): bigint {
  if (ticks === undefined) {
    throw new KqlError('semantic', `'${value}' is not a time that Kusto can read.`, node.TextStart, node.Width);
  }
  return ticks;
}

/** `dynamic(…)`: its JSON, read from the syntax because KQL also allows single quotes and typed literals in it. */
export function dynamicLiteral(node: Expression): Scalar {
  const value = jsonValue(node);
  return {
    sql: value === null ? 'NULL::VARCHAR' : textLiteral(jsonText(node)),
    type: 'dynamic',
    constant: { value },
  };
}

/** The JSON as it is kept: a real number keeps its fraction, a whole one all of its digits. */
function jsonText(node: SyntaxNode): string {
  if (is<Expression & { Expression: Expression }>(node, 'DynamicExpression')) {
    return jsonText(node.Expression);
  }
  if (
    is<Expression & { Pairs: Separated<SyntaxNode & { Name: Token; Value: Expression }> }>(node, 'JsonObjectExpression')
  ) {
    // A key that is written twice has its last value.
    const pairs = new Map(elements(node.Pairs).map((pair) => [tokenText(pair.Name), jsonText(pair.Value)]));
    return `{${[...pairs].map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
  }
  if (is<Expression & { Values: Separated<Expression> }>(node, 'JsonArrayExpression')) {
    return `[${elements(node.Values).map(jsonText).join(',')}]`;
  }
  if (is<Expression & { Expression: Expression }>(node, 'UnaryMinusExpression')) {
    const text = jsonText(node.Expression);
    return text.startsWith('-') ? text.slice(1) : `-${text}`;
  }
  const value = jsonValue(node);
  if (typeof value !== 'number') {
    return JSON.stringify(value);
  }
  if (!Number.isFinite(value)) {
    return JSON.stringify(String(value));
  }
  const spelled = (node as Expression).LiteralValueInfo?.ValueText ?? '';
  if (kindOf(node) === 'TimespanLiteralExpression') {
    return String(value);
  }
  if (kindOf(node) !== 'RealLiteralExpression' && kindOf(node) !== 'DecimalLiteralExpression') {
    return /^-?(\d+|0x[\da-f]+)$/i.test(spelled) ? String(BigInt(spelled)) : JSON.stringify(value);
  }
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? `${value}.0` : JSON.stringify(value);
}

function jsonValue(node: SyntaxNode): unknown {
  if (is<Expression & { Expression: Expression }>(node, 'DynamicExpression')) {
    return jsonValue(node.Expression);
  }
  if (
    is<Expression & { Pairs: Separated<SyntaxNode & { Name: Token; Value: Expression }> }>(node, 'JsonObjectExpression')
  ) {
    return Object.fromEntries(elements(node.Pairs).map((pair) => [tokenText(pair.Name), jsonValue(pair.Value)]));
  }
  if (is<Expression & { Values: Separated<Expression> }>(node, 'JsonArrayExpression')) {
    return elements(node.Values).map(jsonValue);
  }
  if (is<Expression & { Expression: Expression }>(node, 'UnaryMinusExpression')) {
    return -Number(jsonValue(node.Expression));
  }
  const value = (node as Expression).LiteralValueInfo?.ValueText ?? 'null';
  switch (kindOf(node)) {
    case 'BooleanLiteralExpression':
      return /^true$/i.test(value);
    case 'IntLiteralExpression':
    case 'LongLiteralExpression':
    case 'RealLiteralExpression':
    case 'DecimalLiteralExpression':
      return value === 'null' ? null : Number(value);
    case 'NullLiteralExpression':
      return null;
    case 'DateTimeLiteralExpression':
      return isoFromTicks(readTicks(parseDatetime(value), value, node));
    case 'TimespanLiteralExpression':
      return Number(readTicks(parseTimespan(value), value, node));
    case 'GuidLiteralExpression':
      return value.toLowerCase();
    default:
      return value;
  }
}

/** The text of a quoted token, e.g. a key of a dynamic literal, without its quotes and escapes. */
export function tokenText(token: Token): string {
  const inner = token.Text.slice(1, -1);
  return inner.replace(/\\u([0-9a-fA-F]{4})|\\(.)/g, (_, code: string | undefined, single: string) => {
    const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
    return code ? String.fromCharCode(parseInt(code, 16)) : (controls[single] ?? single);
  });
}

/** The texts of a list of nodes, for messages. */
export function texts(list: List<SyntaxNode>): string {
  return toArray(list)
    .map((node) => node.toString().trim())
    .join(' ');
}
