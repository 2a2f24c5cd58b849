import { parseFlags } from './flags';
import { ticksFromIso } from './ticks';

describe('parseFlags', () => {
  it('has a default for every flag', () => {
    expect(parseFlags([])).toEqual({
      help: false,
      data: undefined,
      now: undefined,
      late: 0,
      lookBack: 30,
      seed: 1,
      devices: 200,
      days: 30,
      host: '127.0.0.1',
      port: 8443,
      callsPerMinute: 45,
      cpuSeconds: 180,
      legacyTime: false,
      endWithStdin: false,
      external: new Map(),
    });
  });

  it('reads every flag', () => {
    const args = [
      '--data',
      'dir',
      '--now=2026-11-21T05:08:00Z',
      '--late',
      '5',
      '--seed',
      '7',
      '--devices',
      '50',
      '--days',
      '3',
      '--host',
      '0.0.0.0',
      '--port',
      '0',
      '--calls-per-minute',
      '0',
      '--cpu-seconds=60',
      '--legacy-time',
      '--end-with-stdin',
      '--external',
      'https://example.org/?a=b=list.csv',
      '--external',
      '*=empty.txt',
    ];
    expect(parseFlags(args)).toEqual({
      help: false,
      data: 'dir',
      now: ticksFromIso('2026-11-21T05:08:00Z'),
      late: 5,
      lookBack: 30,
      seed: 7,
      devices: 50,
      days: 3,
      host: '0.0.0.0',
      port: 0,
      callsPerMinute: 0,
      cpuSeconds: 60,
      legacyTime: true,
      endWithStdin: true,
      external: new Map([
        ['https://example.org/?a=b', 'list.csv'],
        ['*', 'empty.txt'],
      ]),
    });
  });

  it.each([
    ['an unknown flag', ['--speed', '3'], '--speed'],
    ['a word that is no flag', ['fast'], 'fast'],
    ['a port that is no number', ['--port', 'https'], '--port https'],
    ['a port out of range', ['--port', '70000'], '--port 70000'],
    ['a moment that is none', ['--now', 'noon'], '--now noon'],
    ['too few devices', ['--devices', '3'], '--devices 3'],
    ['half a day', ['--days', '0.5'], '--days 0.5'],
    ['a flag without its value', ['--seed'], '--seed'],
    ['an external file without its address', ['--external', 'list.csv'], '--external list.csv'],
  ])('refuses %s by name', (_, args, name) => {
    expect(() => parseFlags(args)).toThrow(name);
  });
});
