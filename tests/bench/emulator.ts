import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import type { Ready } from '../../emulator/emulator';
import { type Client, createClient } from '../../emulator/testing/client';
import type { Figures } from './main';
import { benchTranslate } from './translate';

const ROOT = join(__dirname, '../..');
/** Machines that make a million events in 30 days. */
const DEVICES = 560;
const RUNS = 9;

const HUNTS = {
  filterBinMs: `DeviceProcessEvents | where Timestamp > ago(7d) and ProcessCommandLine has "powershell" | summarize count() by bin(Timestamp, 1h)`,
  joinMs: `DeviceProcessEvents | where Timestamp > ago(7d) and FileName =~ "powershell.exe" | join kind=inner (DeviceNetworkEvents | where Timestamp > ago(7d)) on DeviceId, $left.ProcessId == $right.InitiatingProcessId | summarize count() by RemoteUrl`,
  argMaxMs: `DeviceInfo | summarize arg_max(Timestamp, *) by DeviceId | summarize count() by OSPlatform`,
  privateMs: `DeviceNetworkEvents | where not(ipv4_is_private(RemoteIP)) | summarize count() by RemoteIP | top 10 by count_`,
  termsOfTableMs: `let terms = datatable(term: string)["bypass", "hidden", "encoded", "download", "archive"]; DeviceProcessEvents | where ProcessCommandLine has_any (terms) | summarize count() by DeviceName`,
};

/** Starts a tenant of a million events and hunts in it over HTTPS: seconds to the start, medians in milliseconds. */
export async function benchEmulator(): Promise<Figures> {
  // Before the emulator starts, so that the two do not share the machine.
  const translateMs = round(benchTranslate());
  const started = performance.now();
  const flags = ['--port', '0', '--calls-per-minute', '0', '--devices', String(DEVICES)];
  const child = spawn(process.execPath, ['--import', 'tsx', 'emulator/main.ts', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const ready = await readyLine(child.stdout);
    const figures: Figures = { translateMs, events: 0, startS: round((performance.now() - started) / 1000) };
    const peak = peakMb(child.pid!);
    const hunt = await hunter(ready);
    figures['events'] = await countEvents(hunt);
    for (const [name, kql] of Object.entries(HUNTS)) {
      figures[name] = await median(() => hunt(kql));
    }
    return peak === undefined ? figures : { ...figures, peakMb: peak };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function readyLine(stdout: NodeJS.ReadableStream): Promise<Ready> {
  for await (const line of createInterface({ input: stdout })) {
    return JSON.parse(line) as Ready;
  }
  throw new Error('The emulator ended before it was ready; run `npm run emulator` to see why.');
}

/** The most memory the process ever had, where the system tells it. */
function peakMb(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  const kb = existsSync(file) ? /VmHWM:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return kb === undefined ? undefined : Math.round(Number(kb) / 1024);
}

type Hunt = (kql: string) => Promise<Record<string, unknown>[]>;

async function hunter({ url, tenantId, clientId, clientSecret, caFile }: Ready): Promise<Hunt> {
  const client: Client = createClient(Number(new URL(url).port), readFileSync(caFile, 'utf8'));
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: 'https://graph.microsoft.com/.default',
  });
  const answer = await client(`/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const { access_token: token } = JSON.parse(answer.text) as { access_token: string };
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  return async (kql) => {
    const found = await client('/v1.0/security/runHuntingQuery', { method: 'POST', headers, body: { Query: kql } });
    if (found.status !== 200) {
      throw new Error(`A hunt of the benchmark was refused with ${found.status}: ${found.text}`);
    }
    return (JSON.parse(found.text) as { results: Record<string, unknown>[] }).results;
  };
}

async function countEvents(hunt: Hunt): Promise<number> {
  const tables = (JSON.parse(readFileSync(join(ROOT, 'pkg/schema/tables.json'), 'utf8')) as Tables).tables;
  let events = 0;
  for (const { name } of tables) {
    events += Number((await hunt(`${name} | count`))[0]?.['Count'] ?? 0);
  }
  return events;
}

interface Tables {
  tables: { name: string }[];
}

async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const begun = performance.now();
    await run();
    times.push(performance.now() - begun);
  }
  return round(times.sort((a, b) => a - b)[Math.floor(RUNS / 2)]!);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
