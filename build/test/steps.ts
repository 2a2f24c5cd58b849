import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { buildPreview } from '../../preview/start';
import { ROOT, run } from '../command';
import { buildPlugin } from '../plugin';
import { findChromium } from './chromium';
import { ofExit, ofFuzz, ofGo, ofJest, ofNode, ofPlaywright, type Counts } from './counts';
import { goFailures } from './goFailures';

/** What a step found: its counts, and the words to show when it failed. */
export interface Outcome extends Counts {
  output: string;
}

export interface Step {
  name: string;
  run(): Promise<Outcome>;
}

/** A linter, a compiler or a formatter: one check, its exit code decides. */
function command(name: string, program: string, ...args: string[]): Step {
  return {
    name,
    run: async () => {
      const { code, output } = await run(program, args, { log: `test/${name}.log` });
      return { ...ofExit(code), output };
    },
  };
}

function jest(project: string): Step {
  return {
    name: `jest ${project}`,
    run: async () => {
      const report = freshReport(`jest-${project}.json`);
      const { code, output } = await run(
        'npx',
        ['jest', '--selectProjects', project, '--json', '--outputFile', report],
        {
          log: `test/jest-${project}.log`,
        }
      );
      return { ...ofJest(report, code), output };
    },
  };
}

const goTest: Step = {
  name: 'go test',
  run: async () => {
    const { code, output } = await run('go', ['test', '-race', '-json', './pkg/...', './preview/...'], {
      log: 'test/go.log',
    });
    return { ...ofGo(output, code), output: goFailures(output) };
  },
};

/** Looks for an input that a fuzz target fails on; a finding is written into the package's testdata, to be kept. */
function fuzz(target: string, folder: string): Step {
  return {
    name: `fuzz ${target}`,
    run: async () => {
      const time = ['-fuzztime=30s', '-fuzzminimizetime=100x'];
      const { code, output } = await run('go', ['test', '-run=^$', `-fuzz=^${target}$`, ...time, folder], {
        log: `test/fuzz-${target}.log`,
      });
      return { ...ofFuzz(output, code), output };
    },
  };
}

const build: Step = {
  name: 'build',
  run: async () => {
    try {
      await buildPlugin();
      await buildPreview();
      return { ...ofExit(0), output: '' };
    } catch (error) {
      return { ...ofExit(1), output: String(error) };
    }
  },
};

/** Every drill of a folder, so that none is written and never run. */
const drillsOf = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.drill.ts'))
    .map((name) => join(folder, name));

/** The built plugin under each fault of the emulator's and with each identity; needs no browser. */
const drills: Step = {
  name: 'drills',
  run: async () => {
    const files = drillsOf('tests/drills');
    const { code, output } = await run(
      process.execPath,
      ['--import', 'tsx', '--test', '--test-reporter=tap', ...files],
      { log: 'test/drills.log' }
    );
    return { ...ofNode(output, code), output: failuresOf(output) };
  },
};

/** Every panel and alert rule that comes with the plugin, on the built plugin and a generated tenant. */
const monday: Step = {
  name: 'dashboards and rules',
  run: async () => {
    const files = drillsOf('tests/dashboards');
    const { code, output } = await run(
      process.execPath,
      ['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=tap', ...files],
      { log: 'test/dashboards.log' }
    );
    return { ...ofNode(output, code), output: failuresOf(output) };
  },
};

const browser: Step = {
  name: 'browser',
  run: async () => {
    const report = freshReport('e2e.json');
    try {
      const env = { CHROMIUM: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report };
      const { code, output } = await run('npx', ['playwright', 'test'], { log: 'test/browser.log', env });
      return { ...ofPlaywright(report, code), output };
    } catch (error) {
      return { ...ofExit(1), output: String(error) };
    }
  },
};

/**
 * The steps of `npm test`: two lanes that run side by side, then what needs both.
 * The Go lane builds the plugin first, since most of its time is the compiler's.
 */
export const LANES: { together: Step[][]; then: Step[] } = {
  together: [
    [
      command('go vet', 'go', 'vet', './pkg/...', './preview/...'),
      goTest,
      command(
        'golangci-lint',
        'go',
        'tool',
        '-modfile=build/lint/go.mod',
        'golangci-lint',
        'run',
        './pkg/...',
        './preview/...'
      ),
      fuzz('FuzzRead', './pkg/hunting/decode'),
      fuzz('FuzzScanner', './pkg/hunting/decode'),
      fuzz('FuzzScan', './pkg/kql'),
    ],
    [
      command('tsc', 'npx', 'tsc', '-p', 'tsconfig.json'),
      command('eslint', 'npx', 'eslint', '.', '--max-warnings', '0'),
      command('prettier', 'npx', 'prettier', '--check', '.'),
      command('spelling', 'npx', 'cspell', 'lint', '--no-progress', '--quiet', '--dot', '--gitignore', '.'),
      jest('src'),
      jest('emulator'),
      jest('build'),
    ],
  ],
  then: [build, command('package rules', 'npx', 'tsx', 'build/package/main.ts', '--check'), drills, monday, browser],
};

/** Path of a report that does not exist yet: an old one must not be counted for a runner that died. */
function freshReport(name: string): string {
  const path = join(ROOT, '.cache/test', name);
  if (existsSync(path)) {
    rmSync(path);
  }
  return path;
}

/** The tests of a TAP output that failed, with what they say; the whole is in the log. */
function failuresOf(tap: string): string {
  const failed = tap.split(/(?=^ *(?:not )?ok \d+ )/m).filter((test) => /^ *not ok/.test(test));
  return failed.length > 0 ? failed.join('') : tap;
}
