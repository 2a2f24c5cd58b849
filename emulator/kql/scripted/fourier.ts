/** The Fourier transform of series of complex numbers, of any length. */
import { readNumbers, writeReals } from './points';
import type { Scripted } from './scripted';

interface Complex {
  re: number[];
  im: number[];
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

/** The turn of `place / size` of a circle, against the clock for the inverse; exact at its quarters. */
function turn(place: number, size: number, sign: 1 | -1): [re: number, im: number] {
  const part = (place % size) / size;
  const [cos, sin] = QUARTERS[part * 4] ?? [Math.cos(2 * Math.PI * part), Math.sin(2 * Math.PI * part)];
  return [cos, sign * sin];
}

/** Sums the transforms of every n-th number, n being the smallest factor of the length. */
function transform({ re, im }: Complex, sign: 1 | -1): Complex {
  const size = re.length;
  if (size <= 1) {
    return { re, im };
  }
  const factor = smallestFactor(size);
  const every = (values: number[], first: number) => values.filter((_, index) => index % factor === first);
  const parts = Array.from({ length: factor }, (_, first) => {
    const part = { re: every(re, first), im: every(im, first) };
    return factor === size ? part : transform(part, sign);
  });
  const out: Complex = { re: [], im: [] };
  for (let place = 0; place < size; place++) {
    let [real, imaginary] = [0, 0];
    parts.forEach((part, first) => {
      const [cos, sin] = turn(first * place, size, sign);
      const [a, b] = [part.re[place % part.re.length]!, part.im[place % part.im.length]!];
      real += a * cos - b * sin;
      imaginary += a * sin + b * cos;
    });
    out.re.push(real);
    out.im.push(imaginary);
  }
  return out;
}

const transformed =
  (sign: 1 | -1): Scripted =>
  (real, imaginary) => {
    const re = readNumbers(real);
    const im = imaginary === undefined ? re?.map(() => 0) : readNumbers(imaginary);
    if (!re || !im || re.length !== im.length) {
      return null;
    }
    const out = transform({ re, im }, sign);
    const scaled = (values: number[]) => writeReals(sign === -1 ? values : values.map((value) => value / re.length));
    return `{"real":${scaled(out.re)},"imag":${scaled(out.im)}}`;
  };

export const FOURIER: Record<string, Scripted> = {
  series_fft: transformed(-1),
  series_ifft: transformed(1),
};
