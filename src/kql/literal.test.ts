import { escapeFor, quote, quoteData, UnfitValue } from './literal';

const ATTEMPTS = [
  `'`,
  `''`,
  `\\`,
  `\\'`,
  `" | union *`,
  `'); //`,
  '`',
  '```',
  '~~~',
  '@"',
  '\u0000',
  'a\r\nb',
  '\\u0027',
];

/** Reads a literal as Kusto does: the value, or undefined when the text is not exactly one literal. */
function read(literal: string): string | undefined {
  const verbatim = /^@(['"])((?:(?!\1)[^\r\n]|\1\1)*)\1$/.exec(literal);
  if (verbatim) {
    const [, mark = '', body = ''] = verbatim;
    return body.replaceAll(mark + mark, mark);
  }
  const normal = /^(['"])((?:(?!\1)[^\\\r\n]|\\[^\r\n])*)\1$/.exec(literal);
  const names: Record<string, string> = { n: '\n', r: '\r', t: '\t' };
  return normal?.[2]?.replace(/\\(u[0-9a-f]{4}|.)/g, (_, code: string) =>
    code.length > 1 ? String.fromCharCode(parseInt(code.slice(1), 16)) : (names[code] ?? code)
  );
}

it.each(ATTEMPTS)('%j quoted is one literal of that value', (value) => {
  expect(read(quote(value))).toBe(value);
});

it.each([...ATTEMPTS, '$env:TEMP', '${x}', '[[x]]', '\\$x'])(
  '%j of the data is one literal that names no variable',
  (value) => {
    expect(read(quoteData(value))).toBe(value);
    expect(quoteData(value)).not.toMatch(/\$\w|\$\{|\[\[/);
  }
);

describe.each(["'", '"'])('inside %s', (mark) => {
  it.each(ATTEMPTS)('%j keeps the literal whole', (value) => {
    expect(read(mark + escapeFor('string', mark, value) + mark)).toBe(value);
  });

  it.each(ATTEMPTS.filter((value) => !/[\r\n]/.test(value)))('%j keeps a verbatim literal whole', (value) => {
    expect(read(`@${mark}${escapeFor('verbatim', mark, value)}${mark}`)).toBe(value);
  });

  it('a line break is refused in a verbatim literal', () => {
    expect(() => escapeFor('verbatim', mark, 'a\nb')).toThrow(UnfitValue);
  });
});

it.each([
  ['holds three of its marks', 'a```b'],
  ['starts with one', '`a'],
  ['ends with one', 'a`'],
])('a value that %s is refused in a multi-line literal', (_, value) => {
  expect(() => escapeFor('multiline', '```', value)).toThrow(UnfitValue);
  expect(escapeFor('multiline', '~~~', value)).toBe(value);
});
