import type { Scalar } from './scalar';
import { textLiteral } from './scalar';
import type { KustoType } from './schema';

/** SQL that turns a value into another Kusto type, null where it cannot be ('' for a string), as `tostring` etc. do. */
export function convert(value: Scalar, to: KustoType): string {
  const { sql, type } = value;
  if (type === to) {
    return sql;
  }
  if (type === 'guid' && to !== 'string' && to !== 'dynamic') {
    return convert({ sql: toText(value), type: 'string' }, to);
  }
  switch (to) {
    case 'string':
      return toText(value);
    case 'dynamic':
      return toDynamic(value);
    case 'bool':
      return type === 'string' ? `kql_bool(${sql})` : type === 'dynamic' ? `kql_dynamic_bool(${sql})` : `(${sql} <> 0)`;
    case 'int':
      return toInt(value);
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
      return `(CASE WHEN ${sql} THEN 'True' WHEN NOT ${sql} THEN 'False' ELSE '' END)`;
    case 'real':
      return `coalesce(kql_real_text(${sql}), '')`;
    case 'decimal':
      return `regexp_replace(coalesce((${sql})::VARCHAR, ''), '\\.0$', '')`;
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
    case 'decimal':
      return `to_json(nullif(${toText({ sql, type })}, ''))::VARCHAR`;
    case 'real':
      return `CASE WHEN isfinite(${sql}) THEN to_json(${sql})::VARCHAR ELSE kql_infinite_json(${sql}) END`;
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
      return `kql_real_long(${sql})`;
    case 'decimal':
      return `TRY_CAST(trunc(${sql}) AS BIGINT)`;
    default:
      return `(${sql})::BIGINT`;
  }
}

/** A whole number keeps its lowest 32 bits, a real number ends at the nearest bound; a text that is too large is null. */
function toInt({ sql, type }: Scalar): string {
  switch (type) {
    case 'string':
      return `TRY_CAST(kql_long(${sql}) AS INTEGER)`;
    case 'dynamic':
      return `kql_dynamic_int(${sql})`;
    case 'real':
    case 'decimal':
      return `kql_real_int(${sql})`;
    case 'bool':
      return `(${sql})::INTEGER`;
    default:
      return `kql_int((${sql})::BIGINT)`;
  }
}

function toReal({ sql, type }: Scalar): string {
  switch (type) {
    case 'string':
      return `kql_real(${sql})`;
    case 'dynamic':
      return `kql_dynamic_real(${sql})`;
    default:
      return `(${sql})::DOUBLE`;
  }
}

function toTicks({ sql, type }: Scalar, parser: string): string {
  switch (type) {
    case 'string':
      return `${parser}(${sql})`;
    case 'dynamic':
      return `coalesce(kql_dynamic_ticks(${sql}), ${parser}(kql_text(${sql})))`;
    case 'guid':
      return 'NULL::BIGINT';
    default:
      return toLong({ sql, type });
  }
}
