/** The Fourier transform of series of complex numbers, of any length. */
import { readNumbers, writeReals } from './points';
import { NotHandled, refusing } from './refusing';
import type { Scripted } from './scripted';

interface Complex {
  re: Float64Array;
  im: Float64Array;
}

function smallestFactor(size: number): number {
  for (let factor = 2; factor * factor <= size; factor++) {
    if (size % factor === 0) {
      return factor;
    }
  }
  return size;
}

const QUARTERS = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/** The cosines and sines of every `place / size` of a circle; exact at its quarters. */
function circle(size: number): Complex {
  const turns = Float64Array.from({ length: size }, (_, place) => (2 * Math.PI * place) / size);
  const [re, im] = [turns.map(Math.cos), turns.map(Math.sin)];
  QUARTERS.forEach(([cos, sin], quarter) => {
    const place = (size * quarter) / 4;
    if (Number.isInteger(place) && place < size) {
      [re[place], im[place]] = [cos, sin];
    }
  });
  return { re, im };
}

/** The work for a length grows with its largest prime factor. */
const LARGEST_FACTOR = 5_000;

/** Every n-th number from the first one on. */
function every(values: Float64Array, step: number, first: number): Float64Array {
  return Float64Array.from({ length: values.length / step }, (_, index) => values[index * step + first]!);
}

/** Sums the transforms of every n-th number, n being the smallest factor of the length. */
function transform({ re, im }: Complex, turns: Complex): Complex {
  const size = re.length;
  if (size <= 1) {
    return { re, im };
  }
  const factor = smallestFactor(size);
  if (factor > LARGEST_FACTOR) {
    throw new NotHandled(`The Fourier transform of a series whose length has the prime factor ${factor}`);
  }
  const out = { re: new Float64Array(size), im: new Float64Array(size) };
  const [inner, whole] = [size / factor, turns.re.length];
  for (let first = 0; first < factor; first++) {
    const part = transform({ re: every(re, factor, first), im: every(im, factor, first) }, turns);
    const stride = (first * whole) / size;
    let [turn, at] = [0, 0];
    for (let place = 0; place < size; place++) {
      const [a, b, cos, sin] = [part.re[at]!, part.im[at]!, turns.re[turn]!, turns.im[turn]!];
      out.re[place]! += a * cos - b * sin;
      out.im[place]! += a * sin + b * cos;
      turn = turn + stride < whole ? turn + stride : turn + stride - whole;
      at = at + 1 < inner ? at + 1 : 0;
    }
  }
  return out;
}

const transformed = (sign: 1 | -1): Scripted =>
  refusing((real, imaginary) => {
    const re = readNumbers(real);
    const im = imaginary === undefined ? re?.map(() => 0) : readNumbers(imaginary);
    if (!re || !im || re.length !== im.length) {
      return null;
    }
    const { re: cos, im: sin } = circle(re.length);
    const turns = { re: cos, im: sin.map((value) => sign * value) };
    const out = transform({ re: Float64Array.from(re), im: Float64Array.from(im) }, turns);
    const scaled = (values: Float64Array) =>
      writeReals([...values].map((value) => (sign === 1 ? value / re.length : value)));
    return `{"real":${scaled(out.re)},"imag":${scaled(out.im)}}`;
  });

export const FOURIER: Record<string, Scripted> = {
  series_fft: transformed(-1),
  series_ifft: transformed(1),
};
