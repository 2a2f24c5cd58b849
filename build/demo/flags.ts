import { parseArgs } from 'node:util';

/** What `npm run demo` was asked to do. */
export interface DemoFlags {
  /** One hunt through every layer, its rows on the terminal, then the end. */
  check: boolean;
  query?: string;
  /** Flags that go on to the emulator. */
  emulator: string[];
  /** Home folder of a real Grafana. */
  grafana?: string;
  help: boolean;
}

export const HELP = `npm run demo [-- flags]
  --check          one hunt through every layer; prints its rows and stats and exits
  --query KQL      the hunt of --check
  --data DIR       the emulator serves DIR/TABLE.ndjson instead of its generated tenant
  --now ISO        the emulator's clock stands at this time
  --grafana DIR    home folder of a Grafana (12.3.0 or newer); default: GRAFANA_HOME
  --help           this text`;

/** Reads the flags; an unknown one, or --query without --check, is an error that names it. */
export function readFlags(args: string[], env: { GRAFANA_HOME?: string } = process.env): DemoFlags {
  const { values } = parseArgs({
    args,
    options: {
      check: { type: 'boolean', default: false },
      query: { type: 'string' },
      data: { type: 'string' },
      now: { type: 'string' },
      grafana: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.query !== undefined && !values.check) {
    throw new Error('--query is the hunt of --check: give both, or type the hunt in the page.');
  }
  const emulator = (['data', 'now'] as const).flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [`--${name}`, value];
  });
  const home = values.grafana ?? env.GRAFANA_HOME;
  return {
    check: values.check,
    query: values.query,
    emulator,
    grafana: home === '' ? undefined : home,
    help: values.help,
  };
}
