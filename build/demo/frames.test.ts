import { frameRows, readAnswer, type Frame } from './frames';
import { textTable } from './textTable';

const frame: Frame = {
  schema: {
    fields: [
      { name: 'Timestamp', type: 'time' },
      { name: 'AdditionalFields', type: 'other' },
      { name: 'Starts', type: 'number' },
    ],
  },
  data: {
    values: [
      [1763942400123, null],
      [{ Score: 90 }, null],
      [3, null],
    ],
    nanos: [[456700, 0], null, null],
  },
};

describe('reading a frame', () => {
  it('writes times with seven digits, JSON as text and nulls as nothing', () => {
    expect(frameRows(frame).rows).toEqual([
      ['2025-11-24T00:00:00.1234567Z', '{"Score":90}', '3'],
      ['', '', ''],
    ]);
  });

  it.each([
    ["the query's own error", { results: { A: { error: 'no such table' } } }, 'no such table'],
    ["the host's message", { message: 'bad request' }, 'bad request'],
    ['an answer without frames', { results: { A: { frames: [] } } }, 'the host sent no frame'],
    ['something that is no answer', undefined, 'the host sent no frame'],
  ])('throws for %s', (_, json, words) => {
    expect(() => readAnswer(json, 'A')).toThrow(words);
  });
});

describe('a table on the terminal', () => {
  it('lines the columns up and cuts long cells', () => {
    expect(
      textTable(
        ['FileName', 'n'],
        [
          ['cmd.exe', '12'],
          ['x'.repeat(80), '1'],
        ]
      )
    ).toBe(
      [
        `FileName${' '.repeat(52)}  n`,
        `${'─'.repeat(60)}  ──`,
        `cmd.exe${' '.repeat(53)}  12`,
        `${'x'.repeat(59)}…  1`,
      ].join('\n')
    );
  });
});
