import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  dataFrameFromJSON,
  type DataFrame,
  type Field,
  type DataFrameJSON,
  getLinksSupplier,
  type ScopedVars,
} from '@grafana/data';

/** What the back end sends: the first frame of a golden file. */
function frameOf(golden: string): DataFrame {
  const path = join(__dirname, `../tests/cases/frames/${golden}.frame.json`);
  const read = JSON.parse(readFileSync(path, 'utf8')) as DataFrameJSON | DataFrameJSON[];
  return dataFrameFromJSON(Array.isArray(read) ? read[0]! : read);
}

/** Puts a cell of our choice into the column. */
function put(frame: DataFrame, column: string, cell: unknown): Field {
  const field = frame.fields.find(({ name }) => name === column);
  if (!field) {
    throw new Error(`the golden frame has no ${column}`);
  }
  field.values = [cell];
  return field;
}

/** What Explore is asked when a link is clicked. */
function asked(href: string): unknown {
  return JSON.parse(new URL(href, 'http://g').searchParams.get('left') ?? '');
}

/** Puts cells in as Grafana does: once over the text, what comes in is not read again. */
function replaceIn(frame: DataFrame, field: Field) {
  return (text: string, _scoped?: ScopedVars, format?: unknown) =>
    text.replace(/\${([^}:]+)(?::(\w+))?}/g, (match, path: string, own?: string) => {
      const neighbor = /^__data\.fields\.(\w+)\.(?:numeric|text)$/.exec(path)?.[1];
      const value: unknown = neighbor
        ? frame.fields.find(({ name }) => name === neighbor)?.values[0]
        : path === '__value.raw'
          ? field.values[0]
          : match;
      const encode = own ?? format;
      return encode === 'percentencode' || encode === 'uriencode' ? encodeURIComponent(String(value)) : String(value);
    });
}

function links(column: string, cell: string) {
  const frame = frameOf('table-links');
  const field = put(frame, column, cell);
  const [portal, go] = getLinksSupplier(frame, field, {}, replaceIn(frame, field))({ valueRowIndex: 0 });
  return { portal: portal?.href ?? '', go: go?.href ?? '' };
}

const cells: Array<[string, string]> = [
  ['a plain id', 'd1'],
  ['a single quote', "O'Hara"],
  ['a double quote', 'say "hi"'],
  ['a backslash', 'C:\\Temp\\'],
  ['a line break', 'one\ntwo'],
  ['what looks like a variable', '${x} and ${__value.raw} and $__interval'],
  ['JSON that would close ours', '"}],"queries":[{"queryType":"hunt","query":"T'],
  ['parts of a URL', '../?a=b&c=d#e%20 f'],
];

describe('links of entity columns', () => {
  it.each(cells)('a hunt is handed %s as data', (_, cell) => {
    const left = asked(links('DeviceId', cell).go);
    expect(left).toMatchObject({
      datasource: 'huntboard',
      queries: [{ queryType: 'go', hunt: { entity: 'device', value: cell, atMs: '1795428000000' } }],
    });
    expect(left).toHaveProperty('queries.length', 1);
  });

  it.each(cells)('the portal is handed %s as one part of a path', (_, cell) => {
    const url = new URL(links('DeviceId', cell).portal);
    expect(url.host).toBe('security.microsoft.com');
    expect(url.search + url.hash).toBe('');
    expect(decodeURIComponent(url.pathname)).toBe(`/machines/v2/${cell}/overview`);
  });

  it('a parameter of the portal ends no sooner than the cell', () => {
    expect(new URL(links('RemoteUrl', 'http://a/?b=c&d#e').portal).searchParams.get('url')).toBe('http://a/?b=c&d#e');
  });
});

describe('links to graphs', () => {
  function link(golden: string, columns: { own: string; device?: string }, cell: unknown, title: string): unknown {
    const frame = frameOf(golden);
    const field = put(frame, columns.own, columns.device ? 4711 : cell);
    if (columns.device) {
      put(frame, columns.device, cell);
    }
    const found = getLinksSupplier(frame, field, {}, replaceIn(frame, field))({ valueRowIndex: 0 });
    return asked(found.find((candidate) => candidate.title === title)?.href ?? '');
  }

  it.each(cells)('a process tree is handed %s for its device as data, from a table and from a node', (_, cell) => {
    const hunt = { deviceId: cell, processId: '4711', createdMs: '1795427999123', atMs: '1795428000000' };
    const queries = [expect.objectContaining({ queryType: 'process', hunt })];
    const table = { own: 'ProcessId', device: 'DeviceId' };
    expect(link('table-process', table, cell, 'Process tree')).toMatchObject({ queries });
    const node = { own: 'detail__ProcessId', device: 'detail__DeviceId' };
    expect(link('graph-links', node, cell, 'ProcessId/Process tree')).toMatchObject({ queries });
  });

  it.each(cells)('an alert graph is handed %s as data', (_, alertId) => {
    const queries = [expect.objectContaining({ queryType: 'incident', hunt: { alertId, atMs: '1795428000000' } })];
    expect(link('table-process', { own: 'AlertId' }, alertId, 'Alert graph')).toMatchObject({ queries });
  });
});
