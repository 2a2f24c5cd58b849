import { BUDGET, type BudgetSetting } from '../settings';

import { checkWhole } from './check';
import { NumberField } from './NumberField';
import type { SectionProps } from './section';
import { serviceOf } from './services';

interface BudgetField {
  setting: BudgetSetting;
  label: string;
  description: string;
}

const FIELDS: BudgetField[] = [
  {
    setting: 'callsPerMinute',
    label: 'Calls a minute',
    description:
      'Of all data sources of the tenant together; the lowest of theirs counts. The tenant’s analysts share its quota, and each Grafana replica has a budget of its own',
  },
  { setting: 'maxInFlight', label: 'Calls at once', description: 'Of the tenant; one of them is kept for alert rules' },
];

/** Limits that only the API of Defender for Endpoint has; a tenant that is allowed more raises them here. */
const MDE_FIELDS: BudgetField[] = [
  { setting: 'callsPerHour', label: 'Calls an hour', description: 'The service allows 1,500' },
  { setting: 'runMinutesPerHour', label: 'Run time an hour', description: 'Minutes of all hunts, added up' },
  { setting: 'runMinutesPerDay', label: 'Run time a day', description: 'Minutes of all hunts, added up' },
];

/** How much of the tenant's quota this data source may use. */
export function BudgetFields(section: SectionProps) {
  const mde = serviceOf(section.options.jsonData).api === 'mde';
  const set = (field: BudgetField) => section.options.jsonData[field.setting] !== undefined;
  const fields = [...FIELDS, ...MDE_FIELDS.filter((field) => mde || set(field))];
  return fields.map((field) => {
    const { usual, mde: usualOfMde, most } = BUDGET[field.setting];
    return (
      <NumberField
        key={field.setting}
        {...section}
        {...field}
        placeholder={String((mde ? usualOfMde : usual) ?? 'no limit')}
        check={checkWhole(1, most)}
      />
    );
  });
}
