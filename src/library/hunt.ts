import type { Format } from '../query';

/** The tactics of MITRE ATT&CK that the library covers, in the order of an attack, and what comes before one. */
export const TACTICS = [
  'Overview',
  'Initial access',
  'Execution',
  'Persistence',
  'Privilege escalation',
  'Defense evasion',
  'Credential access',
  'Discovery',
  'Lateral movement',
  'Collection',
  'Command and control',
  'Exfiltration',
  'Impact',
  'Exposure',
] as const;
export type Tactic = (typeof TACTICS)[number];

/** Something to adapt before a hunt is trusted: a `let` at its top. */
export interface Parameter {
  /** The name of the `let`. */
  name: string;
  /** What it means and when to change it. */
  meaning: string;
}

/** A hunt that can be taken into the editor. */
export interface LibraryHunt {
  /** Never changes, and never names another hunt. */
  id: string;
  title: string;
  /** What a row means, and which harmless work looks the same. */
  why: string;
  tactic: Tactic;
  /** ATT&CK's ids, such as T1059.001. */
  techniques: readonly string[];
  /** The tables that it reads. */
  tables: readonly string[];
  parameters: readonly Parameter[];
  format: Format;
  /** KQL with macros. */
  query: string;
}
