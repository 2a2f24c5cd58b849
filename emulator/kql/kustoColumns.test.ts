import { findColumnsByMap } from './kustoColumns';

interface Found {
  v?: { Name: string; type: string } | null;
}

interface Dictionary {
  tryGetValue(name: string, found: Found): boolean;
}

class TableSymbol {
  lazyColumnMap: object | null = null;
  declare readonly ColumnMap: Dictionary;

  constructor(readonly Columns: object[]) {}
}

/** A table of a runtime that counts how often it is asked for a column. */
function table(columns: Found['v'][]) {
  const asked: number[] = [];
  const Array = {
    getCount: (list: object) => (list as object[]).length,
    getItem: (list: object, index: number) => (asked.push(index), (list as object[])[index]),
  };
  findColumnsByMap({
    Kusto: { Language: { Symbols: { TableSymbol, ColumnSymbol: () => 'Column' } } },
    System: { Array },
  });
  return { columns: new TableSymbol(columns as object[]), asked };
}

describe("a table's columns", () => {
  const [a, b, again] = [
    { Name: 'a', type: 'long' },
    { Name: 'b', type: 'real' },
    { Name: 'a', type: 'guid' },
  ] as const;

  it.each([
    ['b', b],
    ['a', a],
    ['A', null],
    ['toString', null],
  ])('are found by their names, the first of two: %s', (name, column) => {
    const found: Found = {};
    const known = table([a, b, again]).columns.ColumnMap.tryGetValue(name, found);
    expect([known, found.v]).toEqual([column !== null, column]);
  });

  it('are read once', () => {
    const { columns, asked } = table([a, b]);
    columns.ColumnMap.tryGetValue('a', {});
    columns.ColumnMap.tryGetValue('b', {});
    expect(asked).toEqual([0, 1]);
  });
});
