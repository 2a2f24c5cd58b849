import { toggleComment } from './comment';

it.each([
  ['lines become comments', ['a', '', '  b'], ['// a', '', '//   b']],
  ['comments become lines', ['// a', '', '  //b'], ['a', '', '  b']],
  ['a comment among lines gets a second one', ['// a', 'b'], ['// // a', '// b']],
  ['an empty line stays', [''], ['']],
])('%s', (_, lines, want) => {
  expect(toggleComment(lines)).toEqual(want);
});
