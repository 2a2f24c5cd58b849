/**
 * Random numbers that repeat: the same seed gives the same row of numbers. Each part of the tenant draws from a stream
 * of its own, so that one part can grow without changing the others.
 */
export class Random {
  #state: number;

  constructor(private readonly seed: string) {
    this.#state = hash(seed);
  }

  /** An independent stream. */
  stream(name: string): Random {
    return new Random(`${this.seed}/${name}`);
  }

  /** From 0 up to, not including, 1 (mulberry32, public domain). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from min to max, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(this.next() * list.length)];
    if (item === undefined) {
      throw new Error('There is nothing to pick from in an empty list.');
    }
    return item;
  }

  /** An item, more often the heavier it is. */
  weighted<T extends { weight: number }>(list: readonly T[]): T {
    let left = this.next() * list.reduce((sum, { weight }) => sum + weight, 0);
    return list.find(({ weight }) => (left -= weight) < 0) ?? this.pick(list);
  }

  /** A count around a mean, 0 or more; the spread is that of independent events. */
  count(mean: number): number {
    if (mean > 30) {
      return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    }
    let product = this.next();
    let count = 0;
    for (const limit = Math.exp(-mean); product > limit; count++) {
      product *= this.next();
    }
    return count;
  }

  normal(mean: number, deviation: number): number {
    const [a, b] = [1 - this.next(), this.next()];
    return mean + deviation * Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b);
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length) {
      text += this.int(0, 0xffff).toString(16).padStart(4, '0');
    }
    return text.slice(0, length);
  }

  guid(): string {
    const hex = this.hex(32);
    const variant = '89ab'.charAt(this.int(0, 3));
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value;
}
