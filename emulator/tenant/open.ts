import { type Clock, movingClock, standingClock } from '../clock';
import type { Flags } from '../flags';
import { TICKS_PER_MINUTE } from '../ticks';
import { findTableFiles, loadTableFile } from './files';
import { generateTenant } from './generate/tenant';
import { huntingTables } from './schema';
import { newestMoment, openStore, type Store } from './store';

/** The tenant's data and what time it is there. */
export interface Tenant {
  store: Store;
  clock: Clock;
}

/** Fills the tables as the flags say: from the files of a folder, or with generated events that end now. */
export async function openTenant(flags: Flags): Promise<Tenant> {
  return flags.data === undefined ? generatedTenant(flags) : recordedTenant(flags.data, flags);
}

/** Recorded events do not move, so neither does the clock: it stands one minute after the newest of them. */
async function recordedTenant(dir: string, flags: Flags): Promise<Tenant> {
  const files = findTableFiles(dir);
  const described = new Map(files.map(({ table }) => [table.name, table]));
  const others = huntingTables().filter(({ name }) => !described.has(name));
  const store = await openStore([...described.values(), ...others]);
  for (const file of files) {
    const rows = await loadTableFile(file, store);
    process.stderr.write(`${file.table.name}: ${rows} rows\n`);
  }
  const newest = flags.now === undefined ? await newestMoment(store) : undefined;
  const now = flags.now ?? (newest === undefined ? undefined : newest + TICKS_PER_MINUTE);
  return { store, clock: now === undefined ? movingClock() : standingClock(now) };
}

/** The events end when the emulator starts; its clock goes on, unless it is told to stand. */
async function generatedTenant(flags: Flags): Promise<Tenant> {
  const clock = flags.now === undefined ? movingClock() : standingClock(flags.now);
  const store = await openStore(huntingTables());
  const { seed, devices, days } = flags;
  await generateTenant(store, { seed, devices, days, now: clock.now() });
  return { store, clock };
}
