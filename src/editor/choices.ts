import type { SelectableValue } from '@grafana/data';

import type { Fill, Format, RangeChoice, Split } from '../query';

export const FORMAT_CHOICES: Array<SelectableValue<Format>> = [
  {
    value: 'auto',
    label: 'Auto',
    description: 'Time series if the query ends in a summary over time bins or in make-series, else a table',
  },
  { value: 'table', label: 'Table', description: 'The rows as they come' },
  {
    value: 'timeseries',
    label: 'Time series',
    description: 'One line per number and group; needs a time column',
  },
  { value: 'logs', label: 'Logs', description: 'Events as log lines, newest first, with their fields beside them' },
  {
    value: 'graph',
    label: 'Graph',
    description: 'Nodes and edges; needs the columns source and target, or id',
  },
];

export const FILL_CHOICES: Array<SelectableValue<Fill>> = [
  { value: 'auto', label: 'Auto', description: 'Zero for counts and sums, nothing for other numbers' },
  { value: 'none', label: 'None', description: 'Only the bins that rows fell into' },
  { value: 'null', label: 'No value', description: 'Empty bins have no value' },
  { value: 'zero', label: 'Zero', description: 'Empty bins are 0' },
];

export const SPLIT_CHOICES: Array<SelectableValue<Split>> = [
  { value: 'none', label: 'Off', description: 'One call for the whole range, which brings at most 100,000 rows' },
  { value: 'hour', label: 'Hour', description: 'A call for each hour of the range' },
  { value: 'day', label: 'Day', description: 'A call for each day of the range' },
];

export const RANGE_CHOICES: Array<SelectableValue<RangeChoice>> = [
  {
    value: 'auto',
    label: 'Auto',
    description: "The dashboard's range, unless the query bounds time itself",
  },
  {
    value: 'dashboard',
    label: 'Dashboard',
    description: "Always the dashboard's range; where the query bounds time too, the narrower one counts",
  },
  {
    value: 'query',
    label: 'Query',
    description: "Only the query's own bounds; without any, the service looks back 30 days",
  },
];
