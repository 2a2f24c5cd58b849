import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ofExit, ofFuzz, ofGo, ofJest, ofNode, ofPlaywright } from './counts';

const folder = mkdtempSync(join(tmpdir(), 'huntboard-counts-'));

afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, value: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

describe('counting what a runner did', () => {
  it.each([
    ['a linter that is content is one passed', 0, { passed: 1, failed: 0 }],
    ['a linter that complains is one failed', 2, { passed: 0, failed: 1 }],
  ])('%s', (_, code, want) => {
    expect(ofExit(code)).toEqual(want);
  });

  const fuzzed = 'fuzz: elapsed: 3s, execs: 37579 (12522/sec)\n';

  it.each([
    ['a target without a finding is one passed', `${fuzzed}PASS\n`, 0, { passed: 1, failed: 0 }],
    ['a finding is one failed', `${fuzzed}    Failing input written to x\n`, 1, { passed: 0, failed: 1 }],
    ['the end of its time is no finding', `${fuzzed}    context deadline exceeded\n`, 1, { passed: 1, failed: 0 }],
    ['a target that does not exist is one failed', 'ok  \tp\t0.1s [no tests to run]\n', 0, { passed: 0, failed: 1 }],
  ])('go test -fuzz: %s', (_, output, code, want) => {
    expect(ofFuzz(output, code)).toEqual(want);
  });

  const event = (action: string, test?: string) =>
    JSON.stringify({ Time: 't', Action: action, Package: 'p', ...(test ? { Test: test } : {}) });

  it.each([
    [
      'tests and subtests count, packages do not',
      [['pass', 'A'], ['pass', 'A/b'], ['pass']],
      0,
      { passed: 2, failed: 0 },
    ],
    ['a failed test counts once', [['pass', 'A'], ['fail', 'B'], ['fail']], 1, { passed: 1, failed: 1 }],
    ['a package that did not build is a failure', [['fail']], 1, { passed: 0, failed: 1 }],
    ['a run without any test is a failure', [], 0, { passed: 0, failed: 1 }],
    ['a run that crashed after its tests is a failure', [['pass', 'A']], 2, { passed: 1, failed: 1 }],
  ])('go test: %s', (_, events, code, want) => {
    const output = events.map(([action = '', test]) => `${event(action, test)}\n`).join('');
    expect(ofGo(output, code)).toEqual(want);
  });

  it.each([
    ['tests count', { numPassedTests: 3, numFailedTests: 1 }, 1, { passed: 3, failed: 1 }],
    [
      'a suite that can not load is a failure',
      { numPassedTests: 3, numRuntimeErrorTestSuites: 1 },
      1,
      { passed: 3, failed: 1 },
    ],
    ['no test at all is a failure', { numPassedTests: 0 }, 0, { passed: 0, failed: 1 }],
  ])('Jest: %s', (name, report, code, want) => {
    expect(ofJest(file(`jest ${name}.json`, report), code)).toEqual(want);
  });

  it.each([
    ['tests count', { expected: 4, unexpected: 0 }, 0, { passed: 4, failed: 0 }],
    ['a flaky or skipped test is a failure', { expected: 4, flaky: 1, skipped: 1 }, 0, { passed: 4, failed: 2 }],
  ])('Playwright: %s', (name, stats, code, want) => {
    expect(ofPlaywright(file(`e2e ${name}.json`, { stats }), code)).toEqual(want);
  });

  it.each([
    ['tests count', '# tests 4\n# pass 4\n# fail 0\n# skipped 0\n', 0, { passed: 4, failed: 0 }],
    ['a skipped test is a failure', '# pass 3\n# fail 1\n# skipped 1\n', 1, { passed: 3, failed: 2 }],
    ['a run without a word is a failure', '', 0, { passed: 0, failed: 1 }],
    ['a run that crashed after its tests is a failure', '# pass 3\n', 7, { passed: 3, failed: 1 }],
  ])('Node: %s', (_, tap, code, want) => {
    expect(ofNode(tap, code)).toEqual(want);
  });

  it('a runner that died before it wrote its report is a failure', () => {
    expect(ofJest(join(folder, 'missing.json'), 1)).toEqual({ passed: 0, failed: 1 });
    expect(ofPlaywright(join(folder, 'missing.json'), 1)).toEqual({ passed: 0, failed: 1 });
  });
});
