import plugin from './plugin.json';

/** Where the sources are, as plugin.json says it to Grafana. */
const SOURCE = plugin.info.links.find(({ name }) => name === 'Source')?.url;

/** The address of a section of the user's guide, `docs/guide/`: a page such as `hints`, and an anchor in it. */
export function guideUrl(page: 'hints' | 'identities' | 'editor' | 'frames' | 'limits', anchor?: string): string {
  return `${SOURCE}/blob/main/docs/guide/${page}.md${anchor === undefined ? '' : `#${anchor}`}`;
}
