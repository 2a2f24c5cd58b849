import { unsupported } from './plan';
import type { Scalar } from './scalar';
import { textLiteral } from './scalar';
import type { KustoType } from './schema';

/** SQL that turns a value into another Kusto type, null where it cannot be ('' for a string), as `tostring` etc. do. */
export function convert(value: Scalar, to: KustoType): string {
  const { sql, type } = value;
  if (type === to) {
    return sql;
  }
  switch (to) {
    case 'string':
      return toText(value);
    case 'dynamic':
      return toDynamic(value);
    case 'bool':
      return type === 'string'
        ? `kql_bool(${sql})`
        : type === 'dynamic'
          ? `kql_bool(kql_text(${sql}))`
          : `(${sql} <> 0)`;
    case 'int':
      return `TRY_CAST(${toLong(value)} AS INTEGER)`;
    case 'long':
      return toLong(value);
    case 'real':
    case 'decimal':
      return toReal(value);
    case 'datetime':
      return toTicks(value, 'kql_datetime');
    case 'timespan':
      return toTicks(value, 'kql_timespan');
    case 'guid':
      return `lower(TRY_CAST(${toText(value)} AS UUID)::VARCHAR)`;
  }
}

/** The value as text that is never NULL. */
export function toText({ sql, type, constant }: Scalar): string {
  switch (type) {
    case 'string':
      return sql;
    case 'dynamic':
      return `kql_text(${sql})`;
    case 'datetime':
      return `kql_datetime_text(${sql})`;
    case 'timespan':
      return `kql_timespan_text(${sql})`;
    case 'bool':
      return `(CASE WHEN ${sql} THEN 'true' WHEN NOT ${sql} THEN 'false' ELSE '' END)`;
    case 'real':
      return `coalesce(kql_real_text(${sql}), '')`;
    default:
      return constant ? textLiteral(String(constant.value)) : `coalesce((${sql})::VARCHAR, '')`;
  }
}

/** JSON text of a value, NULL for null. */
export function toDynamic({ sql, type }: Scalar): string {
  switch (type) {
    case 'dynamic':
      return sql;
    case 'datetime':
      return `to_json(nullif(kql_datetime_text(${sql}), ''))::VARCHAR`;
    case 'timespan':
      return `to_json(nullif(kql_timespan_text(${sql}), ''))::VARCHAR`;
    case 'real':
      return `CASE WHEN isfinite(${sql}) THEN to_json(${sql})::VARCHAR ELSE to_json(kql_real_text(${sql}))::VARCHAR END`;
    default:
      return `to_json(${sql})::VARCHAR`;
  }
}

function toLong({ sql, type }: Scalar): string {
  switch (type) {
    case 'string':
      return `kql_long(${sql})`;
    case 'dynamic':
      return `kql_dynamic_long(${sql})`;
    case 'real':
    case 'decimal':
      return `TRY_CAST(trunc(${sql}) AS BIGINT)`;
    default:
      return `(${sql})::BIGINT`;
  }
}

function toReal({ sql, type }: Scalar): string {
  switch (type) {
    case 'string':
      return `TRY_CAST(nullif(${sql}, '') AS DOUBLE)`;
    case 'dynamic':
      return `TRY_CAST(nullif(kql_text(${sql}), '') AS DOUBLE)`;
    default:
      return `(${sql})::DOUBLE`;
  }
}

function toTicks({ sql, type }: Scalar, parser: string): string {
  switch (type) {
    case 'string':
      return `${parser}(${sql})`;
    case 'dynamic':
      return `${parser}(kql_text(${sql}))`;
    case 'int':
    case 'long':
    case 'datetime':
    case 'timespan':
      return `(${sql})::BIGINT`;
    default:
      throw unsupported(`The conversion of ${type} to a time`);
  }
}
