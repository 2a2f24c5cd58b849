import type { Answer } from './ask';
import type { Panel } from './dashboard';
import { panelFaults, SLOW } from './panelFaults';

const PANEL: Panel = {
  id: 1,
  type: 'table',
  title: 'Devices',
  description: 'Devices and when they were last seen.',
  datasource: { type: 'huntboard-defender-datasource', uid: '${ds}' },
  gridPos: { x: 0, y: 0, w: 24, h: 8 },
  fieldConfig: { defaults: {}, overrides: [] },
  options: {},
  targets: [],
};

const ANSWER: Answer = {
  fields: [
    { name: 'Timestamp', type: 'time', values: [1, 2] },
    { name: 'DeviceName', type: 'string', values: ['lt-lon-0001', null] },
    { name: 'Starts', type: 'number', labels: { Tool: 'cmd.exe' }, values: [3, null] },
  ],
  rows: 2,
  took: 20,
};

const only = (...names: string[]) => ANSWER.fields.filter(({ name }) => names.includes(name));
const override = (options: string) => ({
  fieldConfig: { defaults: {}, overrides: [{ matcher: { id: 'byName', options }, properties: [] }] },
});
const located = (location: Record<string, string>) => ({ type: 'geomap', options: { layers: [{ location }] } });

describe('the check of a panel', () => {
  it.each<[string, Partial<Panel>]>([
    ['a table', {}],
    ['a time series', { type: 'timeseries' }],
    ['bars over a column', { type: 'barchart', options: { xField: 'DeviceName' } }],
    ['an override of a series that has not turned up', override('net.exe')],
    ['a panel whose rows are bad news', { title: 'Tables that do not answer' }],
  ])('finds nothing in %s', (_, part) => {
    expect(panelFaults({ ...PANEL, ...part }, [ANSWER])).toEqual([]);
  });

  it('lets good news have no rows', () => {
    expect(panelFaults({ ...PANEL, title: 'Tables that do not answer' }, [{ ...ANSWER, rows: 0, fields: [] }])).toEqual(
      []
    );
  });

  it.each<[string, Partial<Panel>, Partial<Answer>, string[]]>([
    ['an error', {}, { error: 'No such table.', rows: 0, fields: [] }, ['an error: No such table.']],
    ['an empty frame', {}, { rows: 0 }, ['no rows']],
    ['no frame', {}, { rows: 0, fields: [] }, ['no rows']],
    ['rows without a value', {}, { fields: [{ name: 'n', type: 'number', values: [null, null] }] }, ['only nulls']],
    ['an answer that takes two seconds', {}, { took: SLOW }, ['slow: 2000 ms']],
    ['a slow answer without rows', {}, { took: SLOW, rows: 0 }, ['slow: 2000 ms', 'no rows']],
    [
      'bars over a column that is missing',
      { type: 'barchart', options: { xField: 'Tool' } },
      {},
      ['a missing field: Tool'],
    ],
    [
      'an override of a column that is missing',
      override('Account'),
      { fields: only('DeviceName', 'Timestamp') },
      ['a missing field: Account'],
    ],
    [
      'a link with a column that is missing',
      { fieldConfig: { defaults: { links: [{ title: '', url: '/d/x?v=${__data.fields.Sha}' }] }, overrides: [] } },
      {},
      ['a missing field: Sha'],
    ],
    [
      'a series named by a label that is missing',
      { fieldConfig: { defaults: { displayName: '${__field.labels.Table}' }, overrides: [] } },
      {},
      ['a missing field: Table'],
    ],
    ['a map without a place', located({ lookup: 'CountryCode' }), {}, ['a missing field: CountryCode']],
    [
      'a map without coordinates',
      located({ latitude: 'Latitude', longitude: 'Longitude' }),
      {},
      ['a missing field: Latitude', 'a missing field: Longitude'],
    ],
    ['a time series without a time', { type: 'timeseries' }, { fields: only('Starts') }, ['a timeseries without time']],
    ['a stat without a number', { type: 'stat' }, { fields: only('DeviceName') }, ['a stat without number']],
    ['logs without a line', { type: 'logs' }, {}, ['a logs without timestamp', 'a logs without body']],
    [
      'a graph without edges',
      { type: 'nodeGraph' },
      { fields: [{ name: 'id', type: 'string', values: ['a', 'b'] }] },
      ['a nodeGraph without source', 'a nodeGraph without target'],
    ],
    [
      'a kind of panel that nobody has described',
      { type: 'candlestick' },
      {},
      ['nobody knows what a candlestick needs'],
    ],
  ])('finds %s', (_, part, answer, faults) => {
    expect(panelFaults({ ...PANEL, ...part }, [{ ...ANSWER, ...answer }])).toEqual(faults);
  });

  it('finds a panel that asks nothing', () => {
    expect(panelFaults(PANEL, [])).toEqual(['it asks nothing']);
  });

  it('finds the one query of several that fails', () => {
    expect(panelFaults(PANEL, [ANSWER, { ...ANSWER, error: 'Refused.' }])).toEqual(['an error: Refused.']);
  });
});
