/** `array_sort_asc` and `array_sort_desc`: one array, or further ones that follow the order of the first. */
import { convert } from '../conversion';
import type { Scalar } from '../scalar';
import type { Arguments, ScalarFunction } from './call';

export type SortOrder = 'ASC' | 'DESC';

/** Numbers stand before texts, and these before everything else, in either order; what is equal keeps its place. */
function sortKey(order: SortOrder, nullsLast: string): string {
  const ascending = order === 'ASC';
  const sign = ascending ? '' : '-';
  const kind = `CASE WHEN TRY_CAST(x AS DOUBLE) IS NOT NULL THEN 0 WHEN starts_with(x, '"') THEN 1 ELSE 2 END`;
  return (
    `{'z': (x = 'null') = ((${nullsLast}) = ${ascending}), 'k': ${sign}(${kind}),` +
    ` 'n': coalesce(TRY_CAST(x AS DOUBLE), 0), 't': kql_text(x), 'i': ${sign}i}`
  );
}

/** Null in place of an array that is not as long as the first. */
export const sortedTogether =
  (order: SortOrder) =>
  (args: Arguments): Scalar[] => {
    const last = args.at(-1)!;
    const arrays = last.type === 'bool' ? args.slice(0, -1) : [...args];
    const lists = arrays.map((array) => `kql_items(${convert(array, 'dynamic')})`);
    const [first] = lists;
    const keys = `list_transform(${first}, lambda x, i: ${sortKey(order, last.type === 'bool' ? last.sql : 'true')})`;
    const places = `list_transform(list_sort(${keys}, '${order}'), lambda k: abs(k.i))`;
    return lists.map((list) => ({
      sql: `CASE WHEN len(${list}) = len(${first}) THEN kql_array(list_transform(${places}, lambda p: ${list}[p])) END`,
      type: 'dynamic',
    }));
  };

/** Where one value is asked for, several arrays are an array of them. */
export const sortedArrays =
  (order: SortOrder): ScalarFunction =>
  (args) => {
    const arrays = sortedTogether(order)(args).map(({ sql }) => sql);
    return arrays.length === 1 ? arrays[0]! : `kql_array([${arrays.join(', ')}])`;
  };
