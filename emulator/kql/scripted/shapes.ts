/** Lines and polygons of GeoJSON as arcs on the sphere. */
import { kept } from './kept';
import { fromJson } from './scripted';
import { type Arc, arcsCross, arcsOf, leftArea, type Vector, vectorOf } from './sphere';

/** A ring and which of its sides is the smaller one. */
export interface Ring {
  points: Vector[];
  arcs: Arc[];
  leftIsInside: boolean;
  /** In steradians. */
  area: number;
}

/** The shell comes first, holes after it. */
export type Polygon = Ring[];

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** Undefined unless both are degrees of a place. */
export function placeOf(lng: unknown, lat: unknown): Vector | undefined {
  return typeof lng === 'number' && typeof lat === 'number' && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    ? vectorOf(lng, lat)
    : undefined;
}

/** All of the values, or undefined as soon as one of them is. */
function every<T>(values: (T | undefined)[]): T[] | undefined {
  return values.includes(undefined) ? undefined : (values as T[]);
}

const pointsOf = (list: unknown): Vector[] | undefined =>
  isList(list) ? every(list.map((pair) => (isList(pair) ? placeOf(pair[0], pair[1]) : undefined))) : undefined;

/** Between opposite points there is no shortest way. */
const isOpposite = ([a, b]: Arc) => Math.hypot(a[0] + b[0], a[1] + b[1], a[2] + b[2]) < 1e-15;

function lineOf(list: unknown): Arc[] | undefined {
  const points = pointsOf(list);
  const arcs = points?.slice(1).map((to, index): Arc => [points[index]!, to]);
  return arcs && arcs.length > 0 && !arcs.some(isOpposite) ? arcs : undefined;
}

function ringOf(list: unknown): Ring | undefined {
  const all = pointsOf(list);
  const places = isList(list) ? list.map((pair) => JSON.stringify(pair)) : [];
  const distinct = new Set(places).size === places.length - 1 && places[0] === places.at(-1);
  if (!all || all.length < 4 || !distinct) {
    return undefined;
  }
  const points = all.slice(0, -1);
  const arcs = arcsOf(points);
  const left = leftArea(points);
  return arcs.some(isOpposite)
    ? undefined
    : { points, arcs, leftIsInside: left <= 2 * Math.PI, area: Math.min(left, 4 * Math.PI - left) };
}

const isSame = (a: Vector, b: Vector) => a.every((value, index) => value === b[index]);

/** Edges that cross or are the same. */
function collide(one: Arc, other: Arc): boolean {
  const [[a, b], [c, d]] = [one, other];
  return (isSame(a, c) && isSame(b, d)) || (isSame(a, d) && isSame(b, c)) || arcsCross(one, other) === true;
}

function polygonOf(list: unknown): Polygon | undefined {
  const rings = isList(list) && list.length > 0 ? every(list.map(ringOf)) : undefined;
  const arcs = rings?.flatMap((ring) => ring.arcs) ?? [];
  return arcs.some((arc, index) => arcs.slice(index + 1).some((other) => collide(arc, other))) ? undefined : rings;
}

/** The parts of a shape, one of the type or several of `Multi…`; undefined for what is none. */
function partsOf<T>(json: string, type: string, read: (list: unknown) => T | undefined): T[] | undefined {
  const shape = fromJson(json) as { type?: unknown; coordinates?: unknown } | null;
  const list = shape?.type === type ? [shape.coordinates] : shape?.type === `Multi${type}` ? shape.coordinates : null;
  return isList(list) && list.length > 0 ? every(list.map(read)) : undefined;
}

const MOST_KEPT = 1000;

export const linesOf = kept(MOST_KEPT, (json) => partsOf(json, 'LineString', lineOf));
export const polygonsOf = kept(MOST_KEPT, (json) => partsOf(json, 'Polygon', polygonOf));
