import { dateTime, type RawTimeRange } from '@grafana/data';

import type { Selection } from './grafana/templateSrv';

const TABS = ['query', 'variable', 'annotation', 'settings'] as const;
export type Tab = (typeof TABS)[number];
export type ThemeName = 'dark' | 'light';

/** What the page's address can ask for. */
export interface PageUrl {
  theme: ThemeName;
  tab: Tab;
  /** KQL that runs as soon as the page is there (`?query=`). */
  query: string;
  /** Ends of the time range, as Grafana writes them: `now-24h`, or milliseconds since 1970. */
  from: string;
  to: string;
  /** Dashboard variables: `?var-host=a&var-host=b`. */
  variables: Record<string, Selection>;
}

/** Reads the address; what it leaves out is the dark query page with the last 24 hours. */
export function fromUrl(params: URLSearchParams): PageUrl {
  return {
    theme: params.get('theme') === 'light' ? 'light' : 'dark',
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'query',
    query: params.get('query') ?? '',
    from: params.get('from') ?? 'now-24h',
    to: params.get('to') ?? 'now',
    variables: variables(params),
  };
}

function variables(params: URLSearchParams): Record<string, Selection> {
  const names = [...new Set(params.keys())].filter((key) => key.startsWith('var-'));
  return Object.fromEntries(
    names.map((key) => {
      const values = params.getAll(key);
      return [key.slice('var-'.length), values.length === 1 ? (values[0] ?? '') : values];
    })
  );
}

/** The time range of an address, which has milliseconds as text; Grafana's ranges have relative texts and dates. */
export function rangeOf({ from, to }: PageUrl): RawTimeRange {
  const end = (text: string) => (/^\d+$/.test(text) ? dateTime(Number(text)) : text);
  return { from: end(from), to: end(to) };
}
