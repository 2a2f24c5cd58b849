import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, unsupported } from '../plan';
import { scripted } from '../scripted/scripted';
import { is, type SimpleNamed } from '../syntax';
import { columnName } from './operator';
import type { Plugin } from './plugin';

interface Lookup {
  name: string;
  /** SQL of whether an address lies in a range. */
  isIn: (address: string, range: string) => string;
  /** Whether the tables may have more columns in common. */
  furtherKeys: boolean;
}

/** `evaluate ipv4_lookup(table, key, table's key, further keys…, return_unmatched)`: a join by ranges of addresses. */
const addressLookup =
  ({ name, isIn, furtherKeys }: Lookup): Plugin =>
  (node, args, input, context) => {
    const named = args.filter((arg): arg is SimpleNamed => is<SimpleNamed>(arg, 'SimpleNamedExpression'));
    const [table, source, lookup, ...further] = args.filter((arg) => !named.some((item) => item === arg));
    const last = further.at(-1);
    const flag = named[0]?.Expression ?? (last && columnName(last) === undefined ? last : undefined);
    const extra = further.filter((arg) => arg !== flag).map((arg) => columnName(arg));
    const [key, range] = [source && columnName(source), lookup && columnName(lookup)];
    const other = named.find((arg) => arg.Name.SimpleName !== 'return_unmatched');
    if (
      !table ||
      !key ||
      !range ||
      other ||
      named.length > 1 ||
      extra.includes(undefined) ||
      (extra.length > 0 && !furtherKeys)
    ) {
      throw unsupported(`This form of ${name}`, node);
    }
    const all = flag ? expression(flag, context).sql : 'false';
    if (all !== 'true' && all !== 'false') {
      throw unsupported(`A computed return_unmatched of ${name}`, node);
    }
    const { plan } = context;
    const right = context.tabular(table, context);
    const columns = columnsOf(node.ResultType, node);
    const rest = right.columns.filter(({ name }) => !extra.includes(name));
    const sources = [
      ...input.columns.map(({ name }) => ({ name, side: 'l' })),
      ...rest.map(({ name }) => ({ name, side: 'r' })),
    ];
    if (sources.length !== columns.length) {
      throw unsupported(`A ${name} whose tables share further columns`, node);
    }
    const list = columns.map((column, index) => {
      const cell = `${sources[index]!.side}.${identifier(sources[index]!.name)}`;
      return `${column.type === 'string' ? `coalesce(${cell}, '')` : cell} AS ${identifier(column.name)}`;
    });
    const match = extra.map((name) => `l.${identifier(name!)} = r.${identifier(name!)}`);
    match.unshift(isIn(`l.${identifier(key)}`, `r.${identifier(range)}`));
    const join = all === 'true' ? 'LEFT JOIN' : 'JOIN';
    const sql = `SELECT ${list.join(', ')} FROM ${plan.use(input)} AS l ${join} ${plan.use(right)} AS r ON ${match.join(' AND ')}`;
    return plan.step(sql, columns);
  };

export const ipv4Lookup = addressLookup({
  name: 'ipv4_lookup',
  isIn: (address, range) => `kql_ipv4_in(${address}, ${range})`,
  furtherKeys: true,
});

export const ipv6Lookup = addressLookup({
  name: 'ipv6_lookup',
  isIn: (address, range) => `${scripted('ipv6_is_in_range', address, range)}::BOOLEAN`,
  furtherKeys: false,
});
