/** The polynomial of least squares through a series. */
import { readNumbers, squares, sum, writePoint, writeReals } from './points';
import { NotHandled, refusing } from './refusing';
import type { Scripted } from './scripted';

const dot = (a: readonly number[], b: readonly number[]) => sum(a.map((value, i) => value * b[i]!));
const less = (a: readonly number[], factor: number, b: readonly number[]) =>
  a.map((value, i) => value - factor * b[i]!);

/** The factors of `columns` whose sum comes closest to `wanted`; each column is made independent of those before it. */
function closest(columns: number[][], wanted: number[]): number[] {
  const basis: number[][] = [];
  const shares: number[][] = [];
  let rest = wanted;
  const ofBasis = columns.map((column) => {
    let own = column;
    const share: number[] = basis.map(() => 0);
    // Once more for what rounding has left.
    for (const axes of [basis, basis]) {
      axes.forEach((axis, i) => {
        const part = dot(axis, own);
        share[i]! += part;
        own = less(own, part, axis);
      });
    }
    const size = Math.sqrt(dot(own, own));
    const axis = own.map((value) => value / size);
    basis.push(axis);
    shares.push([...share, size]);
    const part = dot(axis, rest);
    rest = less(rest, part, axis);
    return part;
  });
  const factors: number[] = [];
  for (let at = columns.length - 1; at >= 0; at--) {
    const later = sum(factors.map((factor, i) => factor * shares[columns.length - 1 - i]![at]!));
    factors.push((ofBasis[at]! - later) / shares[at]![at]!);
  }
  return factors;
}

function fit(y: number[], x: number[], degree: number): string | null {
  if (degree < 0 || !Number.isInteger(degree) || new Set(x).size <= degree) {
    throw new NotHandled(`A degree of ${degree} for ${new Set(x).size} places in 'series_fit_poly'`);
  }
  const powers = Array.from({ length: degree + 1 }, (_, power) => x.map((value) => value ** power));
  const coefficients = closest(powers, y);
  const line = x.map((value) => coefficients.reduce((total, factor) => total * value + factor, 0));
  const variance = squares(y) / (y.length - 1);
  const rvariance = squares(less(y, 1, line)) / (y.length - 1);
  const real = (value: number) => writePoint({ value, real: true });
  return (
    `{"rsquare":${real(variance === 0 ? 0 : 1 - rvariance / variance)},"coefficients":${writeReals(coefficients)}` +
    `,"variance":${real(variance)},"rvariance":${real(rvariance)},"poly_fit":${writeReals(line)}}`
  );
}

export const POLYNOMIALS: Record<string, Scripted> = {
  /** Null for a series that misses a number, or has another length than its places. */
  series_fit_poly: refusing((series, places, degree) => {
    const y = readNumbers(series);
    const x = places === undefined ? y?.map((_, i) => i + 1) : readNumbers(places);
    return y && x && y.length === x.length && y.length > 1 ? fit(y, x, Number(degree ?? 1)) : null;
  }),
};
