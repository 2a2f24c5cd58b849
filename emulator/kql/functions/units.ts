/** `convert_length(value, 'Meter', 'Foot')` and its like. */
import { convert, toText } from '../conversion';
import { unsupported } from '../plan';
import { constantText, textLiteral } from '../scalar';
import { scripted } from '../scripted/scripted';
import { KINDS_OF_UNITS, unitSpelling } from '../scripted/units';
import type { ScalarFunction } from './call';

const converted =
  (kind: string): ScalarFunction =>
  ([value, from, to], call) => {
    for (const unit of [from, to].map(constantText)) {
      if (unit !== undefined && unitSpelling(kind, unit) === 'other case') {
        throw unsupported(`The spelling '${unit}' of a unit`, call.node);
      }
    }
    const units = [from, to].map(toText);
    return `${scripted('convert_unit', textLiteral(kind), convert(value, 'real'), ...units)}::DOUBLE`;
  };

export const CONVERTED_UNITS: Record<string, ScalarFunction> = Object.fromEntries(
  KINDS_OF_UNITS.map((kind) => [`convert_${kind}`, converted(kind)])
);
