import { KNOWLEDGE } from '../schema/knowledge';

import { colorLine, type OpenString } from './color';

const color = (line: string, open: OpenString = '') => {
  const { tokens, open: left } = colorLine(line, open, KNOWLEDGE);
  const texts = tokens.map(({ startIndex, scopes }, i) => [line.slice(startIndex, tokens[i + 1]?.startIndex), scopes]);
  return { texts: texts.filter(([text]) => text?.trim() !== ''), left };
};

it.each([
  ['DeviceInfo | where', [['DeviceInfo', 'type'], ['|', 'delimiter'], ['where', 'keyword']]], // prettier-ignore
  ["x == 'a' // b", [['x', 'identifier'], ['==', 'delimiter'], ["'a'", 'string'], ['// b', 'comment']]], // prettier-ignore
  ['$__timeFilter() and ago(1d)', [['$__timeFilter', 'variable'], ['(', 'delimiter'], [')', 'delimiter'], ['and', 'keyword'], ['ago', 'predefined'], ['(', 'delimiter'], ['1d', 'number'], [')', 'delimiter']]], // prettier-ignore
])('%s is colored', (line, want) => {
  expect(color(line).texts).toEqual(want);
});

it('a string of several lines stays one', () => {
  expect(color('print ```a')).toMatchObject({ left: '```' });
  expect(color('where 1', '```')).toEqual({ texts: [['where 1', 'string']], left: '```' });
  expect(color('b``` | take 1', '```')).toMatchObject({ left: '', texts: [['b```', 'string'], ['|', 'delimiter'], ['take', 'keyword'], ['1', 'number']] }); // prettier-ignore
});
