import { rangePattern } from './ipv4Patterns';

const matches = (range: string, address: string) => new RegExp(`^(?:${rangePattern(range)})$`).test(address);

it.each([
  ['10.0.0.0/8', '10.255.0.1', true],
  ['10.0.0.0/8', '010.1.2.3', false],
  ['10.0.0.0/8', '110.1.2.3', false],
  ['10.0.0.0/8', '10.1.2', false],
  ['10.0.0.0/8', '10.1.2.256', false],
  ['172.16.0.0/12', '172.31.255.255', true],
  ['172.16.0.0/12', '172.15.255.255', false],
  ['172.16.0.0/12', '172.32.0.0', false],
  ['192.168.1.7/24', '192.168.1.0', true],
  ['192.168.1.7', '192.168.1.7', true],
  ['192.168.1.7', '192.168.1.8', false],
  ['192.168.1.7/31', '192.168.1.6', true],
  ['0.0.0.0/0', '255.1.2.3', true],
  ['128.0.0.0/1', '127.255.255.255', false],
  ['128.0.0.0/1', '128.0.0.0', true],
])('the range %s and the address %s: %s', (range, address, expected) => {
  expect(matches(range, address)).toBe(expected);
});

it.each(['', '10.0.0', '010.0.0.0/8', '10.0.0.0/33', '10.0.0.256', '10.0.0.0/8 ', 'a'])('%p is no range', (range) => {
  expect(rangePattern(range)).toBeUndefined();
});
