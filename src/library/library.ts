import type { LibraryHunt, Tactic } from './hunt';
import { COLLECTION } from './hunts/collection';
import { COMMAND_AND_CONTROL } from './hunts/commandAndControl';
import { CREDENTIAL_ACCESS } from './hunts/credentialAccess';
import { DEFENSE_EVASION } from './hunts/defenseEvasion';
import { DISCOVERY } from './hunts/discovery';
import { EXECUTION } from './hunts/execution';
import { EXFILTRATION } from './hunts/exfiltration';
import { EXPOSURE } from './hunts/exposure';
import { IMPACT } from './hunts/impact';
import { INITIAL_ACCESS } from './hunts/initialAccess';
import { LATERAL_MOVEMENT } from './hunts/lateralMovement';
import { OVERVIEW } from './hunts/overview';
import { PERSISTENCE } from './hunts/persistence';
import { PRIVILEGE_ESCALATION } from './hunts/privilegeEscalation';

/** The hunts that come with the plugin, in the order of an attack. */
export const LIBRARY: readonly LibraryHunt[] = [
  ...OVERVIEW,
  ...INITIAL_ACCESS,
  ...EXECUTION,
  ...PERSISTENCE,
  ...PRIVILEGE_ESCALATION,
  ...DEFENSE_EVASION,
  ...CREDENTIAL_ACCESS,
  ...DISCOVERY,
  ...LATERAL_MOVEMENT,
  ...COLLECTION,
  ...COMMAND_AND_CONTROL,
  ...EXFILTRATION,
  ...IMPACT,
  ...EXPOSURE,
];

/** The hunts that have every word of a search in their title, reason, tactic, techniques, tables or query. */
export function search(words: string, hunts: readonly LibraryHunt[] = LIBRARY): readonly LibraryHunt[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return hunts.filter((hunt) => {
    const text = [hunt.title, hunt.why, hunt.tactic, ...hunt.techniques, ...hunt.tables, hunt.query]
      .join('\n')
      .toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** What a reader of the library asks for; what is left out admits all. */
export interface Wish {
  words?: string;
  tactic?: Tactic;
  table?: string;
}

/** The hunts that fit a wish. */
export function matching({ words = '', tactic, table }: Wish): readonly LibraryHunt[] {
  const fits = (hunt: LibraryHunt) =>
    (tactic === undefined || hunt.tactic === tactic) && (table === undefined || hunt.tables.includes(table));
  return search(words, LIBRARY.filter(fits));
}

/** The tables that hunts of the library read, in the order of the alphabet. */
export const LIBRARY_TABLES: readonly string[] = [...new Set(LIBRARY.flatMap(({ tables }) => tables))].sort();

/** The ids of hunts that a beginner's tenant answers with something worth reading, for an empty editor. */
const FIRST = [
  'alerts-with-devices-and-users',
  'failed-sign-ins-over-time',
  'encoded-powershell-decoded',
  'devices-and-their-state',
];

export const STARTING_HUNTS: readonly LibraryHunt[] = LIBRARY.filter(({ id }) => FIRST.includes(id));
