import { identifier } from './identifier';

describe('identifier', () => {
  it.each([
    ['names that differ by case alone', 'LogonId', 'LogonID'],
    ['a name that ends like a mask', 'Ab', 'ab~1'],
    ['one capital and none', 'X', 'x'],
    ['a quote in the name', 'a"b', 'a""b'],
  ])('keeps apart: %s', (_, a, b) => {
    expect(identifier(a).toLowerCase()).not.toBe(identifier(b).toLowerCase());
  });

  it('quotes the name and keeps it readable', () => {
    expect(identifier('DeviceName')).toBe('"DeviceName~41"');
    expect(identifier('a"b')).toBe('"a""b~0"');
  });
});
