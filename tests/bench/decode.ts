import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from '../../build/command';
import { buildPlugin } from '../../build/plugin';
import { buildPreview } from '../../preview/start';
import { huntThroughPlugin } from './decode/hunt';
import type { Figures } from './main';

/** Rows of 23 columns, and how often each reader reads them in turn. */
const SIZES = [
  { rows: 1000, rounds: 15 },
  { rows: 10_000, rounds: 9 },
  { rows: 100_000, rounds: 5 },
];
/** So many rows weigh 50 MB, the most that the service answers. */
const LARGEST_HUNT = 43_000;
const FOLDER = join(ROOT, '.cache/bench');

/** One line of tests/bench/decode/main.go. */
interface Line {
  rows: number;
  bytes: number;
  mbPerS: number;
  tokenScanMbPerS: number;
  genericMbPerS: number;
  ratio: number;
  allocsPerRow: number;
}

/**
 * The decoder of pkg/hunting/decode beside a bare jsontext token loop and encoding/json's maps, over the same bytes in
 * one process, in turn; the figures are medians. Then the peak memory of a process that decodes the largest body, and a
 * hunt of 50 MB through the built plugin, whose seconds count until its frames are read as JSON.
 */
export async function benchDecode(): Promise<Figures> {
  mkdirSync(FOLDER, { recursive: true });
  const program = join(FOLDER, process.platform === 'win32' ? 'decode.exe' : 'decode');
  await succeed('go', 'build', '-C', 'tests/bench/decode', '-o', program, '.');
  const lines: Line[] = [];
  for (const { rows, rounds } of SIZES) {
    lines.push(JSON.parse(await succeed(program, `${rows}`, `${rounds}`)) as Line);
    show(lines.at(-1)!);
  }
  const last = lines.at(-1)!;
  const peak = await withBody(program, last.rows, (file) => peakOverBody(program, file));
  await buildPlugin();
  await buildPreview();
  const hunt = await withBody(program, LARGEST_HUNT, (file) => huntThroughPlugin(readFileSync(file)));
  return {
    rows: last.rows,
    bodyMb: round(last.bytes / 1e6),
    mbPerS: round(last.mbPerS),
    tokenScanMbPerS: round(last.tokenScanMbPerS),
    genericMbPerS: round(last.genericMbPerS),
    ratioToTokenScan: round(last.ratio),
    ratioToTokenScan10k: round(lines[1]!.ratio),
    ratioToTokenScan1k: round(lines[0]!.ratio),
    allocsPerRow: round(last.allocsPerRow),
    peakOverBody: round(peak),
    huntS: round(hunt.seconds),
    ...(hunt.peakOverBody === undefined ? {} : { huntPeakOverBody: round(hunt.peakOverBody) }),
  };
}

function show(line: Line): void {
  const each = `${round(line.mbPerS)} MB/s, token loop ${round(line.tokenScanMbPerS)}, maps ${round(line.genericMbPerS)}`;
  process.stdout.write(`decode ${line.rows} rows: ${each}; ${round(line.allocsPerRow)} allocations a row\n`);
}

async function peakOverBody(program: string, file: string): Promise<number> {
  return (JSON.parse(await succeed(program, '-decode', file)) as { peakOverBody: number }).peakOverBody;
}

/** Works on a file that holds the answer to a hunt of so many rows. */
async function withBody<T>(program: string, rows: number, work: (file: string) => Promise<T>): Promise<T> {
  const file = join(FOLDER, 'rows.json');
  try {
    await succeed(program, '-write', file, `${rows}`);
    return await work(file);
  } finally {
    rmSync(file, { force: true });
  }
}

async function succeed(program: string, ...args: string[]): Promise<string> {
  const { code, output } = await run(program, args);
  if (code !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed:\n${output}`);
  }
  return output;
}

function round(figure: number): number {
  return Number(figure.toPrecision(3));
}
