import { convert } from '../conversion';
import type { Scalar } from '../scalar';
import type { KustoType } from '../schema';
import type { ScalarFunction } from './call';

const to =
  (type: KustoType): ScalarFunction =>
  ([value]) =>
    convert(value, type);

/** Text becomes the dynamic value that it spells as JSON, or a dynamic text when it spells none. */
const parseJson: ScalarFunction = ([value]) => {
  if (value.type !== 'string') {
    return convert(value, 'dynamic');
  }
  const constant = value.constant?.value;
  const parsed = typeof constant === 'string' ? tryParse(constant) : undefined;
  const scalar: Scalar = { sql: `kql_json(${value.sql})`, type: 'dynamic' };
  return parsed === undefined ? scalar : { ...scalar, constant: { value: parsed } };
};

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const CONVERSIONS: Record<string, ScalarFunction> = {
  tostring: to('string'),
  toint: to('int'),
  tolong: to('long'),
  todouble: to('real'),
  toreal: to('real'),
  todecimal: to('decimal'),
  tobool: to('bool'),
  toboolean: to('bool'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  toguid: to('guid'),
  parse_json: parseJson,
  todynamic: parseJson,
  toobject: parseJson,
};
