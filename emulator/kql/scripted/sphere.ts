/** Points, arcs and rings on the unit sphere. Arcs are the shorter way between two points. */

export type Vector = readonly [x: number, y: number, z: number];

const RADIANS = Math.PI / 180;

export function vectorOf(lng: number, lat: number): Vector {
  const [l, p] = [lng * RADIANS, lat * RADIANS];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}

export const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** Through differences, so that points close to each other lose no digits. */
export function cross(a: Vector, b: Vector): Vector {
  const [x, y, z] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  return [a[1] * z - a[2] * y, a[2] * x - a[0] * z, a[0] * y - a[1] * x];
}

const size = (a: Vector) => Math.hypot(...a);
const unit = (a: Vector): Vector => {
  const length = size(a);
  return [a[0] / length, a[1] / length, a[2] / length];
};

export const angleBetween = (a: Vector, b: Vector) => Math.atan2(size(cross(a, b)), dot(a, b));

/** Above 0 where c lies left of the way from a to b. */
export function side(a: Vector, b: Vector, c: Vector): number {
  const [u, v]: Vector[] = [
    [b[0] - a[0], b[1] - a[1], b[2] - a[2]],
    [c[0] - a[0], c[1] - a[1], c[2] - a[2]],
  ];
  return (
    a[0] * (u![1] * v![2] - u![2] * v![1]) +
    a[1] * (u![2] * v![0] - u![0] * v![2]) +
    a[2] * (u![0] * v![1] - u![1] * v![0])
  );
}

export type Arc = readonly [from: Vector, to: Vector];

export function distanceToArc(point: Vector, [from, to]: Arc): number {
  const normal = cross(from, to);
  const between = dot(cross(normal, from), point) > 0 && dot(cross(to, normal), point) > 0;
  return between
    ? Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(unit(normal), point)))))
    : Math.min(angleBetween(point, from), angleBetween(point, to));
}

/** Whether c is so close to the great circle through a and b that its side is a matter of rounding. */
function isOn(a: Vector, b: Vector, c: Vector): boolean {
  return Math.abs(side(a, b, c)) < 2e-15 * size([b[0] - a[0], b[1] - a[1], b[2] - a[2]]);
}

/** Which side of the way from a to b a point lies on; undefined on its great circle. */
function isLeft(a: Vector, b: Vector, c: Vector): boolean | undefined {
  return isOn(a, b, c) ? undefined : side(a, b, c) > 0;
}

/** Whether arcs cross; undefined where an end of one lies (nearly) on the other. */
export function arcsCross([a, b]: Arc, [c, d]: Arc): boolean | undefined {
  const [ofC, ofD, ofA, ofB] = [isLeft(a, b, c), isLeft(a, b, d), isLeft(c, d, a), isLeft(c, d, b)];
  const apart = (one?: boolean, other?: boolean) => one !== undefined && one === other;
  if (apart(ofC, ofD) || apart(ofA, ofB)) {
    return false;
  }
  // Each arc's ends lie on two sides of the other, and the arcs on the same half of the sphere.
  return [ofC, ofD, ofA, ofB].includes(undefined) ? undefined : ofC !== ofA;
}

/** The area on the left of a ring, from 0 to 4 pi; triangles from its first point add up to it. */
export function leftArea(ring: readonly Vector[]): number {
  const [origin] = ring;
  let total = 0;
  for (let index = 1; index + 1 < ring.length; index++) {
    const [a, b, c] = [origin!, ring[index]!, ring[index + 1]!];
    total += 2 * Math.atan2(side(a, b, c), 1 + dot(a, b) + dot(b, c) + dot(c, a));
  }
  return total < 0 ? total + 4 * Math.PI : total;
}

export function arcsOf(ring: readonly Vector[]): Arc[] {
  return ring.map((from, index) => [from, ring[(index + 1) % ring.length]!]);
}

/** Whether a point lies left of a ring; undefined where it is too close to tell. */
export function isLeftOf(ring: readonly Vector[], point: Vector): boolean | undefined {
  const arcs = arcsOf(ring);
  for (const [from, to] of arcs) {
    const start = unit([from[0] + to[0], from[1] + to[1], from[2] + to[2]]);
    const crossings = arcs.filter(([a]) => a !== from).map((arc) => arcsCross([start, point], arc));
    if (!isOn(from, to, point) && !crossings.includes(undefined)) {
      return side(from, to, point) > 0 === (crossings.filter(Boolean).length % 2 === 0);
    }
  }
  return undefined;
}
