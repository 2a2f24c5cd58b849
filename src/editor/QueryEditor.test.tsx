import { type DataFrame, LoadingState, type PanelData, toDataFrame } from '@grafana/data';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactElement, useState } from 'react';

import type { DataSource } from '../datasource';
import { type HuntingQuery, withDefaults } from '../query';
import { FakeCodeEditor } from '../testing/fakeCodeEditor';

import { QueryEditor } from './QueryEditor';

let codeEditor: (props: Parameters<typeof FakeCodeEditor>[0]) => ReactElement = FakeCodeEditor;

jest.mock('@grafana/ui', () => ({
  ...jest.requireActual<object>('@grafana/ui'),
  CodeEditor: (props: Parameters<typeof FakeCodeEditor>[0]) => codeEditor(props),
}));

const onChange = jest.fn<undefined, [HuntingQuery]>();
const onRunQuery = jest.fn();

/** The host's part: it keeps what the editor saves, and hands it back. */
function Host({ stored, data }: { stored: HuntingQuery; data?: PanelData }) {
  const [query, setQuery] = useState(stored);
  const save = (changed: HuntingQuery) => {
    onChange(changed);
    setQuery(changed);
  };
  const datasource = {} as DataSource;
  return <QueryEditor {...{ datasource, query, data, onRunQuery }} onChange={save} />;
}

const show = (change: Partial<HuntingQuery> = {}, data?: PanelData) =>
  render(<Host stored={withDefaults({ refId: 'A', query: 'DeviceInfo', ...change })} data={data} />);

const box = () => screen.getByRole('textbox', { name: 'KQL query' });

function panelData(change: Partial<PanelData>): PanelData {
  return { state: LoadingState.Done, series: [], timeRange: {} as PanelData['timeRange'], ...change };
}

function frame(refId: string, meta: DataFrame['meta']): DataFrame {
  return { ...toDataFrame({ refId, fields: [] }), meta };
}

beforeEach(() => {
  codeEditor = FakeCodeEditor;
});

describe('the KQL box', () => {
  it('saves when the focus leaves it, and neither saves nor runs while typing', async () => {
    show();
    await userEvent.type(box(), ' | take 5');
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.tab();
    expect(onChange).toHaveBeenCalledWith(expect.objectContaining({ query: 'DeviceInfo | take 5' }));
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('saves nothing when nothing was changed', async () => {
    show();
    await userEvent.click(box());
    await userEvent.tab();
    expect(onChange).not.toHaveBeenCalled();
  });

  it('saves and runs on Shift+Enter', async () => {
    show();
    await userEvent.type(box(), ' | count{Shift>}{Enter}{/Shift}');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ query: 'DeviceInfo | count' }));
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it('writes a line on Enter', async () => {
    show();
    await userEvent.type(box(), '{Enter}| count');
    expect(box()).toHaveValue('DeviceInfo\n| count');
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('runs with what was picked since it was mounted', async () => {
    show();
    await pick('Format', 'Table');
    await userEvent.type(box(), '{Shift>}{Enter}{/Shift}');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ format: 'table', query: 'DeviceInfo' }));
  });

  it('does not run an empty query', async () => {
    show({ query: '' });
    await userEvent.type(box(), '{Shift>}{Enter}{/Shift}');
    expect(onRunQuery).not.toHaveBeenCalled();
  });

  it('becomes a plain text box when Monaco does not come', async () => {
    jest.useFakeTimers();
    codeEditor = () => <p>React Monaco Editor failed to load</p>;
    show();
    expect(screen.queryByRole('textbox', { name: 'KQL query' })).not.toBeInTheDocument();
    act(() => jest.runAllTimers());
    jest.useRealTimers();
    await userEvent.type(box(), ' | count{Shift>}{Enter}{/Shift}');
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining({ query: 'DeviceInfo | count' }));
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });
});

const choice = (picker: string, option: string) =>
  within(screen.getByRole('radiogroup', { name: picker })).getByRole('radio', { name: option });

const pick = (picker: string, option: string) => userEvent.click(choice(picker, option));

describe('the pickers', () => {
  it.each([
    ['Format', 'Time series', { format: 'timeseries' }],
    ['Format', 'Table', { format: 'table' }],
    ['Time range', 'Dashboard', { range: 'dashboard' }],
    ['Time range', 'Query', { range: 'query' }],
  ])('%s: %s is saved and run', async (picker, option, want) => {
    show();
    await pick(picker, option);
    expect(onChange).toHaveBeenLastCalledWith(expect.objectContaining(want));
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it('explain each choice', async () => {
    show();
    await userEvent.hover(choice('Time range', 'Auto'));
    expect(await screen.findByRole('tooltip')).toHaveTextContent('unless the query bounds time itself');
  });

  it('show what is picked', () => {
    show({ format: 'timeseries', range: 'query' });
    expect(choice('Format', 'Time series')).toBeChecked();
    expect(choice('Time range', 'Query')).toBeChecked();
  });

  it('save without a run while the query is empty', async () => {
    show({ query: '' });
    await pick('Format', 'Table');
    expect(onChange).toHaveBeenCalled();
    expect(onRunQuery).not.toHaveBeenCalled();
  });
});

describe('the last run', () => {
  const stats = [
    { displayName: 'Duration', value: 1530, unit: 'ms' },
    { displayName: 'Rows', value: 42 },
    { displayName: 'Bytes', value: 12_345, unit: 'decbytes' },
  ];
  const range = { from: '2026-11-20T00:00:00Z', to: '2026-11-20T06:00:00Z' };
  const status = () => screen.getByRole('status', { name: 'Last run' });

  it('tells its stats, range and format', () => {
    const custom = { range, timespan: 'x/y', format: 'timeseries', formatReason: 'the last operator bins time' };
    show({}, panelData({ series: [frame('A', { stats, custom })] }));
    for (const text of ['Duration: 1.53 s', 'Rows: 42', 'Bytes: 12.3 kB']) {
      expect(screen.getByText(text)).toBeVisible();
    }
    expect(status()).toHaveTextContent(
      'Range: 2026-11-20 00:00:00 to 2026-11-20 06:00:00 UTC, sent with the query, which bounds no time itself (range: auto)'
    );
    expect(status()).toHaveTextContent('Format: time series (the last operator bins time)');
  });

  it.each([
    [
      'The last summarize has a time bin among its keys.',
      'Format: table (the last summarize has a time bin among its keys)',
    ],
    ['A bin of time.', 'Format: table (a bin of time)'],
    ['DeviceInfo has no bin.', 'Format: table (DeviceInfo has no bin)'],
    ['$__timeBin is left out.', 'Format: table ($__timeBin is left out)'],
    ['', 'Format: table'],
  ])('tells the reason %j as an aside', (formatReason, want) => {
    show({}, panelData({ series: [frame('A', { custom: { format: 'table', formatReason } })] }));
    expect(screen.getByText(want)).toBeVisible();
  });

  it.each([
    ['a range that the query bounds itself', { range, timespan: '' }, 'by the query’s own bounds'],
    ['no range at all', { timespan: '' }, 'Range: the query’s own'],
  ])('tells of %s', (_, custom, want) => {
    show({}, panelData({ series: [frame('A', { custom })] }));
    expect(status()).toHaveTextContent(want);
  });

  it.each([
    ['that ran', [{}, {}], undefined, 'Windows: 2'],
    [
      'that were halved',
      [{ discarded: true }, {}, {}],
      undefined,
      'Windows: 2, 1 call more was too large and was halved',
    ],
    [
      'of which some are missing',
      [{}],
      { from: '2026-11-01T00:00:00Z', to: '2026-11-20T00:00:00Z' },
      'Windows: 1, missing: 2026-11-01 00:00:00 to 2026-11-20 00:00:00 UTC',
    ],
  ])('tells the windows of a long hunt %s', (_, windows, missing, want) => {
    show({}, panelData({ series: [frame('A', { custom: { windows, missing } })] }));
    expect(screen.getByText(want)).toBeVisible();
  });

  it('is empty before the first run, and for another query’s frames', () => {
    show({}, panelData({ series: [frame('B', { stats })] }));
    expect(status()).toHaveTextContent(/^$/);
  });
});

describe('the reason of a failure', () => {
  it('is left to Grafana’s query row, which shows it below every editor: twice would be noise', () => {
    const failure = { refId: 'A', message: "'where' operator: Failed to resolve column named 'EventTime'." };
    show({}, panelData({ state: LoadingState.Error, errors: [failure], error: failure }));
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });
});
