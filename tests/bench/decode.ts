import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT, run } from '../../build/command';
import type { Figures } from './main';

/** Rows of 23 columns, and how often each reader reads them in turn. */
const SIZES = [
  { rows: 1000, rounds: 15 },
  { rows: 10_000, rounds: 9 },
  { rows: 100_000, rounds: 5 },
];
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
 * one process, in turn; the figures are medians. Then the peak memory of a process that decodes the largest body.
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
    peakOverBody: round(await peakOverBody(program, last.rows)),
  };
}

function show(line: Line): void {
  const each = `${round(line.mbPerS)} MB/s, token loop ${round(line.tokenScanMbPerS)}, maps ${round(line.genericMbPerS)}`;
  process.stdout.write(`decode ${line.rows} rows: ${each}; ${round(line.allocsPerRow)} allocations a row\n`);
}

async function peakOverBody(program: string, rows: number): Promise<number> {
  const file = join(FOLDER, 'rows.json');
  try {
    await succeed(program, '-write', file, `${rows}`);
    return (JSON.parse(await succeed(program, '-decode', file)) as { peakOverBody: number }).peakOverBody;
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
