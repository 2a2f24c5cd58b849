import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { HuntingQuery } from '../../src/query';

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'src/dashboards');

/** The parts of Grafana's classic dashboard that the tests read. */
export interface Dashboard {
  __inputs: unknown[];
  uid: string;
  title: string;
  description: string;
  tags: string[];
  refresh: string;
  time: { from: string; to: string };
  links: Link[];
  annotations: { list: unknown[] };
  templating: { list: Variable[] };
  panels: Panel[];
}

export interface Variable {
  name: string;
  type: 'datasource' | 'query' | 'custom';
  query: unknown;
  datasource?: { type: string; uid: string };
  includeAll: boolean;
  /** KQL that stands for "All", put in as it is. */
  allValue?: string;
  options: Array<{ value: string }>;
}

export interface Link {
  type?: string;
  title: string;
  url: string;
}

export interface Override {
  matcher: { id: string; options: string };
  properties: Array<{ id: string; value: unknown }>;
}

export interface Panel {
  id: number;
  type: string;
  title: string;
  description: string;
  datasource: { type: string; uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  maxDataPoints?: number;
  links?: Link[];
  fieldConfig: { defaults: { displayName?: string; links?: Link[] }; overrides: Override[] };
  options: { xField?: string; layers?: Array<{ location: Record<string, string> }> };
  targets: Array<HuntingQuery & { datasource: { type: string; uid: string } }>;
}

/** The dashboards that come with the plugin, by the name of their file. */
export function readDashboards(): Map<string, Dashboard> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return new Map(files.map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))]));
}
