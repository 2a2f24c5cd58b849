import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { dataFrameFromJSON, type DataFrame, type Field, getLinksSupplier, type ScopedVars } from '@grafana/data';

const golden = join(__dirname, '../tests/cases/frames/table-links.frame.json');

/** What the back end sends, with a cell of our choice in the column. */
function frameWith(column: string, cell: string): { frame: DataFrame; field: Field } {
  const frame = dataFrameFromJSON(JSON.parse(readFileSync(golden, 'utf8')));
  const field = frame.fields.find(({ name }) => name === column);
  if (!field) {
    throw new Error(`the golden frame has no ${column}`);
  }
  field.values = [cell];
  return { frame, field };
}

/** Puts cells in as Grafana does: once over the text, what comes in is not read again. */
function replaceIn(frame: DataFrame, field: Field) {
  return (text: string, _scoped?: ScopedVars, format?: unknown) =>
    text.replace(/\${([^}:]+)(?::(\w+))?}/g, (match, path: string, own?: string) => {
      const time = /^__data\.fields\.(\w+)\.numeric$/.exec(path)?.[1];
      const value: unknown = time
        ? frame.fields.find(({ name }) => name === time)?.values[0]
        : path === '__value.raw'
          ? field.values[0]
          : match;
      const encode = own ?? format;
      return encode === 'percentencode' || encode === 'uriencode' ? encodeURIComponent(String(value)) : String(value);
    });
}

function links(column: string, cell: string) {
  const { frame, field } = frameWith(column, cell);
  const [portal, go] = getLinksSupplier(frame, field, {}, replaceIn(frame, field))({ valueRowIndex: 0 });
  return { portal: portal?.href ?? '', go: go?.href ?? '' };
}

describe('links of entity columns', () => {
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

  it.each(cells)('a hunt is handed %s as data', (_, cell) => {
    const left: unknown = JSON.parse(new URL(links('DeviceId', cell).go, 'http://g').searchParams.get('left') ?? '');
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
