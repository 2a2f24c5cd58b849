/** Punycode (RFC 3492), and domain names whose labels are written in it. */
import { ofKnown, type Scripted } from './scripted';

const [BASE, LEAST, MOST, SKEW, DAMP] = [36, 1, 26, 38, 700];
const FIRST_BIAS = 72;
const FIRST_CODE = 128;
const MOST_CODE = 0x10ffff;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

function adapted(delta: number, points: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2));
  rest += Math.floor(rest / points);
  let bias = 0;
  for (; rest > ((BASE - LEAST) * MOST) / 2; bias += BASE) {
    rest = Math.floor(rest / (BASE - LEAST));
  }
  return bias + Math.floor(((BASE - LEAST + 1) * rest) / (rest + SKEW));
}

const threshold = (place: number, bias: number) => Math.min(Math.max(place - bias, LEAST), MOST);

/** A number in digits whose weights depend on the numbers before it. */
function variableLength(number: number, bias: number): string {
  let digits = '';
  let rest = number;
  for (let place = BASE; ; place += BASE) {
    const limit = threshold(place, bias);
    if (rest < limit) {
      return digits + DIGITS.charAt(rest);
    }
    digits += DIGITS.charAt(limit + ((rest - limit) % (BASE - limit)));
    rest = Math.floor((rest - limit) / (BASE - limit));
  }
}

export function toPunycode(text: string): string {
  const points = [...text].map((character) => character.codePointAt(0)!);
  const basic = points.filter((point) => point < FIRST_CODE);
  let encoded = String.fromCodePoint(...basic) + (basic.length > 0 ? '-' : '');
  let [code, delta, bias, done] = [FIRST_CODE, 0, FIRST_BIAS, basic.length];
  while (done < points.length) {
    const next = Math.min(...points.filter((point) => point >= code));
    delta += (next - code) * (done + 1);
    code = next;
    for (const point of points) {
      delta += point < code ? 1 : 0;
      if (point === code) {
        encoded += variableLength(delta, bias);
        bias = adapted(delta, done + 1, done === basic.length);
        delta = 0;
        done++;
      }
    }
    delta++;
    code++;
  }
  return encoded;
}

/** Undefined for what is no Punycode. */
export function fromPunycode(encoded: string): string | undefined {
  const end = encoded.lastIndexOf('-');
  const points = [...encoded.slice(0, Math.max(end, 0))].map((character) => character.codePointAt(0)!);
  if (points.some((point) => point >= FIRST_CODE)) {
    return undefined;
  }
  const digits = encoded.slice(end + 1).toLowerCase();
  let [code, index, bias] = [FIRST_CODE, 0, FIRST_BIAS];
  for (let at = 0; at < digits.length;) {
    const before = index;
    let weight = 1;
    for (let place = BASE; ; place += BASE) {
      const digit = DIGITS.indexOf(digits.charAt(at));
      if (at >= digits.length || digit < 0) {
        return undefined;
      }
      at++;
      index += digit * weight;
      const limit = threshold(place, bias);
      if (digit < limit) {
        break;
      }
      weight *= BASE - limit;
    }
    const size = points.length + 1;
    bias = adapted(index - before, size, before === 0);
    code += Math.floor(index / size);
    index %= size;
    if (code > MOST_CODE) {
      return undefined;
    }
    points.splice(index++, 0, code);
  }
  return String.fromCodePoint(...points);
}

const PREFIX = 'xn--';
/** The full stop and those of East Asian writing. */
const STOPS = /[.\u3002\uff0e\uff61]/;
const isAscii = (text: string) => [...text].every((character) => character.codePointAt(0)! < FIRST_CODE);

/** Empty as soon as one of the labels is wrong. */
function fromDomain(domain: string): string {
  const labels = domain
    .split(STOPS)
    .map((label) => (label.toLowerCase().startsWith(PREFIX) ? fromPunycode(label.slice(PREFIX.length)) : label));
  return labels.includes(undefined) ? '' : labels.join('.');
}

export const PUNYCODE: Record<string, Scripted> = {
  punycode_from_string: ofKnown((text) => toPunycode(text!)),
  punycode_to_string: ofKnown((text) => fromPunycode(text!) ?? ''),
  punycode_domain_from_string: ofKnown((domain) => fromDomain(domain!)),
  punycode_domain_to_string: ofKnown((domain) =>
    domain!
      .split(STOPS)
      .map((label) => (isAscii(label) ? label : PREFIX + toPunycode(label)))
      .join('.')
  ),
};
