import type { Cell, HuntResult, KustoType } from '../../kql/engine';
import { ticksFromIso, ticksFromTimespan } from '../../ticks';
import { encodeGraph } from './graph';
import { encodeLegacy } from './legacy';

function cellOf(type: KustoType, cell: Cell): string {
  const result: HuntResult = { columns: [{ name: 'X', type }], rows: [[cell]] };
  const text = [...encodeGraph(result, { sidecars: true })].join('');
  expect(() => JSON.parse(text)).not.toThrow();
  return text.slice(text.indexOf('"results":[{') + 12, -3);
}

const TYPED = '"@odata.type":"#microsoft.graph.security.dynamicColumnValue"';

describe('a cell of Graph', () => {
  it.each<[string, KustoType, Cell, string]>([
    ['a string', 'string', 'say "hi"\n', '"X":"say \\"hi\\"\\n"'],
    ['a string that is missing', 'string', null, '"X":""'],
    ['a datetime', 'datetime', ticksFromIso('2026-11-21T05:07:54.1Z')!, '"X":"2026-11-21T05:07:54.1000000Z"'],
    ['a datetime that is missing', 'datetime', null, '"X":{}'],
    ['a timespan', 'timespan', ticksFromTimespan('1.02:03:04.5')!, '"X":"1.02:03:04.5000000"'],
    ['true', 'bool', true, '"X@odata.type":"#SByte","X":1'],
    ['false', 'bool', false, '"X@odata.type":"#SByte","X":0'],
    ['a bool that is missing', 'bool', null, '"X":{}'],
    ['an int', 'int', -5, '"X":-5'],
    [
      'a long with more digits than a double holds',
      'long',
      9007199254740993n,
      '"X@odata.type":"#Int64","X":9007199254740993',
    ],
    ['a long that is missing', 'long', null, '"X":{}'],
    ['a real', 'real', 0.1, '"X":0.1'],
    ['not a number', 'real', NaN, '"X":"NaN"'],
    ['minus infinity', 'real', -Infinity, '"X":"-Infinity"'],
    ['a decimal', 'decimal', 1.5, '"X":"1.5"'],
    ['a guid', 'guid', '5f0a1c7e-3b2d-4e8f-9a61-0c4d7e2b8f13', '"X":"5f0a1c7e-3b2d-4e8f-9a61-0c4d7e2b8f13"'],
    ['a dynamic that is missing', 'dynamic', null, '"X":{}'],
    ['a dynamic text', 'dynamic', '"a"', '"X":"a"'],
    ['a dynamic number, digit by digit', 'dynamic', '9007199254740993', '"X":9007199254740993'],
    ['a dynamic bool', 'dynamic', 'true', '"X":true'],
    ['a dynamic object', 'dynamic', '{"a":1,"b":{"c":[true]}}', `"X":{${TYPED},"a":1,"b":{${TYPED},"c":[true]}}`],
    ['an array of texts', 'dynamic', '["a", "b,]"]', '"X@odata.type":"#Collection(String)","X":["a","b,]"]'],
    ['an array of numbers', 'dynamic', '[1,2]', '"X":[1,2]'],
    ['an empty array', 'dynamic', '[ ]', '"X":[]'],
    ['an array of objects', 'dynamic', '[{"a":"x"}]', '"X@odata.type":"#Collection(String)","X":["{\\"a\\":\\"x\\"}"]'],
    [
      'an array inside an object',
      'dynamic',
      '{"r":["a"]}',
      `"X":{${TYPED},"r@odata.type":"#Collection(String)","r":["a"]}`,
    ],
  ])('is %s', (_, type, cell, want) => {
    expect(cellOf(type, cell)).toBe(want);
  });

  it('has no sidecars for a caller who asked for no metadata', () => {
    const result: HuntResult = { columns: [{ name: 'X', type: 'bool' }], rows: [[true]] };
    expect([...encodeGraph(result, { sidecars: false })].join('')).toBe(
      '{"schema":[{"name":"X","type":"SByte"}],"results":[{"X":1}]}'
    );
  });
});

describe('an answer', () => {
  const result: HuntResult = {
    columns: [
      { name: 'LogonId', type: 'long' },
      { name: 'LogonID', type: 'long' },
    ],
    rows: [
      [1n, 2n],
      [3n, null],
    ],
  };

  it('of Graph keeps columns apart that differ by case', () => {
    expect(JSON.parse([...encodeGraph(result, { sidecars: true })].join(''))).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults',
      schema: [
        { name: 'LogonId', type: 'Int64' },
        { name: 'LogonID', type: 'Int64' },
      ],
      results: [
        { 'LogonId@odata.type': '#Int64', LogonId: 1, 'LogonID@odata.type': '#Int64', LogonID: 2 },
        { 'LogonId@odata.type': '#Int64', LogonId: 3, LogonID: {} },
      ],
    });
  });

  it('of the XDR API has Stats down to the last leaf', () => {
    const answer = JSON.parse([...encodeLegacy(result, { executionTime: 4.621215 })].join(''));
    expect(answer.Stats).toEqual({
      ExecutionTime: 4.621215,
      resource_usage: {
        cache: {
          memory: { hits: 1, misses: 0, total: 1 },
          disk: { hits: 0, misses: 0, total: 0 },
        },
        cpu: { user: '00:00:04.5490085', kernel: '00:00:00.0722065', 'total cpu': '00:00:04.6212150' },
        memory: { peak_per_node: 16 * 1024 * 1024 + 64 },
      },
      dataset_statistics: [{ table_row_count: 2, table_size: 32 }],
    });
    expect(answer.Results).toEqual([
      { LogonId: 1, LogonID: 2 },
      { LogonId: 3, LogonID: null },
    ]);
  });

  it('of the endpoint API has no Stats', () => {
    expect(Object.keys(JSON.parse([...encodeLegacy(result)].join('')))).toEqual(['Schema', 'Results']);
  });
});
