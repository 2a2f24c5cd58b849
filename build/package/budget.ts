import { gzipSync } from 'node:zlib';

/**
 * The most that each script may weigh, in KiB after gzip. `module.js` is loaded with every dashboard that has one of our
 * panels, the others when somebody opens the editor or the settings. Raise a number here on purpose, never by the way.
 */
export const SCRIPT_BUDGET: Record<string, number> = {
  'module.js': 24,
  'query-editor.js': 60,
  'config-editor.js': 20,
};

/** All scripts together, in KiB after gzip. */
export const TOTAL_BUDGET = 160;

/** What the scripts weigh, in KiB after gzip, by file name. */
export function weights(scripts: Array<{ name: string; bytes: Buffer }>): Map<string, number> {
  return new Map(scripts.map(({ name, bytes }) => [name, gzipSync(bytes, { level: 9 }).length / 1024]));
}

/** One sentence for each script, or for the whole, that is over its budget. */
export function overBudget(weight: Map<string, number>): string[] {
  const faults: string[] = [];
  for (const [name, most] of Object.entries(SCRIPT_BUDGET)) {
    const kib = weight.get(name);
    if (kib === undefined) {
      faults.push(`${name} does not exist, so that its budget holds nothing.`);
    } else if (kib > most) {
      faults.push(
        `${name} weighs ${kib.toFixed(1)} KiB after gzip, its budget is ${most} KiB (build/package/budget.ts).`
      );
    }
  }
  const total = [...weight.values()].reduce((sum, kib) => sum + kib, 0);
  if (total > TOTAL_BUDGET) {
    faults.push(`All scripts weigh ${total.toFixed(1)} KiB after gzip, the budget is ${TOTAL_BUDGET} KiB.`);
  }
  return faults;
}
