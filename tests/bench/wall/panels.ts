/** What one panel, variable, annotation or rule asks, as the front end or Grafana's alerting would send it. */
export interface Ask {
  title: string;
  query: string;
  format: 'auto' | 'table' | 'timeseries';
  origin: 'dashboard' | 'variable' | 'annotation';
}

/** Tables whose rows have an ActionType, by which an inserted event is recognized in any answer. */
export const TABLES = [
  'DeviceProcessEvents',
  'DeviceNetworkEvents',
  'DeviceFileEvents',
  'DeviceRegistryEvents',
  'DeviceLogonEvents',
  'DeviceImageLoadEvents',
  'DeviceEvents',
  'CloudAppEvents',
] as const;

const SHAPES = {
  'over time': 'summarize Events = count() by bin(Timestamp, $__interval), ActionType',
  newest: 'project Timestamp, ActionType | top 20 by Timestamp desc',
  total: 'summarize Events = count(), Newest = max(Timestamp), Kinds = make_set(ActionType)',
} as const;

/** 24 panels: three kinds over eight tables. */
export const PANELS: readonly Ask[] = TABLES.flatMap((table) =>
  Object.entries(SHAPES).map(([shape, operators]) => ({
    title: `${table} ${shape}`,
    query: `${table} | where $__timeFilter() | ${operators}`,
    format: shape === 'over time' ? ('timeseries' as const) : ('table' as const),
    origin: 'dashboard' as const,
  }))
);

/** What a dashboard asks beside its panels. */
export const SURROUNDINGS: readonly Ask[] = [
  {
    title: 'variable device',
    query: 'DeviceInfo | where $__timeFilter() | distinct DeviceName | order by DeviceName asc',
    format: 'table',
    origin: 'variable',
  },
  {
    title: 'variable severity',
    query: 'AlertInfo | where $__timeFilter() | distinct Severity',
    format: 'table',
    origin: 'variable',
  },
  {
    title: 'annotation of alerts',
    query: 'AlertInfo | where $__timeFilter() | project Timestamp, Title, Severity',
    format: 'table',
    origin: 'annotation',
  },
];

/** 15 rules that count events by kind. */
export const RULES: readonly Ask[] = Array.from({ length: 15 }, (_, i) => ({
  title: `rule ${i + 1}`,
  query: `${TABLES[i % TABLES.length]} | where $__timeFilter() | summarize Events${i} = count() by ActionType`,
  format: 'table' as const,
  origin: 'dashboard' as const,
}));
