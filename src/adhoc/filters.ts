import type { AdHocVariableFilter } from '@grafana/data';

import type { Filter } from '../query';

/** The dashboard's filters as the backend reads them. A filter that is still being written, or matches all, is none. */
export function filtersOf(filters: readonly AdHocVariableFilter[] = []): Filter[] | undefined {
  const complete = filters.filter(({ key, operator, value, values }) => {
    const all = operator === '=~' && value === '.*';
    return key !== '' && operator !== '' && !all && (value !== '' || (values?.length ?? 0) > 0);
  });
  const made = complete.map(({ key, operator, value, values }) => {
    const several = operator === '=|' || operator === '!=|';
    return several ? { key, operator, value, values: values?.length ? values : [value] } : { key, operator, value };
  });
  return made.length > 0 ? made : undefined;
}
