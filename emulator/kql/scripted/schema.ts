/** The schema of dynamic values, as the aggregate `buildschema` gives it. */
import { rawItems, rawMembers } from './rawJson';
import { ofKnown, type Scripted } from './scripted';

/** What the values at one place are: some of them scalars, others arrays or bags. */
interface Place {
  scalars: Set<string>;
  items?: Place;
  members?: Map<string, Place>;
}

const emptyPlace = (): Place => ({ scalars: new Set() });

function scalarType(json: string): string | undefined {
  if (/^-?\d/.test(json)) {
    return /[.eE]/.test(json) ? 'double' : 'long';
  }
  return json.startsWith('"') ? 'string' : json === 'null' ? undefined : 'bool';
}

/** False for values whose schema is not published: nulls, and arrays that tell nothing about their items. */
function add(place: Place, json: string): boolean {
  const [items, members] = [rawItems(json), rawMembers(json)];
  if (items) {
    const inner = (place.items ??= emptyPlace());
    return items.length > 0 && items.every((item) => add(inner, item));
  }
  if (members) {
    const known = (place.members ??= new Map());
    return members.every(([key, value]) => {
      const inner = known.get(key) ?? emptyPlace();
      known.set(key, inner);
      return add(inner, value);
    });
  }
  const type = scalarType(json);
  place.scalars.add(type ?? '');
  return type !== undefined;
}

function described({ scalars, items, members }: Place): unknown {
  const all: unknown[] = [...scalars].sort();
  if (items) {
    all.push({ '`indexer`': described(items) });
  }
  if (members) {
    all.push(Object.fromEntries([...members].map(([key, inner]) => [key, described(inner)])));
  }
  return all.length === 1 ? all[0] : all;
}

/** Arrays and bags at the same place: their common schema is not published. */
function isMixed({ items, members }: Place): boolean {
  const inner = [...(items ? [items] : []), ...(members?.values() ?? [])];
  return (items !== undefined && members !== undefined) || inner.some(isMixed);
}

export const SCHEMA: Record<string, Scripted> = {
  /** Of an array of values; null where their schema is not published. */
  build_schema: ofKnown((values) => {
    const place = emptyPlace();
    const known = (rawItems(values!) ?? []).every((json) => add(place, json));
    return known && !isMixed(place) ? JSON.stringify(described(place)) : null;
  }),
};
