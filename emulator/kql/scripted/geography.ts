/** Measures of lines and polygons on the Earth, in meters; null where a place or a shape is none. */
import { EARTH_RADIUS } from '../geography';
import { NotHandled, refusing } from './refusing';
import { ofKnown, type Scripted } from './scripted';
import { linesOf, placeOf, type Polygon, polygonsOf, type Ring } from './shapes';
import { angleBetween, type Arc, distanceToArc, isLeftOf, type Vector } from './sphere';

function refuse(what: string): never {
  throw new NotHandled(what);
}

const meters = (angle: number) => String(angle * EARTH_RADIUS);
const lengthOf = (arcs: readonly Arc[]) => arcs.reduce((sum, [from, to]) => sum + angleBetween(from, to), 0);
const nearest = (point: Vector, arcs: readonly Arc[]) => Math.min(...arcs.map((arc) => distanceToArc(point, arc)));

function isInRing({ points, leftIsInside }: Ring, point: Vector): boolean | undefined {
  const left = isLeftOf(points, point);
  return left === undefined ? undefined : left === leftIsInside;
}

/** Inside of the shell and of no hole; undefined on an edge, which belongs to one of the neighbors. */
function isInPolygon([shell, ...holes]: Polygon, point: Vector): boolean | undefined {
  const inside = isInRing(shell!, point);
  const inHoles = holes.map((hole) => isInRing(hole, point));
  return inside === false || inHoles.includes(true) ? false : inHoles.includes(undefined) ? undefined : inside;
}

function isInAny(polygons: Polygon[], point: Vector): boolean | undefined {
  const found = polygons.map((polygon) => isInPolygon(polygon, point));
  return found.includes(true) ? true : found.includes(undefined) ? undefined : false;
}

/** Closer than this, points are one: less than a hundredth of a millimeter. */
const SAME = 1e-12;

/** Whether two arcs have more than a point in common. */
function overlap(one: Arc, other: Arc): boolean {
  const shared = [
    ...one.filter((end) => distanceToArc(end, other) < SAME),
    ...other.filter((end) => distanceToArc(end, one) < SAME),
  ];
  return shared.some((point) => angleBetween(point, shared[0]!) > SAME);
}

function lineLength(lines: Arc[][]): string {
  const repeated = lines.some((line, index) =>
    lines.slice(index + 1).some((other) => line.some((arc) => other.some((further) => overlap(arc, further))))
  );
  return repeated ? refuse("The length of lines that overlap in 'geo_line_length'") : meters(lengthOf(lines.flat()));
}

/** Several polygons are first united, which this does not do. */
const ofPolygon = (name: string, measure: (polygon: Polygon) => string) =>
  ofKnown((json) => {
    const polygons = polygonsOf(json!);
    return !polygons ? null : polygons.length > 1 ? refuse(`A union of polygons in '${name}'`) : measure(polygons[0]!);
  });

const ofPlace = (measure: (point: Vector, shape: string) => string | null) =>
  ofKnown((lng, lat, shape) => {
    const point = placeOf(Number(lng), Number(lat));
    return point ? measure(point, shape!) : null;
  });

const MEASURES: Record<string, Scripted> = {
  geo_line_length: ofKnown((json) => {
    const lines = linesOf(json!);
    return lines ? lineLength(lines) : null;
  }),
  geo_polygon_perimeter: ofPolygon('geo_polygon_perimeter', (rings) =>
    meters(lengthOf(rings.flatMap((ring) => ring.arcs)))
  ),
  geo_polygon_area: ofPolygon('geo_polygon_area', ([shell, ...holes]) =>
    String((shell!.area - holes.reduce((sum, { area }) => sum + area, 0)) * EARTH_RADIUS ** 2)
  ),
  geo_point_in_polygon: ofPlace((point, shape) => {
    const polygons = polygonsOf(shape);
    return polygons ? String(isInAny(polygons, point) ?? refuse("A point on an edge in 'geo_point_in_polygon'")) : null;
  }),
  geo_distance_point_to_polygon: ofPlace((point, shape) => {
    const polygons = polygonsOf(shape);
    const arcs = polygons?.flat().flatMap((ring) => ring.arcs);
    return polygons && arcs ? (isInAny(polygons, point) === false ? meters(nearest(point, arcs)) : '0') : null;
  }),
  geo_distance_point_to_line: ofPlace((point, shape) => {
    const lines = linesOf(shape);
    return lines ? meters(nearest(point, lines.flat())) : null;
  }),
};

export const GEOGRAPHY: Record<string, Scripted> = Object.fromEntries(
  Object.entries(MEASURES).map(([name, measure]) => [name, refusing(measure)])
);
