import { convert, toText } from '../conversion';
import { KqlError } from '../error';
import { unsupported } from '../plan';
import { constantText, type Scalar, textLiteral } from '../scalar';
import { DAY, HOUR, MINUTE, SECOND } from '../ticks';
import { type Call, type ScalarFunction, spelled } from './call';

const when = (value: Scalar) => convert(value, 'datetime');
const timestamp = (value: Scalar) => `kql_timestamp(${when(value)})`;

/** Weeks begin on Sunday; day 0 of the clock, 0001-01-01, was a Monday. */
const sunday = (ticks: string) => `(${ticks} // ${DAY} - (${ticks} // ${DAY} + 1) % 7) * ${DAY}`;

const STARTS = {
  day: (value: Scalar, offset: string) => `((${when(value)} // ${DAY} + ${offset}) * ${DAY})`,
  week: (value: Scalar, offset: string) => `(${sunday(when(value))} + ${offset} * 7 * ${DAY})`,
  month: (value: Scalar, offset: string) =>
    `kql_ticks(date_trunc('month', ${timestamp(value)}) + to_months((${offset})::INTEGER))`,
  year: (value: Scalar, offset: string) =>
    `kql_ticks(date_trunc('year', ${timestamp(value)}) + to_years((${offset})::INTEGER))`,
};

const startOf =
  (unit: keyof typeof STARTS): ScalarFunction =>
  ([value, offset]) =>
    STARTS[unit](value, offset?.sql ?? '0');

/** The last tick before the next unit starts. */
const endOf =
  (unit: keyof typeof STARTS): ScalarFunction =>
  ([value, offset]) =>
    `(${STARTS[unit](value, `(${offset?.sql ?? '0'} + 1)`)} - 1)`;

const PARTS = {
  year: (value: Scalar) => `year(${timestamp(value)})`,
  quarter: (value: Scalar) => `quarter(${timestamp(value)})`,
  month: (value: Scalar) => `month(${timestamp(value)})`,
  week_of_year: (value: Scalar) => `week(${timestamp(value)})`,
  day: (value: Scalar) => `day(${timestamp(value)})`,
  dayofyear: (value: Scalar) => `dayofyear(${timestamp(value)})`,
  hour: (value: Scalar) => `(${when(value)} // ${HOUR} % 24)`,
  minute: (value: Scalar) => `(${when(value)} // ${MINUTE} % 60)`,
  second: (value: Scalar) => `(${when(value)} // ${SECOND} % 60)`,
  millisecond: (value: Scalar) => `(${when(value)} // 10000 % 1000)`,
  microsecond: (value: Scalar) => `(${when(value)} // 10 % 1000000)`,
  nanosecond: (value: Scalar) => `(${when(value)} % ${SECOND} * 100)`,
};

const part =
  (name: keyof typeof PARTS): ScalarFunction =>
  ([value]) =>
    `${PARTS[name](value)}::INTEGER`;

const datetimePart: ScalarFunction = (args, call) => {
  const name = spelled(args, 0, call).toLowerCase();
  const write = (PARTS as Record<string, (value: Scalar) => string>)[name];
  if (!write) {
    throw unsupported(`The part '${name}' of datetime_part`, call.node);
  }
  return `${write(args[1])}::INTEGER`;
};

const UNITS: Record<string, bigint> = {
  week: 7n * DAY,
  day: DAY,
  hour: HOUR,
  minute: MINUTE,
  second: SECOND,
  millisecond: 10_000n,
  microsecond: 10n,
};
const CALENDAR: Record<string, string> = { year: 'year', quarter: 'quarter', month: 'month' };

/** How many borders of the unit lie between the two times. */
const datetimeDiff: ScalarFunction = (args, call) => {
  const unit = spelled(args, 0, call).toLowerCase();
  const [later, earlier] = [args[1], args[2]];
  if (unit in CALENDAR) {
    return `date_diff('${unit}', ${timestamp(earlier)}, ${timestamp(later)})`;
  }
  if (unit === 'nanosecond') {
    return `((${when(later)} - ${when(earlier)}) * 100)`;
  }
  const size = unitSize(unit, call);
  const shift = unit === 'week' ? ` + ${DAY}` : '';
  return `((${when(later)}${shift}) // ${size} - (${when(earlier)}${shift}) // ${size})`;
};

const datetimeAdd: ScalarFunction = (args, call) => {
  const unit = spelled(args, 0, call).toLowerCase();
  const [amount, value] = [args[1], args[2]];
  if (unit in CALENDAR) {
    const months = { year: 12, quarter: 3, month: 1 }[unit as 'year'];
    const rest = `(${when(value)} % ${DAY})`;
    return `kql_time(kql_ticks(kql_timestamp(${when(value)} - ${rest}) + to_months((${amount.sql} * ${months})::INTEGER)) + ${rest})`;
  }
  return `kql_time(${when(value)} + ${amount.sql} * ${unitSize(unit, call)})`;
};

function unitSize(unit: string, call: Call): bigint {
  const size = UNITS[unit];
  if (size === undefined) {
    throw unsupported(`The unit '${unit}' of ${call.node.Name.SimpleName}`, call.node);
  }
  return size;
}

const STRFTIME: Record<string, string> = {
  yyyy: '%Y',
  yy: '%y',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  m: '%-M',
  ss: '%S',
  s: '%-S',
  tt: '%p',
};

/** Fractions of a second; an upper-case field writes nothing where all its digits are 0, the longest none at its end. */
function fraction(ticks: string, field: string, call: Call): string {
  if (field.length > 7) {
    throw unsupported(`The field '${field}'`, call.node);
  }
  const digits = `left(lpad((${ticks} % ${SECOND})::VARCHAR, 7, '0'), ${field.length})`;
  if (field.startsWith('f')) {
    return digits;
  }
  return field.length === 7
    ? `rtrim(${digits}, '0')`
    : `CASE WHEN ltrim(${digits}, '0') = '' THEN '' ELSE ${digits} END`;
}

/** What stands between the fields of a format; the service reads no other characters there. */
function delimiter(piece: string, call: Call): string {
  const other = /[^ /:,._[\]-]/.exec(piece)?.[0];
  if (other !== undefined) {
    const name = call.node.Name.SimpleName;
    throw new KqlError(
      'semantic',
      `${name}(): '${other}' can't stand in a format.`,
      call.node.TextStart,
      call.node.Width
    );
  }
  return textLiteral(piece);
}

/** `yyyy-MM-dd HH:mm:ss.fff`: a run of one letter is a field, anything else stands for itself. */
const formatDatetime: ScalarFunction = (args, call) => {
  const ticks = when(args[0]);
  const pieces = spelled(args, 1, call).match(/y+|M+|d+|H+|h+|m+|s+|t+|f+|F+|[^yMdHhmstfF]+/g) ?? [];
  const written = pieces.map((piece) => {
    if (/^[fF]+$/.test(piece)) {
      return fraction(ticks, piece, call);
    }
    if (piece === 'y') {
      return `(year(${timestamp(args[0])}) % 100)::VARCHAR`;
    }
    if (/^[yMdHhmst]/.test(piece)) {
      const field = STRFTIME[piece];
      if (!field) {
        throw unsupported(`The field '${piece}' of format_datetime`, call.node);
      }
      return `strftime(${timestamp(args[0])}, '${field}')`;
    }
    return delimiter(piece, call);
  });
  return `coalesce(${written.join(' || ') || "''"}, '')`;
};

const SPAN_FIELDS: Record<string, bigint> = { d: DAY, h: HOUR, H: HOUR, m: MINUTE, s: SECOND };
const SPAN_MODULO: Record<string, number> = { h: 24, H: 24, m: 60, s: 60 };

const formatTimespan: ScalarFunction = (args, call) => {
  const ticks = `abs(${args[0].sql})`;
  const pieces = spelled(args, 1, call).match(/d+|H+|h+|m+|s+|f+|F+|[^dHhmsfF]+/g) ?? [];
  const written = pieces.map((piece) => {
    const letter = piece.charAt(0);
    if (/[fF]/.test(letter)) {
      return fraction(ticks, piece, call);
    }
    const size = SPAN_FIELDS[letter];
    if (size === undefined) {
      return delimiter(piece, call);
    }
    const number = `(${ticks} // ${size}${SPAN_MODULO[letter] ? ` % ${SPAN_MODULO[letter]}` : ''})::VARCHAR`;
    return `lpad(${number}, greatest(${piece.length}, length(${number}))::INTEGER, '0')`;
  });
  return `coalesce(CASE WHEN ${args[0].sql} < 0 THEN '-' ELSE '' END || ${written.join(' || ') || "''"}, '')`;
};

/** A time zone of the IANA list, in which the clock on the wall says the time. */
function zone(value: Scalar, call: Call): string {
  const name = constantText(value);
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    throw unsupported(`The time zone '${name}'`, call.node);
  }
  return toText(value);
}

/** DuckDB's times end at microseconds; the seventh digit goes around the conversion. */
const inZone =
  (convertZone: (timestamp: string, zone: string) => string): ScalarFunction =>
  (args, call) => {
    const local = convertZone(timestamp(args[0]), zone(args[1], call));
    return `(kql_ticks(${local}) + ${when(args[0])} % 10)`;
  };

/** SQL that holds for a time of the clock. */
const clockIs = (hours: Part, minutes: Part, seconds: Part) =>
  `(${hours ?? 0} BETWEEN 0 AND 23 AND ${minutes ?? 0} BETWEEN 0 AND 59 AND ${seconds ?? 0} >= 0 AND ${seconds ?? 0} < 60)`;
type Part = string | number | undefined;

const makeDatetime: ScalarFunction = (args) => {
  if (args.length === 1) {
    return convert(args[0], 'datetime');
  }
  const [year, month, day, hour, minute, second] = args.map((arg) => arg.sql);
  const clock = `${hour ?? 0} * ${HOUR} + ${minute ?? 0} * ${MINUTE} + trunc((${second ?? 0}) * ${SECOND})::BIGINT`;
  const valid = clockIs(hour, minute, second);
  return `(CASE WHEN ${valid} THEN TRY(kql_ticks(make_date(${year}, ${month}, ${day})::TIMESTAMP)) + ${clock} END)`;
};

const unixTime =
  (ticks: bigint): ScalarFunction =>
  ([value]) => {
    // Whole numbers are counted as such: a double has not enough digits for ticks.
    const since =
      value.type === 'real' ? `trunc(${value.sql} * ${ticks})` : `${convert(value, 'long')}::HUGEINT * ${ticks}`;
    return `kql_time(621355968000000000::HUGEINT + TRY_CAST(${since} AS HUGEINT))::BIGINT`;
  };

export const TIMES: Record<string, ScalarFunction> = {
  now: ([offset], { row }) => `(${row.plan.now}::BIGINT${offset ? ` + ${offset.sql}` : ''})`,
  ago: ([span], { row }) => `(${row.plan.now}::BIGINT - ${span.sql})`,
  startofday: startOf('day'),
  startofweek: startOf('week'),
  startofmonth: startOf('month'),
  startofyear: startOf('year'),
  endofday: endOf('day'),
  endofweek: endOf('week'),
  endofmonth: endOf('month'),
  endofyear: endOf('year'),
  dayofweek: ([value]) => `((${when(value)} // ${DAY} + 1) % 7 * ${DAY})`,
  dayofmonth: part('day'),
  dayofyear: part('dayofyear'),
  hourofday: part('hour'),
  monthofyear: part('month'),
  getmonth: part('month'),
  getyear: part('year'),
  week_of_year: part('week_of_year'),
  datetime_part: datetimePart,
  datetime_diff: datetimeDiff,
  datetime_add: datetimeAdd,
  format_datetime: formatDatetime,
  format_timespan: formatTimespan,
  datetime_utc_to_local: inZone((time, name) => `timezone(${name}, timezone('UTC', ${time}))`),
  datetime_local_to_utc: inZone((time, name) => `kql_zone_to_utc(${time}, ${name})`),
  make_datetime: makeDatetime,
  make_timespan: (args) => {
    const [a, b, c, d] = args.map((arg) => arg.sql);
    const [days, hours, minutes, seconds] = d ? [a, b, c, d] : [0, a, b, c ?? 0];
    const span = `${days} * ${DAY} + ${hours} * ${HOUR} + ${minutes} * ${MINUTE} + ${seconds} * ${SECOND}`;
    return `(CASE WHEN ${clockIs(hours, minutes, seconds)} THEN trunc(${span})::BIGINT END)`;
  },
  unixtime_seconds_todatetime: unixTime(SECOND),
  unixtime_milliseconds_todatetime: unixTime(10_000n),
  unixtime_microseconds_todatetime: unixTime(10n),
};
