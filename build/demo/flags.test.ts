import { readFlags } from './flags';

describe('the flags of the demo', () => {
  it('asks for nothing special without flags', () => {
    expect(readFlags([], {})).toEqual({
      check: false,
      query: undefined,
      emulator: [],
      grafana: undefined,
      help: false,
    });
  });

  it('hands data and clock on to the emulator', () => {
    const flags = readFlags(['--data', 'events', '--now', '2026-11-21T12:00:00Z'], {});
    expect(flags.emulator).toEqual(['--data', 'events', '--now', '2026-11-21T12:00:00Z']);
  });

  it.each([
    ['takes the Grafana of the environment', [], { GRAFANA_HOME: '/g' }, '/g'],
    ['prefers the Grafana of the flag', ['--grafana', '/f'], { GRAFANA_HOME: '/g' }, '/f'],
    ['takes an empty GRAFANA_HOME for none', [], { GRAFANA_HOME: '' }, undefined],
  ])('%s', (_, args, env, want) => {
    expect(readFlags(args, env).grafana).toBe(want);
  });

  it.each([
    ['an unknown flag', ['--kql', 'x'], '--kql'],
    ['a flag without its value', ['--data'], '--data'],
    ['a hunt without --check', ['--query', 'print 1'], '--check'],
  ])('refuses %s by name', (_, args, named) => {
    expect(() => readFlags(args, {})).toThrow(named);
  });
});
