import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../build/command';
import type { AnnotationTarget } from '../../src/annotations/annotationQuery';
import type { HuntingQuery } from '../../src/query';
import type { VariableQuery } from '../../src/variables/variableQuery';

const FOLDER = join(ROOT, 'src/dashboards');

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
  annotations: { list: Annotation[] };
  templating: { list: Variable[] };
  panels: Panel[];
}

/** One is Grafana's own, for the states of alert rules. */
export interface Annotation {
  builtIn?: number;
  name: string;
  enable: boolean;
  hide: boolean;
  iconColor: string;
  datasource: { type: string; uid: string };
  target?: AnnotationTarget;
}

export interface Variable {
  name: string;
  type: 'datasource' | 'query' | 'custom';
  query: VariableQuery | string;
  /** What the list of variables in Grafana's settings shows. */
  definition?: string;
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
  tags?: string[];
  includeVars?: boolean;
  keepTime?: boolean;
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
  options: {
    xField?: string;
    layers?: Array<{ location: Record<string, string> }>;
    basemap?: { type: string; config?: { src?: string } };
  };
  targets: Array<HuntingQuery & { datasource: { type: string; uid: string } }>;
}

/** The dashboards that come with the plugin, by the name of their file. */
export function readDashboards(): Map<string, Dashboard> {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return new Map(files.map((name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))]));
}
