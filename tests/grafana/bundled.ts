import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type APIRequestContext, expect } from '@playwright/test';

import { ADMIN } from './dashboard';
import { SOURCE } from './hunt';

interface Include {
  type: string;
  name: string;
  path: string;
}

const SOURCES = join(__dirname, '../../src');
/** Pixels of a row of Grafana's grid, and of what stands above it. */
const ROW = 38;
const ABOVE = 110;

/** The dashboards that the plugin brings. */
export function bundledDashboards(): Include[] {
  const { includes = [] }: { includes?: Include[] } = read('plugin.json');
  return includes.filter(({ type }) => type === 'dashboard');
}

/** Pixels from the top of a dashboard to its last panel's end, without Grafana's own bars. */
export function heightOf({ path }: Include): number {
  const { panels }: { panels: Array<{ gridPos: { y: number; h: number } }> } = read(path);
  return ABOVE + ROW * Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
}

/** Imports one as the plugin's page does, and returns its uid. */
export async function importBundled(request: APIRequestContext, { path }: Include): Promise<string> {
  const pluginId = 'huntboard-defender-datasource';
  const inputs = [{ name: '*', type: 'datasource', pluginId, value: SOURCE.uid }];
  const data = { pluginId, path, overwrite: true, inputs };
  const imported = await request.post('/api/dashboards/import', { data, headers: ADMIN });
  expect(imported.ok(), await imported.text()).toBe(true);
  return (await imported.json()).uid;
}

function read(path: string) {
  return JSON.parse(readFileSync(join(SOURCES, path), 'utf8'));
}
