import { symbolKind, toArray } from '../kusto';
import { type Relation, unsupported } from '../plan';
import type { Context } from '../scalar';
import type { ResultColumn } from '../schema';
import { type Expression, is, type NameReference } from '../syntax';

/** The rows of one table, and the name that `withsource=` and `$table` give it. */
export interface Matched {
  relation: Relation;
  source: string;
}

/**
 * The tables and views whose names a wildcard matches; undefined for what is no wildcard. `known` are the columns of the
 * result: the analysis forgets those of views that only a wildcard names, and a column must not get lost.
 */
export function matched(item: Expression, known: ResultColumn[], { plan, scope }: Context): Matched[] | undefined {
  const symbol = item.ReferencedSymbol;
  const group = symbol !== null && symbolKind(symbol) === 'Group';
  if (!symbol || !(group || (is<NameReference>(item, 'NameReference') && item.SimpleName.includes('*')))) {
    return undefined;
  }
  const views = scope.views();
  plan.refuseWide(group ? toArray(symbol.Members!).length : 1);
  return (group ? toArray(symbol.Members!) : [symbol]).map(({ Name }) => {
    const view = views.get(Name)?.();
    const lost = view?.columns.some(
      ({ name, type }) => !known.some((column) => [name, `${name}_${type}`].includes(column.name))
    );
    if (lost) {
      throw unsupported(`A wildcard that finds the view '${Name}'`, item);
    }
    return { relation: view ?? plan.table(Name), source: Name };
  });
}
