import { existsSync, readFileSync } from 'node:fs';

/** How many checks a step made, and how they ended. */
export interface Counts {
  passed: number;
  failed: number;
}

/** One step that is one check: a linter or a compiler. */
export function ofExit(code: number): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Reads Jest's `--json --outputFile`. A suite that could not even load counts as one failure. */
export function ofJest(file: string, code: number): Counts {
  const report = readReport(file);
  const passed = numberAt(report, 'numPassedTests');
  const failed = numberAt(report, 'numFailedTests') + numberAt(report, 'numRuntimeErrorTestSuites');
  return atLeastOneWhenFailed({ passed, failed }, code);
}

/** Reads the events of `go test -json`: every test and subtest, and packages that did not build. */
export function ofGo(events: string, code: number): Counts {
  const counts = { passed: 0, failed: 0 };
  for (const line of events.split('\n')) {
    const event = /^\{.*"Action":"(pass|fail)".*\}$/.exec(line);
    if (event && line.includes('"Test":')) {
      counts[event[1] === 'pass' ? 'passed' : 'failed']++;
    }
  }
  return atLeastOneWhenFailed(counts, code);
}

/** Reads the TAP output of Node's own test runner. */
export function ofNode(tap: string, code: number): Counts {
  const count = (name: string) => Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled') + count('skipped') + count('todo');
  return atLeastOneWhenFailed({ passed: count('pass'), failed }, code);
}

/**
 * One fuzz target. Before Go 1.27 a target may fail with nothing but `context deadline exceeded` when its time is over
 * (https://go.dev/issue/75804): that is no finding, which always comes with the input that made it.
 */
export function ofFuzz(output: string, code: number): Counts {
  const ran = /^fuzz: elapsed: .*execs: [1-9]/m.test(output);
  const timeIsOver = /^\s+context deadline exceeded$/m.test(output) && !output.includes('Failing input');
  return ofExit(ran && (code === 0 || timeIsOver) ? 0 : 1);
}

/** Reads Playwright's JSON report. */
export function ofPlaywright(file: string, code: number): Counts {
  const stats = readReport(file).stats;
  const report: Record<string, unknown> = typeof stats === 'object' && stats !== null ? { ...stats } : {};
  const passed = numberAt(report, 'expected');
  const failed = numberAt(report, 'unexpected') + numberAt(report, 'flaky') + numberAt(report, 'skipped');
  return atLeastOneWhenFailed({ passed, failed }, code);
}

/** A runner that failed, or that ran nothing, must never look green. */
function atLeastOneWhenFailed(counts: Counts, code: number): Counts {
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

function readReport(file: string): Record<string, unknown> {
  if (!existsSync(file)) {
    return {};
  }
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function numberAt(report: Record<string, unknown>, key: string): number {
  const value = report[key];
  return typeof value === 'number' ? value : 0;
}
