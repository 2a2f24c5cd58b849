import type { HuntingQuery } from '../../src/query';
import type { Dashboard } from './dashboard';

/** All addresses that a dashboard leads to: its own links, its panels' and its cells'. */
export function linksOf({ links, panels }: Dashboard): string[] {
  const inCells = [...JSON.stringify(panels.map((panel) => panel.fieldConfig)).matchAll(/"url":"([^"]+)"/g)];
  return [...links, ...panels.flatMap((panel) => panel.links ?? [])]
    .map(({ url }) => url)
    .concat(inCells.map((match) => match[1] ?? ''))
    .filter((url) => url !== '');
}

interface Pane {
  datasource: string;
  queries: Array<HuntingQuery & { datasource: { type: string; uid: string } }>;
  range: { from: string; to: string };
}

/** What Explore shows at the end of a link; undefined for a link to elsewhere. */
export function paneOf(link: string): Pane | undefined {
  if (!link.startsWith('/explore?')) {
    return undefined;
  }
  const panes = JSON.parse(new URLSearchParams(link.slice('/explore?'.length)).get('panes') ?? '{}');
  return Object.values<Pane>(panes)[0];
}
