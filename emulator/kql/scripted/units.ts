/** Values in other units; null for a unit that the kind does not have. */
import { ofKnown, type Scripted } from './scripted';
import { PREFIXES, type Unit, UNITS } from './unitFactors';

interface Conversion {
  toPlain: (value: number) => number;
  fromPlain: (value: number) => number;
}

function conversion({ times = 1, by = 1, plus = 0 }: Unit, prefix = 1): Conversion {
  return {
    toPlain: (value) => ((value * times) / by + plus) * prefix,
    fromPlain: (value) => ((value - plus) * by) / times / prefix,
  };
}

/** A tilt is the sine of its angle. */
const TILT: Conversion = {
  toPlain: (value) => (Math.asin(value) * 180) / Math.PI,
  fromPlain: (value) => Math.sin((value / 180) * Math.PI),
};

/** `Gram` with `Kilo` is `Kilogram`. */
function withPrefixes(name: string, unit: Unit): [string, Conversion][] {
  const prefixes = unit.prefixes?.split(' ') ?? [];
  const prefixed = prefixes.map((prefix): [string, Conversion] => [
    prefix + name[0]!.toLowerCase() + name.slice(1),
    conversion(unit, PREFIXES[prefix]),
  ]);
  return [[name, conversion(unit)], ...prefixed];
}

const CONVERSIONS = new Map(
  Object.entries(UNITS).map(([kind, units]) => [
    kind,
    new Map(Object.entries(units).flatMap(([name, unit]) => withPrefixes(name, unit))),
  ])
);
CONVERSIONS.get('angle')!.set('Tilt', TILT);

export const KINDS_OF_UNITS = Object.keys(UNITS);

/** Whether the kind has the unit under exactly this name, or only in other letters' case. */
export function unitSpelling(kind: string, name: string): 'known' | 'other case' | 'unknown' {
  const names = [...(CONVERSIONS.get(kind)?.keys() ?? [])];
  const folded = name.toLowerCase();
  return names.includes(name)
    ? 'known'
    : names.some((unit) => unit.toLowerCase() === folded)
      ? 'other case'
      : 'unknown';
}

export const UNIT_CONVERSIONS: Record<string, Scripted> = {
  convert_unit: ofKnown((kind, value, from, to) => {
    const units = CONVERSIONS.get(kind!);
    const [source, target] = [units?.get(from!), units?.get(to!)];
    if (!source || !target) {
      return null;
    }
    return from === to ? value! : String(target.fromPlain(source.toPlain(Number(value))));
  }),
};
