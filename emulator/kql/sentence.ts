/**
 * The service's own sentence for what the analysis finds wrong, which words it for an editor. Each form was published:
 * in the service's guide to errors, in answers of its API or in those of the other products that run the same language.
 */
import type { Diagnostic } from './kusto';

/** Codes below KS100 come from the parser; KS176 and KS198 say that an operator or an end was expected. */
export function isSyntax(code: string): boolean {
  return Number(code.slice(2)) < 100 || ['KS176', 'KS198'].includes(code);
}

/** Operators that look for values alone; the others look for columns as well. */
const OF_VALUES = ['project', 'extend', 'summarize'];

export function sentenceOf(found: Diagnostic, kql: string): string {
  const { code, message, start, length } = found;
  const name = kql.slice(start, start + length);
  switch (code) {
    case 'KS142':
      return unknownColumn(name, operatorBefore(kql, start)) ?? message;
    case 'KS204':
      return unknownTable(name, operatorBefore(kql, start) ?? operatorAfter(kql, start));
    case 'KS211':
      return `Unknown function: '${name}'.`;
    default:
      return isSyntax(code) ? unparsed(kql, start) : otherSentence(message);
  }
}

function operatorBefore(kql: string, place: number): string | undefined {
  return [...kql.slice(0, place).matchAll(/\|\s*([a-z][\w-]*)/g)].at(-1)?.[1];
}

function operatorAfter(kql: string, place: number): string | undefined {
  return /\|\s*([a-z][\w-]*)/.exec(kql.slice(place))?.[1];
}

function unknownColumn(name: string, operator: string | undefined): string | undefined {
  const sought = operator && OF_VALUES.includes(operator) ? 'scalar' : 'column or scalar';
  return operator && `'${operator}' operator: Failed to resolve ${sought} expression named '${name}'`;
}

function unknownTable(name: string, operator: string | undefined): string {
  const failure = `Failed to resolve table or column expression named '${name}'`;
  return operator ? `'${operator}' operator: ${failure}` : failure;
}

/** Lines and columns count from 1. What ends too early is told without a place. */
function unparsed(kql: string, start: number): string {
  const from = start + /^\s*/.exec(kql.slice(start))![0].length;
  const token = /^(?:[\w-]+|"[^"\n]*"|'[^'\n]*'|[^\w\s])/.exec(kql.slice(from))?.[0] ?? '';
  if (token === '') {
    return "Query could not be parsed at '' on line [-1,-1]";
  }
  const lines = kql.slice(0, from).split('\n');
  return `Query could not be parsed at '${token}' on line [${lines.length},${lines.at(-1)!.length + 1}]`;
}

/** Findings that the analysis tells apart by their words alone. */
const OTHERS: [RegExp, string][] = [
  [
    /^The operator '(?:[!=]=|[<>]=?)' is not defined for the operand types (\w+) and (\w+)\.$/,
    'Cannot compare values of types $1 and $2. Try adding explicit casts',
  ],
  [/^The function '(\w+)' expects (\d+) arguments?\.$/, '$1(): function expects $2 argument(s).'],
  [
    /^The aggregate function '(\w+)' is not allowed in this context.*$/,
    "Function '$1' cannot be invoked in current context.",
  ],
];

function otherSentence(message: string): string {
  const [form, sentence] = OTHERS.find(([pattern]) => pattern.test(message)) ?? [];
  return form && sentence ? message.replace(form, sentence) : message;
}
