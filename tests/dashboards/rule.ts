import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'provisioning/alerting');

/** A provisioned alert rule of one query and one threshold. */
export interface Rule {
  file: string;
  uid: string;
  title: string;
  noDataState: string;
  execErrState: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Seconds that it looks back. */
  window: number;
  query: { refId: string; schemaVersion: number; queryType: string; query: string; format?: string; range?: string };
  /** Whether a value makes an instance fire. */
  fires(value: number): boolean;
}

/** All rules of provisioning/alerting. They have one layout; a rule that doesn't fit it is an error. */
export function readRules(): Rule[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((file) => {
    const [, ...rules] = readFileSync(join(FOLDER, file), 'utf8').split(/^ {6}(?:# .*\n {6})*- (?=uid: )/m);
    return rules.map((text) => readRule(file, text));
  });
}

function readRule(file: string, text: string): Rule {
  const find = (pattern: RegExp) => {
    const found = pattern.exec(text)?.[1];
    if (found === undefined) {
      throw new Error(`${file}: a rule has nothing that fits ${pattern}.\n${text}`);
    }
    return found.trim();
  };
  const queryType = find(/^ {14}queryType: (\w+)$/m);
  const bound = Number(find(/evaluator: \{ type: (?:gt|lt), params: \[(\d+)\] \}/));
  const above = find(/evaluator: \{ type: (gt|lt)/) === 'gt';
  const query =
    queryType === 'hunt'
      ? find(/^ {14}query: \|\n((?: {16}.*\n)+)/m).replace(/^ {16}/gm, '')
      : find(/^ {14}query: (\w+)$/m);
  return {
    file,
    uid: find(/^uid: ([\w-]+)$/m),
    title: find(/^ {8}title: (.+)$/m),
    noDataState: find(/^ {8}noDataState: (\w+)$/m),
    execErrState: find(/^ {8}execErrState: (\w+)$/m),
    labels: pairs(find(/^ {8}labels: \{(.+)\}$/m).split(',')),
    annotations: pairs(find(/^ {8}annotations:\n((?: {10}.*\n)+)/m).split('\n')),
    window: Number(find(/relativeTimeRange: \{ from: (\d+), to: 0 \}/)),
    query: {
      refId: 'A',
      schemaVersion: 1,
      queryType,
      query,
      ...(queryType === 'hunt' && { format: 'table', range: 'auto' }),
    },
    fires: (value) => (above ? value > bound : value < bound),
  };
}

function pairs(lines: string[]): Record<string, string> {
  return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s).map((part) => part.trim())));
}
