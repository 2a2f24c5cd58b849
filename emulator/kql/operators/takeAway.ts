/** Columns that the analysis gives an operator and the service does not. */
import { kindOf } from '../kusto';
import { NeedsSchema } from '../needsSchema';
import { unsupported } from '../plan';
import type { ResultColumn } from '../schema';
import type { PipeExpression, SyntaxNode } from '../syntax';

/** What stands behind an operator must not know of these columns either, so the query is read again without them. */
export function takeAway(columns: ResultColumn[], node: SyntaxNode): void {
  const names = columns.map(({ name }) => `['${name.replace(/[\\']/g, '\\$&')}']`);
  const away = `project-away ${names.join(', ')}`;
  if (names.length === 0 || next(node)?.toString().includes(away)) {
    return;
  }
  if (kindOf(top(node)) !== 'QueryBlock') {
    throw unsupported('Columns that only some of its tables have inside of a function of the service', node);
  }
  throw new NeedsSchema(`SELECT '' WHERE false`, node.TextStart + node.Width, () => ` | ${away}`);
}

/** The operator behind this one. */
function next(node: SyntaxNode): SyntaxNode | undefined {
  const pipe = node.Parent as Partial<PipeExpression> | null;
  return pipe?.Operator === node ? (node.Parent?.Parent as Partial<PipeExpression> | null)?.Operator : pipe?.Operator;
}

function top(node: SyntaxNode): SyntaxNode {
  return node.Parent ? top(node.Parent) : node;
}
