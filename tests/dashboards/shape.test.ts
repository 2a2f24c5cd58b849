import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../build/command';
import plugin from '../../src/plugin.json';
import { type Dashboard, readDashboards } from './dashboard';
import { dashboardFaults } from './dashboardFaults';

const dashboards = [...readDashboards()].map(([file, dashboard]) => ({ file, dashboard }));
const uids = dashboards.map(({ dashboard }) => dashboard.uid);
const KINDS = ['stat', 'timeseries', 'table', 'barchart', 'bargauge', 'heatmap', 'geomap', 'nodeGraph', 'logs'];

describe('the dashboards that come with the plugin', () => {
  it('are nine or more, those that plugin.json includes, by their titles', () => {
    const included = plugin.includes.map(({ name, path }) => [path, name]).sort();
    expect(included).toEqual(dashboards.map(({ file, dashboard }) => [`dashboards/${file}`, dashboard.title]).sort());
    expect(dashboards.length).toBeGreaterThanOrEqual(9);
    expect(new Set(uids).size).toBe(uids.length);
  });

  it('are the ones that the demo provisions', () => {
    expect(readFileSync(join(ROOT, 'build/demo/main.ts'), 'utf8')).toContain("join(ROOT, 'src/dashboards')");
    expect(existsSync(join(ROOT, 'provisioning/dashboards/huntboard.yaml'))).toBe(true);
  });

  it.each(KINDS)('show a %s at least once', (kind) => {
    expect(dashboards.some(({ dashboard }) => dashboard.panels.some(({ type }) => type === kind))).toBe(true);
  });

  it.each(['device', 'user', 'severity'])('have the variable %s', (name) => {
    expect(dashboards.some(({ dashboard }) => dashboard.templating.list.some((each) => each.name === name))).toBe(true);
  });

  it.each(dashboards)('$file is as it should be', ({ dashboard }) => {
    expect(dashboardFaults(dashboard, uids)).toEqual([]);
  });
});

describe('the check of a dashboard', () => {
  const sound = () => structuredClone(readDashboards().get('alerts.json')!);
  const variable = ({ templating }: Dashboard) => templating.list[1]!;

  it.each<[string, (dashboard: Dashboard) => unknown, string]>([
    ['another uid', (board) => (board.uid = 'alerts'), 'its uid is not one of ours'],
    ['no description', (board) => (board.description = ''), 'it has no description'],
    ['another tag', (board) => (board.tags = ['mine']), 'it has no description or not our tag'],
    ['inputs', (board) => board.__inputs.push({ name: 'DS' }), 'it asks for inputs'],
    ['few panels', (board) => board.panels.splice(5), 'it has 5 panels'],
    [
      'panels of one kind',
      (board) => board.panels.forEach((panel) => (panel.type = 'table')),
      'its panels are of fewer than four kinds',
    ],
    ['an id that is used twice', (board) => (board.panels[3]!.id = 3), 'its panels are not numbered'],
    ['a panel upon another', (board) => (board.panels[1]!.gridPos.w += 1), 'its panels overlap'],
    ['a refresh a minute', (board) => (board.refresh = '1m'), 'it is not refreshed every 5 minutes'],
    ['a range of hours', (board) => (board.time.from = 'now-6h'), 'it does not show the last days'],
    ['no choice of the data source', (board) => board.templating.list.shift(), 'its first variable'],
    [
      'a panel of another data source',
      (board) => (board.panels[0]!.datasource.uid = 'huntboard'),
      'something asks another data source',
    ],
    [
      'a query of another data source',
      (board) => (board.panels[0]!.targets[0]!.datasource = { type: 'prometheus', uid: '${ds}' }),
      'something asks another data source',
    ],
    [
      'annotations of another data source',
      (board) => (board.annotations.list[1]!.datasource.uid = 'huntboard'),
      'something asks another data source',
    ],
    ['a panel without a query', (board) => (board.panels[0]!.targets = []), 'a query is not of version 1'],
    [
      'a query of no version',
      (board) => Object.assign(board.panels[0]!.targets[0]!, { schemaVersion: undefined }),
      'a query is not of version 1',
    ],
    ['a fixed list', (board) => (variable(board).type = 'custom'), '$severity is not filled by a hunt'],
    ['KQL alone as a variable', (board) => (variable(board).query = 'T'), '$severity is not filled by a hunt'],
    ['a variable that nobody uses', (board) => (variable(board).name = 'mood'), '$mood is not used'],
    ['All as a list', (board) => delete variable(board).allValue, 'All of $severity is a list of all'],
    [
      'a query that needs a choice',
      (board) => (board.panels[0]!.targets[0]!.query = 'AlertInfo | where Severity in ($severity)'),
      'a query takes no All of $severity',
    ],
    [
      'a variable as KQL',
      (board) => (board.panels[0]!.targets[0]!.query += '| where DeviceName == ${device:raw}'),
      'a variable enters KQL as KQL',
    ],
    [
      'a variable in a comment alone',
      (board) => (board.panels[0]!.targets[0]!.query = 'AlertInfo // "*" in ($severity)'),
      'a value is not escaped',
    ],
    ["no annotations of Grafana's own", (board) => board.annotations.list.shift(), "Grafana's own annotations"],
    ['no annotations of alerts', (board) => board.annotations.list.pop(), 'alerts are not among its annotations'],
    ['annotations that are off', (board) => (board.annotations.list[1]!.enable = false), 'alerts are not among'],
    ['no menu', (board) => (board.links = []), 'it has no menu of the other dashboards'],
    ['a menu that forgets the range', (board) => (board.links[0]!.keepTime = false), 'it has no menu'],
    [
      'a link to nowhere',
      (board) => board.links.push({ title: '', url: '/d/mine?${__url_time_range}&var-ds=${ds}' }),
      'a link leads to no dashboard: /d/mine',
    ],
    [
      'a link that forgets the range',
      (board) => board.links.push({ title: '', url: '/d/huntboard-email?var-ds=${ds}' }),
      'a link forgets the range',
    ],
    [
      'a cell in KQL',
      (board) => board.links.push({ title: '', url: '/explore?panes=%7B%7D&q=${__value.raw}' }),
      'a cell is put into KQL: ${__value.raw}',
    ],
    ['no link to Explore', (board) => board.panels.forEach((panel) => delete panel.links), 'no panel leads to Explore'],
    ['no description of a panel', (board) => (board.panels[0]!.description = ''), 'Alerts: it has no title or no'],
    ['an empty query', (board) => (board.panels[0]!.targets[0]!.query = ''), 'Alerts: a query is empty'],
    ['a map of the internet', (board) => (board.panels[0]!.type = 'geomap'), 'Alerts: its map is drawn from the'],
    [
      'bins that follow the range in a table',
      (board) => (board.panels[0]!.targets[0]!.query += '| summarize count() by bin(Timestamp, $__interval)'),
      'Alerts: its bins follow the range',
    ],
  ])('finds %s', (_, spoil, fault) => {
    const dashboard = sound();
    expect(dashboardFaults(dashboard, uids)).toEqual([]);
    spoil(dashboard);
    expect(dashboardFaults(dashboard, uids).join('; ')).toContain(fault);
  });
});
