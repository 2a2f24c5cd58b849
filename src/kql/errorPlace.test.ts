import { errorPlace } from './errorPlace';

/** What is marked, in the query. */
const marked = (kql: string, message: string) => {
  const place = errorPlace(kql, message);
  return place && kql.slice(place.start, place.end);
};

describe('the place of a mistake', () => {
  const filtered = 'DeviceInfo\n| where $__timeFilter() and Nope == "Nope"\n| take 1';
  it.each([
    ['by its name', 'T | where Nope == 1', "Failed to resolve column or scalar expression named 'Nope'", 'Nope'],
    ['not in a string of the same name', filtered, "Failed to resolve scalar expression named 'Nope'", 'Nope'],
    ['by line and position', 'T\n| wherever x', "Query could not be parsed at 'wherever' on line [2,3]", 'wherever'],
    ['by its name on the line, past a macro', filtered, "A problem at 'Nope' on line [2,98]", 'Nope'],
    [
      'as the line, where the name is not in it',
      filtered,
      "A problem at '2026-11-01' on line [2,98]",
      '| where $__timeFilter() and Nope == "Nope"',
    ],
    ['in the words of the portal', 'T\n| foo', 'Syntax error: [line:position]=[2:3]', 'foo'],
    ['by its token', 'T\n| foo', 'A recognition error occurred. Token=foo, Line=2, Position=3. Fix it.', 'foo'],
    ['nowhere, where nothing is named', 'T', 'The quota is used up.', undefined],
    ['nowhere, where the name is not in the query', 'T', "Failed to resolve table named 'Other'", undefined],
  ])('%s', (_, kql, message, want) => {
    expect(marked(kql, message)).toBe(want);
  });

  it('is the first of that name, outside comments', () => {
    expect(errorPlace('// Nope\nT | where Nope', "named 'Nope'")?.start).toBe(18);
  });
});
