import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { ROOT } from '../../build/command';

const FOLDER = join(ROOT, 'provisioning/alerting');

/** A group of rules as Grafana's provisioning reads it. */
interface Group {
  orgId: number;
  name: string;
  folder: string;
  /** How often its rules are evaluated: `5m`. */
  interval: string;
  rules: StoredRule[];
}

interface StoredRule {
  uid: string;
  title: string;
  /** The dashboard and the panel that tell more; Grafana marks the rule's changes of state there. */
  dashboardUid: string;
  panelId: number;
  condition: string;
  for: string;
  keepFiringFor?: string;
  noDataState: string;
  execErrState: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  data: Part[];
}

interface Part {
  refId: string;
  datasourceUid: string;
  /** Seconds before the evaluation. */
  relativeTimeRange?: { from: number; to: number };
  model: Model;
}

interface Model {
  refId: string;
  schemaVersion?: number;
  queryType?: string;
  query?: string;
  format?: string;
  range?: string;
  type?: string;
  expression?: string;
  conditions?: Array<{ evaluator: { type: string; params: number[] } }>;
}

/** A provisioned alert rule, and where it stands. */
export interface Rule extends StoredRule {
  file: string;
  group: Omit<Group, 'rules'>;
}

/** All rules of provisioning/alerting. */
export function readRules(): Rule[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
  return files.flatMap((file) => {
    const { groups } = load(readFileSync(join(FOLDER, file), 'utf8')) as { groups: Group[] };
    return groups.flatMap(({ rules, ...group }) => rules.map((rule) => ({ ...rule, file, group })));
  });
}

/** The rule `huntboard-NAME`. */
export function ruleCalled(name: string): Rule {
  const rule = readRules().find(({ uid }) => uid === `huntboard-${name}`);
  if (!rule) {
    throw new Error(`provisioning/alerting has no rule huntboard-${name}.`);
  }
  return rule;
}

/** What the rule asks the data source. */
export function queryOf({ data }: Rule): Model {
  return data[0]!.model;
}

/** Milliseconds that the rule looks back. */
export function windowOf({ data }: Rule): number {
  return data[0]!.relativeTimeRange!.from * 1_000;
}

/** Whether a value makes an instance fire. */
export function fires({ data }: Rule, value: number): boolean {
  const { type, params } = data[1]!.model.conditions![0]!.evaluator;
  return type === 'gt' ? value > params[0]! : value < params[0]!;
}

/** Milliseconds of `5m`, the way Grafana writes lengths of time. */
export function lengthOf(text: string): number {
  const [, number, unit = ''] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  return Number(number) * ({ s: 1_000, m: 60_000, h: 3_600_000 }[unit] ?? Number.NaN);
}
