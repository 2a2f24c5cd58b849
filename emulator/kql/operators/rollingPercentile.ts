import { refusalSql } from '../error';
import { expression } from '../expressions/expression';
import { identifier } from '../identifier';
import { columnsOf, unsupported } from '../plan';
import { percentile } from '../percentiles';
import { columnArgument, countArgument, lineArgument, type Plugin } from './plugin';

const GAP = 'A bin without rows between others in rolling_percentile';

/**
 * `evaluate rolling_percentile(value, percentile, index, bin size, bins, dimensions…)`: a row for each bin, over the
 * bins that end in it. Whether a bin without rows counts as one is not published.
 */
export const rollingPercentile: Plugin = (node, args, input, context) => {
  const [value, percent, index, size, width, ...dimensions] = args;
  const { plan } = context;
  const of = columnArgument(value, input, node);
  const line = columnArgument(index, input, node);
  const stride = lineArgument(size!, context, node);
  const count = countArgument(width!, context, node);
  if (!['int', 'long', 'datetime', 'timespan'].includes(line.type) || count < 1) {
    throw unsupported('This form of rolling_percentile', node);
  }
  const slices = dimensions.map((arg) => identifier(columnArgument(arg, input, node).name));
  const name = identifier(line.name);
  const by = slices.map((slice) => `${slice}, `).join('');
  const rows = plan.step(
    `SELECT ${by}kql_bin(${name}, ${stride.sql}) AS "#bin", ${identifier(of.name)} AS "#value" FROM ${plan.use(input)}` +
      ` WHERE ${name} IS NOT NULL`,
    []
  );
  const distinct = plan.step(`SELECT DISTINCT ${by}"#bin" FROM ${plan.use(rows)}`, []);
  const partition = slices.length > 0 ? `PARTITION BY ${slices.join(', ')}` : '';
  const known = plan.step(`SELECT *, min("#bin") OVER (${partition}) AS "#first" FROM ${plan.use(distinct)}`, []);
  const window = [
    `r."#bin" BETWEEN k."#bin" - ${count - 1} * (${stride.sql}) AND k."#bin"`,
    ...slices.map((slice) => `r.${slice} IS NOT DISTINCT FROM k.${slice}`),
  ];
  const columns = columnsOf(node.ResultType, node);
  const keys = ['k."#bin"', ...slices.map((slice) => `k.${slice}`)];
  const bins = `least(${count}, (k."#bin" - k."#first") // (${stride.sql}) + 1)`;
  const found = percentile({ sql: 'r."#value"', type: of.type }, expression(percent!, context));
  const cell = `CASE WHEN count(DISTINCT r."#bin") = ${bins} THEN ${found} ELSE ${refusalSql(GAP)} END`;
  const list = [...keys, cell].map((sql, place) => `${sql} AS ${identifier(columns[place]!.name)}`);
  return plan.step(
    `SELECT ${list.join(', ')} FROM ${plan.use(known)} AS k JOIN ${plan.use(rows)} AS r ON ${window.join(' AND ')}` +
      ` GROUP BY ${keys.join(', ')}, k."#first"`,
    columns
  );
};
