/** What `set` statements before a query say. Those about the service's resources change no row and are left to it. */
import { literal, LITERAL_KINDS } from './expressions/literal';
import { kindOf } from './kusto';
import { unsupported } from './plan';
import type { Scalar } from './scalar';
import { elements, is, type QueryBlock, type SetOptionStatement } from './syntax';

/** Values by the names of their options. */
export type Settings = Record<string, Scalar | undefined>;

/** Options that change the rows, as far as this engine knows them. */
const OBEYED = ['query_bin_auto_at', 'query_bin_auto_size', 'query_now'];

/** Options that change how much the service may spend and where it keeps answers. */
const OF_RESOURCES =
  /^(?:best_effort|max_memory_consumption_per_\w+|maxmemoryconsumptionperiterator|maxoutputcolumns|norequesttimeout|notruncation|query_(?:fanout|results_cache|weakconsistency)\w*|queryconsistency|request_\w+|servertimeout|truncationmax\w+)$/;

/** Refuses an option that may change the rows: to leave it out would be a wrong answer. */
export function settingsOf(root: QueryBlock): Settings {
  const settings: Settings = {};
  for (const statement of elements(root.Statements)) {
    if (!is<SetOptionStatement>(statement, 'SetOptionStatement')) {
      continue;
    }
    const name = statement.Name.SimpleName;
    if (!OBEYED.includes(name)) {
      if (OF_RESOURCES.test(name)) {
        continue;
      }
      throw unsupported(`The option '${name}'`, statement);
    }
    const value = statement.ValueClause?.Expression;
    const setting = value && LITERAL_KINDS.includes(kindOf(value)) ? literal(value) : undefined;
    if (!setting || (name === 'query_now' && setting.type !== 'datetime')) {
      throw unsupported(`This value of the option '${name}'`, statement);
    }
    settings[name] = setting;
  }
  return settings;
}

/** What `now()` is by `set query_now`, in ticks. */
export function nowOf({ query_now: now }: Settings): bigint | undefined {
  const ticks = /^\(?(\d+)::/.exec(now?.sql ?? '')?.[1];
  return ticks === undefined ? undefined : BigInt(ticks);
}
