/** Errors that Microsoft's analysis finds in queries which the service runs. */
import { COLUMN_ARGUMENT_FUNCTIONS } from './defender';
import type { Diagnostic } from './kusto';

/** Whether the service would not complain. */
export function isFalseError(diagnostic: Diagnostic, kql: string): boolean {
  return [isColumnArgument, isIgnoredProperties, isDegree, isPartOfSecond, isInnerName].some((test) =>
    test(diagnostic, kql)
  );
}

/** It does not know that `FileProfile(SHA1)` names a column of the piped table. */
function isColumnArgument({ code, start }: Diagnostic, kql: string): boolean {
  const call = new RegExp(`invoke\\s+(?:${COLUMN_ARGUMENT_FUNCTIONS.join('|')})\\s*\\([^()]*$`);
  return code === 'KS142' && call.test(kql.slice(0, start));
}

/** It counts `ignoredProperties` of `bag_unpack` among the places before it. */
function isIgnoredProperties({ code, start, length }: Diagnostic, kql: string): boolean {
  const call = /bag_unpack\s*\([^|]*$/.test(kql.slice(0, start + length));
  return ['KS107', 'KS119'].includes(code) && call && /^[^|]*ignoredProperties\s*=/i.test(kql.slice(start - 20));
}

/** It wants the degree of a polynomial as an `int`, the service takes a plain number. */
function isDegree({ code, start }: Diagnostic, kql: string): boolean {
  const call = /series_fit_poly\s*\([^|]*$/.test(kql.slice(0, start));
  return code === 'KS107' && call && /^\s*\d+\s*\)/.test(kql.slice(start));
}

/** It wants whole seconds of `make_timespan`, which are documented as a real number. */
function isPartOfSecond({ code, start, length }: Diagnostic, kql: string): boolean {
  const isSeconds = /make_timespan\s*\((?:[^(),]+,){2,3}\s*$/.test(kql.slice(0, start));
  return code === 'KS134' && isSeconds && /^\d*\.\d+$/.test(kql.slice(start, start + length));
}

/** It does not know the one property of nodes that `with_node_id` names where inner nodes are looked at. */
function isInnerName({ code, start, length }: Diagnostic, kql: string): boolean {
  const name = kql.slice(start, start + length);
  const before = kql.slice(0, start);
  const call = /inner_nodes\s*\([^()]*\)\s*,[^|]*$/.test(before);
  return code === 'KS142' && call && new RegExp(`with_node_id\\s*=\\s*${name}\\b`).test(before);
}
