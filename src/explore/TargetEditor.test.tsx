import { LoadingState, type PanelData, toDataFrame } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import type { DataSource } from '../datasource';
import { QueryEditor } from '../editor/QueryEditor';
import { type HuntingQuery, withDefaults } from '../query';

import type { Target } from './target';

const onChange = jest.fn<undefined, [HuntingQuery]>();
const onRunQuery = jest.fn();

function show(query: Partial<HuntingQuery>, executedQueryString?: string, custom?: object) {
  const frame = { ...toDataFrame({ refId: 'A', fields: [] }), meta: { executedQueryString, custom } };
  const data: PanelData = { state: LoadingState.Done, series: [frame], timeRange: {} as PanelData['timeRange'] };
  const datasource = {} as DataSource;
  render(
    <QueryEditor {...{ datasource, data, onChange, onRunQuery }} query={withDefaults({ refId: 'A', ...query })} />
  );
}

describe('a hunt that the backend writes', () => {
  it('shows what it is about, and its KQL, which can be taken over as text', async () => {
    show({ queryType: 'go', hunt: { entity: 'device', value: 'abc', atMs: '1795143600000' } }, 'DeviceEvents | take 1');
    expect(screen.getByLabelText('Kind')).toHaveValue('device');
    expect(screen.getByLabelText('Value')).toHaveValue('abc');
    expect(screen.getByText('at: 2026-11-20 03:00:00 UTC')).toBeVisible();
    expect(screen.getByLabelText('The KQL of the last run')).toHaveTextContent('DeviceEvents | take 1');
    await userEvent.click(screen.getByRole('button', { name: 'Take over as text' }));
    const [taken] = onChange.mock.lastCall ?? [];
    expect(taken).toMatchObject({ queryType: 'hunt', query: 'DeviceEvents | take 1', hunt: undefined });
    expect(onRunQuery).toHaveBeenCalledTimes(1);
  });

  it.each<[HuntingQuery['queryType'], string, string, Target]>([
    ['process', 'Device ID', 'd1', { deviceId: 'd1' }],
    ['process', 'Process ID', '4711', { processId: '4711' }],
    ['process', 'Created', '2026-11-20 03:00:00.123', { createdMs: 1795143600123 }],
    ['process', 'Created', '2026-11-20T04:00:00+01:00', { createdMs: 1795143600000 }],
    ['process', 'Created', 'yesterday', { createdMs: 'yesterday' }],
    ['incident', 'Alert ID', 'da1', { alertId: 'da1' }],
    ['go', 'Value', "a'b", { value: "a'b" }],
  ])('what a %s hunt is about can be typed: %s %s', async (queryType, label, typed, hunt) => {
    show({ queryType, hunt: {} });
    await userEvent.type(screen.getByLabelText(label), `${typed}{Enter}`);
    expect(onChange.mock.lastCall?.[0].hunt).toEqual(hunt);
  });

  it('has no KQL before its first run', () => {
    show({ queryType: 'incident', hunt: { alertId: 'da1' } });
    expect(screen.getByText('Run the query to see its KQL.')).toBeVisible();
  });

  it('a process tree shows what else processes did on request, each kind with a switch', async () => {
    show({ queryType: 'process', hunt: { deviceId: 'd', processId: '7', createdMs: 1, edges: ['registry'] } });
    await userEvent.click(screen.getByLabelText('Network'));
    expect(onChange.mock.lastCall?.[0].hunt?.edges).toEqual(['network', 'registry']);
    await userEvent.type(screen.getByLabelText('Most generations'), '3{Enter}');
    expect(onChange.mock.lastCall?.[0].limits).toEqual({ depth: 3 });
  });

  it('of several hunts each is shown and can be taken over alone', async () => {
    const hunts = [
      { title: 'What the device started', kql: 'DeviceProcessEvents | take 1' },
      { title: 'What the processes did', kql: 'DeviceFileEvents | take 2' },
    ];
    const hunt = { deviceId: 'd', processId: '7', createdMs: 1 };
    show({ queryType: 'process', hunt, limits: { nodes: 9 } }, 'both', { hunts });
    expect(screen.queryByText('both')).not.toBeInTheDocument();
    expect(screen.getByLabelText('The KQL of the last run: What the device started')).toHaveTextContent('take 1');
    await userEvent.click(screen.getByRole('button', { name: 'Take over as text: What the processes did' }));
    const [taken] = onChange.mock.lastCall ?? [];
    expect(taken).toMatchObject({ queryType: 'hunt', query: 'DeviceFileEvents | take 2', format: 'table' });
    expect(taken).toMatchObject({ hunt: undefined, limits: undefined });
  });

  it('the graph of an alert takes hours and nodes within their bounds', async () => {
    show({ queryType: 'incident', hunt: { alertId: 'da1' } });
    await userEvent.type(screen.getByLabelText('Hours around'), '24{Enter}');
    expect(onChange.mock.lastCall?.[0].hunt).toEqual({ alertId: 'da1', hours: 24 });
    await userEvent.type(screen.getByLabelText('Most nodes'), '1501{Enter}');
    expect(onChange.mock.calls.filter(([query]) => query.limits !== undefined)).toEqual([]);
  });
});
