import { createTranslator } from '../../emulator/kql/translate';
import { huntingTables } from '../../emulator/tenant/schema';
import { LIBRARY } from '../../src/library/library';

const ROUNDS = 12;
const NOW = 639_307_584_000_000_000n;
const MACROS: [RegExp, string][] = [
  [/\$__timeFilter\(\)/g, 'Timestamp > ago(7d)'],
  [/\$__timeFrom\(\)/g, 'ago(7d)'],
  [/\$__timeTo\(\)/g, 'now()'],
  [/\$__interval\b/g, '1h'],
];

/** The median time from a hunt of the library to its SQL, in milliseconds; every text is a new one to the emulator. */
export function benchTranslate(): number {
  const translate = createTranslator(huntingTables());
  const hunts = LIBRARY.map(({ query }) => MACROS.reduce((text, [macro, value]) => text.replace(macro, value), query));
  let times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // What counts is the last round: before it the code is not yet compiled.
    times = hunts.map((hunt) => {
      const begun = performance.now();
      translate(`${hunt}\n// ${round}`, { now: NOW });
      return performance.now() - begun;
    });
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
