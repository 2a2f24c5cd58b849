/** Property bags, and the JSON paths that name something inside of them. */
import { rawBag, rawItems, rawMembers } from './rawJson';
import { ofKnown, type Scripted } from './scripted';

/** `$.a['b c'][0]` as its steps, undefined for what is no path of Kusto's: no wildcards, no recursion. */
export function jsonPath(path: string): (string | number)[] | undefined {
  const step = /\.([A-Za-z_][\w-]*)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+))\]/y;
  const steps: (string | number)[] = [];
  if (!path.startsWith('$')) {
    return undefined;
  }
  for (step.lastIndex = 1; step.lastIndex < path.length;) {
    const found = step.exec(path);
    if (!found) {
      return undefined;
    }
    const name = found[1] ?? (found[2] ?? found[3])?.replace(/\\(.)/g, '$1');
    steps.push(name ?? Number(found[4]));
  }
  return steps;
}

/** The keys from the root to a value of a bag: one name, or a path without array places. */
function keysOf(key: string): string[] | undefined {
  const steps = key.startsWith('$') ? jsonPath(key) : [key];
  return steps && steps.length > 0 && steps.every((step) => typeof step === 'string') ? steps : undefined;
}

function hasKey(json: string, [first, ...rest]: string[]): boolean {
  const member = rawMembers(json)?.find(([key]) => key === first);
  return member !== undefined && (rest.length === 0 || hasKey(member[1], rest));
}

function removeKey(json: string, [first, ...rest]: string[]): string {
  const members = rawMembers(json);
  if (!members) {
    return json;
  }
  const kept = members.filter(([key]) => key !== first || rest.length > 0);
  return rawBag(kept.map(([key, value]) => [key, key === first ? removeKey(value, rest) : value]));
}

/** Undefined where something that is no bag stands on the way. */
function setKey(json: string, [first = '', ...rest]: string[], value: string): string | undefined {
  const members = rawMembers(json);
  if (!members) {
    return undefined;
  }
  const bag = new Map(members);
  const set = rest.length === 0 ? value : setKey(bag.get(first) ?? '{}', rest, value);
  return set === undefined ? undefined : rawBag(bag.set(first, set));
}

const isText = (json: string) => json.startsWith('"');

function bagZip(keys: string, values: string | null): string | null {
  const names = rawItems(keys);
  const cells = (values === null ? undefined : rawItems(values)) ?? [];
  return names
    ? rawBag(names.flatMap((name, index) => (isText(name) ? [[JSON.parse(name), cells[index] ?? 'null']] : [])))
    : null;
}

/** JSON without blanks, the keys of every bag in order. */
function canonicalJson(json: string): string {
  const members = rawMembers(json)?.map(([key, value]): [string, string] => [key, canonicalJson(value)]);
  if (members) {
    return rawBag(members.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const items = rawItems(json);
  return items ? `[${items.map(canonicalJson).join(',')}]` : json;
}

/** The paths of all values, each before those inside of it; `[0]` stands for every item of an array. */
function treePaths(json: string, prefix: string): string[] {
  const inner =
    rawMembers(json)?.map(([key, value]): [string, string] => [`${prefix}['${key}']`, value]) ??
    rawItems(json)?.map((value): [string, string] => [`${prefix}[0]`, value]) ??
    [];
  return [...new Set(inner.flatMap(([path, value]) => [path, ...treePaths(value, path)]))];
}

export const BAGS: Record<string, Scripted> = {
  bag_has_key: ofKnown((bag, key) => {
    const keys = keysOf(key!);
    return keys ? String(hasKey(bag!, keys)) : null;
  }),
  bag_remove_keys: ofKnown((bag, list) => {
    const keys = (rawItems(list!) ?? []).filter(isText).flatMap((key) => [keysOf(JSON.parse(key) as string) ?? []]);
    return rawMembers(bag!) ? keys.filter((path) => path.length > 0).reduce(removeKey, bag!) : null;
  }),
  bag_set_key: (bag, key, value) => {
    const keys = key === null ? undefined : keysOf(key);
    return bag === null || bag === undefined || !keys ? null : (setKey(bag, keys, value ?? 'null') ?? null);
  },
  bag_zip: (keys, values) => (keys === null ? null : bagZip(keys!, values ?? null)),
  dynamic_to_json: ofKnown((json) => canonicalJson(json!)),
  treepath: ofKnown((json) => (rawMembers(json!) ? JSON.stringify(treePaths(json!, '')) : null)),
};
