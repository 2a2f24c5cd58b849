import plugin from '../../src/plugin.json';
import type { Dashboard, Panel, Variable } from './dashboard';
import { fill } from './fill';
import { linksOf, paneOf } from './links';

const DATA_SOURCE = { type: plugin.id, uid: '${ds}' };
const ROUND = '?${__url_time_range}&var-ds=${ds}';
/** What a link to Explore may be filled with: nothing that stands in a cell. */
const HARMLESS = ['${ds}', '${__from}', '${__to}'];
/** A value that would end a literal that is not escaped. */
const ODD = `O'Brien "\\`;

/** What is wrong with a dashboard that comes with the plugin, a sentence each. `uids` are those of all of them. */
export function dashboardFaults(dashboard: Dashboard, uids: readonly string[]): string[] {
  return [
    ...frameFaults(dashboard),
    ...sourceFaults(dashboard),
    ...variableFaults(dashboard),
    ...annotationFaults(dashboard),
    ...linkFaults(dashboard, uids),
    ...dashboard.panels.flatMap((panel) => panelFaultsOf(panel).map((fault) => `${panel.title}: ${fault}`)),
  ];
}

function frameFaults({ uid, description, tags, refresh, time, panels, ...dashboard }: Dashboard): string[] {
  const area = panels.reduce((sum, { gridPos: { w, h } }) => sum + w * h, 0);
  const bottom = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
  return [
    ...unless(uid.startsWith('huntboard-'), 'its uid is not one of ours'),
    ...unless(description.endsWith('.') && tags.includes('huntboard'), 'it has no description or not our tag'),
    ...unless(JSON.stringify(dashboard.__inputs) === '[]', 'it asks for inputs'),
    ...unless(panels.length >= 6 && panels.length <= 12, `it has ${panels.length} panels`),
    ...unless(new Set(panels.map(({ type }) => type)).size >= 4, 'its panels are of fewer than four kinds'),
    ...unless(
      panels.every(({ id }, i) => id === i + 1),
      'its panels are not numbered'
    ),
    ...unless(area === 24 * bottom, 'its panels overlap or leave a gap'),
    ...unless(refresh === '5m', 'it is not refreshed every 5 minutes, which the budget is reckoned with'),
    ...unless(/^now-\d+d$/.test(time.from) && time.to === 'now', 'it does not show the last days'),
  ];
}

/** Only the chosen data source is asked. */
function sourceFaults({ templating, panels, annotations }: Dashboard): string[] {
  const [first, ...variables] = templating.list;
  const owners = [
    ...variables.filter(({ type }) => type === 'query'),
    ...panels,
    ...panels.flatMap(({ targets }) => targets),
    ...annotations.list.filter(({ builtIn }) => builtIn !== 1),
  ];
  return [
    ...unless(
      first?.name === 'ds' && first.type === 'datasource' && first.query === plugin.id,
      'its first variable does not choose the data source'
    ),
    ...unless(
      owners.every(({ datasource }) => datasource?.type === DATA_SOURCE.type && datasource.uid === DATA_SOURCE.uid),
      'something asks another data source than the chosen one'
    ),
    ...unless(
      panels.every(({ targets }) => targets.length > 0 && targets.every(({ schemaVersion }) => schemaVersion === 1)),
      'a query is not of version 1'
    ),
  ];
}

/** Variables are lists that a hunt fills, with an "All" that is no list, and enter KQL as data. */
function variableFaults(dashboard: Dashboard): string[] {
  const variables = dashboard.templating.list.slice(1);
  const texts = dashboard.panels.flatMap(({ targets }) => targets.map(({ query }) => query));
  const choices = Object.fromEntries(variables.map(({ name }) => [name, [ODD]]));
  const filled = texts
    .filter((text) => variables.some(({ name }) => text.includes(`$${name}`)))
    .map((text) => fill(text, dashboard, choices));
  return [
    ...variables.flatMap((variable) => oneVariableFaults(variable, texts)),
    ...unless(!texts.some((text) => /\$\{\w+:/.test(text)), 'a variable enters KQL as KQL'),
    ...unless(
      filled.every((text) => text.includes(String.raw`'O\'Brien "\\'`)),
      'a value is not escaped'
    ),
  ];
}

function oneVariableFaults({ name, type, query, includeAll, allValue }: Variable, texts: string[]): string[] {
  const used = texts.filter((text) => text.includes(`$${name}`));
  const hunted = type === 'query' && typeof query === 'object' && query.kind === 'kql' && query.query !== '';
  return [
    ...unless(hunted, `$${name} is not filled by a hunt, in the form that the editor stores`),
    ...unless(used.length > 0, `$${name} is not used`),
    ...unless(includeAll && allValue === '"*"', `All of $${name} is a list of all`),
    ...unless(
      used.every((text) => text.includes(`"*" in ($${name})`)),
      `a query takes no All of $${name}`
    ),
  ];
}

function annotationFaults({ annotations }: Dashboard): string[] {
  const [own, ...ours] = annotations.list;
  return [
    ...unless(own?.builtIn === 1, "Grafana's own annotations are missing"),
    ...unless(
      ours.some(({ enable, hide, target }) => enable && !hide && target?.kind === 'alerts'),
      'alerts are not among its annotations'
    ),
  ];
}

function linkFaults(dashboard: Dashboard, uids: readonly string[]): string[] {
  const links = linksOf(dashboard);
  const inner = links.filter((link) => /^\/d\/(?!\$)/.test(link));
  const panes = links.flatMap((link) => paneOf(link) ?? []);
  const explore = links.filter((link) => link.startsWith('/explore'));
  const [menu] = dashboard.links;
  return [
    ...unless(
      menu?.type === 'dashboards' && menu.tags?.includes('huntboard') && menu.includeVars && menu.keepTime,
      'it has no menu of the other dashboards that keeps range and variables'
    ),
    ...unless(inner.length > 0, 'no panel leads to another dashboard'),
    ...unless(panes.length > 0, 'no panel leads to Explore'),
    ...inner
      .filter((link) => !uids.includes(/^\/d\/([\w-]+)/.exec(link)?.[1] ?? ''))
      .map((link) => `a link leads to no dashboard: ${link}`),
    ...inner.filter((link) => !link.includes(ROUND)).map((link) => `a link forgets the range or the source: ${link}`),
    ...explore
      .flatMap((link) => link.match(/\$\{[^}]+\}/g) ?? [])
      .filter((part) => !HARMLESS.includes(part))
      .map((part) => `a cell is put into KQL: ${part}`),
    ...unless(
      panes.every(({ datasource, queries }) => datasource === '${ds}' && queries.every(({ query }) => query !== '')),
      'a link to Explore asks nothing'
    ),
  ];
}

function panelFaultsOf({ type, title, description, options, targets }: Panel): string[] {
  const binned = targets.some(({ query }) => query.includes('$__interval'));
  return [
    ...unless(title !== '' && description.endsWith('.'), 'it has no title or no description'),
    ...unless(
      targets.every(({ query, queryType }) => query !== '' && queryType !== undefined),
      'a query is empty'
    ),
    ...unless(type !== 'geomap' || isOffline(options.basemap), 'its map is drawn from the internet'),
    ...unless(
      !binned || type === 'timeseries' || type === 'heatmap',
      'its bins follow the range, and it shows no time'
    ),
  ];
}

/** Grafana serves this file itself. */
function isOffline(basemap: Panel['options']['basemap']): boolean {
  return basemap?.type === 'geojson' && basemap.config?.src?.startsWith('public/') === true;
}

function unless(sound: boolean | undefined, fault: string): string[] {
  return sound ? [] : [fault];
}
