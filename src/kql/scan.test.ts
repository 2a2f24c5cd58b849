import { type Place, scan } from './scan';

/** Where each reference of a query stands, in order. */
function places(kql: string): Place[] {
  return scan(kql).flatMap((piece) => (piece.kind === 'reference' ? [piece.place] : []));
}

describe('the place of a reference', () => {
  it.each<[string, string, Place[]]>([
    ['outside all literals it is code', 'T | where a == $v', ['code']],
    ['single quotes make a string', "'$v' $v", ['string', 'code']],
    ['double quotes make one too', '"$v" $v', ['string', 'code']],
    ['the other quote does not end a string', `"it's $v"`, ['string']],
    ['an escaped quote does not end a string', "'a\\'$v' $v", ['string', 'code']],
    ['an escaped backslash before the end is no escaped quote', "'a\\\\' $v", ['code']],
    ['@ makes a verbatim string, where backslashes mean nothing', "@'a\\' $v", ['code']],
    ['a doubled quote does not end a verbatim string', "@'a''$v' $v", ['verbatim', 'code']],
    ['h hides a string', 'h\'$v\' H@"$v"', ['string', 'verbatim']],
    ['a name that ends in h is no prefix', "path'$v'", ['string']],
    ['three ticks or tildes span lines', '```\n$v ` \' "``` ~~~$v~~~ $v', ['multiline', 'multiline', 'code']],
    ['a string ends with its line', "'open\n$v", ['code']],
    ['a backslash does not carry a string over the line', "'open\\\n$v", ['code']],
    ['a verbatim string ends with its line', "@'open\r\n$v", ['code']],
    ['a comment ends with its line', "// it's $v\n$v", ['comment', 'code']],
    ['slashes in a string are no comment', "'https://$v'", ['string']],
    ['one slash is division', 'a / $v', ['code']],
    ['quotes in a format open nothing', `\${v:date:YYYY 'at' HH} $v`, ['code', 'code']],
    [
      "an operator's tilde opens no string",
      'a =~~~~$v~~~ or b !~~~~$v~~~ or c ==~~~$v',
      ['multiline', 'multiline', 'multiline'],
    ],
    ['adjacent strings are two', "'a' '$v' $v", ['string', 'code']],
  ])('%s', (_, kql, want) => {
    expect(places(kql)).toEqual(want);
  });
});

it.each(["T | where a == '$v' // $x", '$a[[b:csv]]${c.d:e}', "@'open\n```$v", '', '$', '${', "'\\"])(
  'the pieces of %j are the query again',
  (kql) => {
    expect(
      scan(kql)
        .map((piece) => piece.text)
        .join('')
    ).toBe(kql);
  }
);

it('a reference carries its name and whether a format is spelled out', () => {
  expect(scan('$a[[b:csv]]${c.d:e}${f}')).toMatchObject([
    { name: 'a', explicitFormat: false },
    { name: 'b', explicitFormat: true },
    { name: 'c', explicitFormat: true },
    { name: 'f', explicitFormat: false },
  ]);
});
