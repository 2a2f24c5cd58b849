/** The error function, the beta distribution and the test that Welch built on it, as precise as doubles allow. */
import { ofKnown, type Scripted } from './scripted';

const EPSILON = 1e-17;
const MOST_STEPS = 20_000;

/** `b0 + a1 / (b1 + a2 / (b2 + …))`, taken from its front until nothing changes. */
function continuedFraction(first: number, term: (step: number) => [a: number, b: number]): number {
  const nonzero = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let value = nonzero(first);
  let [c, d] = [value, 0];
  for (let step = 1; step < MOST_STEPS; step++) {
    const [a, b] = term(step);
    d = 1 / nonzero(b + a * d);
    c = nonzero(b + a / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < EPSILON) {
      break;
    }
  }
  return value;
}

/** For x from 0 on: a series for small values, where the fraction below is slow. */
function smallErf(x: number): number {
  let [term, total] = [x, x];
  for (let step = 1; term > total * EPSILON; step++) {
    term *= (2 * x * x) / (2 * step + 1);
    total += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * total;
}

/** For x from 1 on; beyond the last digit of a double it is 0. */
function largeErfc(x: number): number {
  return x > 30 ? 0 : Math.exp(-x * x) / (Math.sqrt(Math.PI) * continuedFraction(x, (step) => [step / 2, x]));
}

function erf(x: number): number {
  const size = Math.abs(x);
  return Math.sign(x) * (size < 2 ? smallErf(size) : 1 - largeErfc(size));
}

function erfc(x: number): number {
  return x >= 1 ? largeErfc(x) : 1 - erf(x);
}

/** What Stirling's formula leaves out of the logarithm of the gamma function. */
function stirlingRest(x: number): number {
  const square = 1 / (x * x);
  const terms = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
  return terms.reduceRight((sum, term) => sum * square + term, 0) / x;
}

const LARGE = 20;

/** From a large argument down, where Stirling's formula is exact. */
function logGamma(x: number): number {
  let [at, product] = [x, 1];
  for (; at < LARGE; at++) {
    product *= at;
  }
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + stirlingRest(at) - Math.log(product);
}

/** `from * (from + 1) * …` up to a large number, and how many factors these are. */
function rising(from: number): [product: number, steps: number] {
  const steps = Math.max(Math.ceil(LARGE - from), 0);
  return [Array.from({ length: steps }, (_, step) => from + step).reduce((all, factor) => all * factor, 1), steps];
}

/** `x^a (1 - x)^b / B(a, b)`: for large parameters in a form whose parts do not cancel out, and small ones from there. */
function betaWeight(x: number, a: number, b: number): number {
  if (Math.min(x, 1 - x) < 1e-12) {
    return Math.exp(a * Math.log(x) + b * Math.log1p(-x) - (logGamma(a) + logGamma(b) - logGamma(a + b)));
  }
  const [[ofA, stepsA], [ofB, stepsB]] = [rising(a), rising(b)];
  const [largeA, largeB] = [a + stepsA, b + stepsB];
  const whole = largeA + largeB;
  const log = largeA * Math.log((x * whole) / largeA) + largeB * Math.log(((1 - x) * whole) / largeB);
  const rest = stirlingRest(whole) - stirlingRest(largeA) - stirlingRest(largeB);
  let ratio = (ofA * ofB) / (x ** stepsA * (1 - x) ** stepsB);
  for (let step = 0; step < stepsA + stepsB; step++) {
    ratio /= a + b + step;
  }
  return Math.sqrt((largeA * largeB) / (2 * Math.PI * whole)) * Math.exp(log + rest) * ratio;
}

/** The share of the distribution up to x, between 0 and 1. */
function betaShare(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  if (x > (a + 1) / (a + b + 2)) {
    return 1 - betaShare(1 - x, b, a);
  }
  const fraction = continuedFraction(1, (step) => {
    const half = Math.floor(step / 2);
    const a2 = a + 2 * half;
    return step % 2 === 0
      ? [(half * (b - half) * x) / ((a2 - 1) * a2), 1]
      : [(-(a + half) * (a + b + half) * x) / (a2 * (a2 + 1)), 1];
  });
  return betaWeight(x, a, b) / (a * fraction);
}

/** Halving finds the last digit, whatever the shape. */
function betaPlace(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) {
      return high;
    }
    [low, high] = betaShare(middle, a, b) < share ? [middle, high] : [low, middle];
  }
}

/** How likely means differ as much by chance; the difference may have either sign. */
function welch([mean1, variance1, count1, mean2, variance2, count2]: number[]): number {
  const [first, second] = [variance1! / count1!, variance2! / count2!];
  const square = (mean1! - mean2!) ** 2 / (first + second);
  const freedom = (first + second) ** 2 / (first ** 2 / (count1! - 1) + second ** 2 / (count2! - 1));
  return Number.isNaN(square + freedom) ? NaN : betaShare(freedom / (freedom + square), freedom / 2, 0.5);
}

const ofNumbers = (compute: (...numbers: number[]) => number | null): Scripted =>
  ofKnown((...texts) => {
    const value = compute(...texts.map((text) => Number(text.replace('inf', 'Infinity'))));
    return value === null ? null : String(value);
  });

const MOST_PARAMETER = 10_000;

export const DISTRIBUTIONS: Record<string, Scripted> = {
  erf: ofNumbers((x) => erf(x!)),
  erfc: ofNumbers((x) => erfc(x!)),
  beta_cdf: ofNumbers((x = NaN, a = NaN, b = NaN) =>
    x >= 0 && x <= 1 && a > 0 && a <= MOST_PARAMETER && b > 0 && b <= MOST_PARAMETER ? betaShare(x, a, b) : NaN
  ),
  beta_pdf: ofNumbers((x = NaN, a = NaN, b = NaN) =>
    x > 0 && x < 1 && a > 0 && b > 0 ? betaWeight(x, a, b) / (x * (1 - x)) : NaN
  ),
  // A wrong probability gives null and a wrong parameter NaN: so the service answers.
  beta_inv: ofNumbers((share = NaN, a = NaN, b = NaN) =>
    a > 0 && b > 0 ? (share > 0 && share <= 1 ? betaPlace(share, a, b) : null) : NaN
  ),
  welch_test: ofNumbers((...values) => welch(values)),
};
