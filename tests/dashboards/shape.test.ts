import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import plugin from '../../src/plugin.json';
import { fill } from './fill';
import { type Dashboard, readDashboards } from './dashboard';

const dashboards = [...readDashboards()].map(([file, dashboard]) => ({ file, dashboard }));
const uids = dashboards.map(({ dashboard }) => dashboard.uid);
const DATA_SOURCE = { type: 'huntboard-defender-datasource', uid: '${ds}' };

/** All links of a dashboard: its own, its panels' and its cells'. */
function linksOf({ links, panels }: Dashboard): string[] {
  const inCells = [...JSON.stringify(panels.map((panel) => panel.fieldConfig)).matchAll(/"url":"([^"]+)"/g)];
  return [...links, ...panels.flatMap((panel) => panel.links ?? [])]
    .map(({ url }) => url)
    .concat(inCells.map((match) => match[1] ?? ''))
    .filter((url) => url !== '');
}

describe('the dashboards that come with the plugin', () => {
  it('are those that plugin.json includes, by their titles', () => {
    const included = plugin.includes.map(({ name, path }) => [path, name]).sort();
    expect(included).toEqual(dashboards.map(({ file, dashboard }) => [`dashboards/${file}`, dashboard.title]).sort());
  });

  it('have ids of their own', () => {
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.every((uid) => uid.startsWith('huntboard-'))).toBe(true);
  });

  it('are the ones that the demo provisions', () => {
    const root = join(__dirname, '../..');
    expect(readFileSync(join(root, 'build/demo/main.ts'), 'utf8')).toContain("join(ROOT, 'src/dashboards')");
    expect(existsSync(join(root, 'provisioning/dashboards/huntboard.yaml'))).toBe(true);
  });

  it('show every kind of panel at least once', () => {
    const kinds = new Set(dashboards.flatMap(({ dashboard }) => dashboard.panels.map(({ type }) => type)));
    for (const kind of [
      'stat',
      'timeseries',
      'table',
      'barchart',
      'bargauge',
      'heatmap',
      'geomap',
      'nodeGraph',
      'logs',
    ]) {
      expect([...kinds]).toContain(kind);
    }
  });
});

describe.each(dashboards)('$file', ({ dashboard }) => {
  const { panels, templating } = dashboard;

  it('has 6 to 12 panels of four kinds or more, each with a title and a description', () => {
    expect(panels.length).toBeGreaterThanOrEqual(6);
    expect(panels.length).toBeLessThanOrEqual(12);
    expect(new Set(panels.map(({ type }) => type)).size).toBeGreaterThanOrEqual(4);
    expect(panels.filter(({ title, description }) => title === '' || !description.endsWith('.'))).toEqual([]);
    expect(dashboard.description).toMatch(/\.$/);
  });

  it('gives each panel an id and a place of its own, in rows without a gap', () => {
    expect(panels.map(({ id }) => id)).toEqual(panels.map((_, i) => i + 1));
    const area = panels.reduce((sum, { gridPos: { w, h } }) => sum + w * h, 0);
    const bottom = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
    expect(area).toBe(24 * bottom);
  });

  it('asks only the data source that is chosen, with stored queries of version 1', () => {
    expect(dashboard.__inputs).toEqual([]);
    expect(templating.list[0]).toMatchObject({ name: 'ds', type: 'datasource', query: DATA_SOURCE.type });
    const asked = templating.list.filter(({ type }) => type === 'query');
    for (const owner of [...asked, ...panels, ...panels.flatMap(({ targets }) => targets)]) {
      expect(owner.datasource).toEqual(DATA_SOURCE);
    }
    for (const target of panels.flatMap(({ targets }) => targets)) {
      expect(target).toMatchObject({ schemaVersion: 1 });
    }
    expect(JSON.stringify(dashboard)).not.toMatch(/"uid":"huntboard"/);
  });

  it('uses every variable that it has, as data', () => {
    const kql = panels.flatMap(({ targets }) => targets.map(({ query }) => query));
    expect(kql.join('\n')).not.toMatch(/\$\{\w+:/); // ${v:raw} and its kind would be KQL
    for (const { name } of templating.list.slice(1)) {
      expect([name, kql.some((text) => text.includes(`$${name}`))]).toEqual([name, true]);
    }
    const odd = `O'Brien "\\`;
    const choices = Object.fromEntries(templating.list.map(({ name }) => [name, [odd]]));
    for (const text of kql.filter((query) => /\$(device|user|severity)/.test(query))) {
      expect(fill(text, dashboard, choices)).toContain(String.raw`'O\'Brien "\\'`);
    }
  });

  it('leads to the other dashboards, with the range and the data source', () => {
    expect(dashboard.links[0]).toMatchObject({
      type: 'dashboards',
      tags: ['huntboard'],
      includeVars: true,
      keepTime: true,
    });
    expect(dashboard.tags).toContain('huntboard');
    for (const url of linksOf(dashboard).filter((link) => /^\/d\/(?!\$)/.test(link))) {
      expect(uids).toContain(/^\/d\/([\w-]+)/.exec(url)?.[1]);
      expect(url).toContain('${__url_time_range}');
      expect(url).toContain('var-ds=${ds}');
    }
  });

  it('puts no cell into KQL on the way to Explore', () => {
    for (const url of linksOf(dashboard).filter((link) => link.startsWith('/explore'))) {
      expect(url.match(/\$\{[^}]+\}/g)?.filter((part) => !['${ds}', '${__from}', '${__to}'].includes(part))).toEqual(
        []
      );
    }
  });

  it('is refreshed every five minutes, so that all of them at once keep within the budget', () => {
    expect(dashboard.refresh).toBe('5m');
    expect(dashboard.time.from).toMatch(/^now-\d+d$/);
  });
});
