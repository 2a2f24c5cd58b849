import type { BudgetSetting } from '../settings';

import { withSettings } from './change';
import type { SectionProps } from './section';
import { TextField } from './TextField';

interface Props extends SectionProps {
  setting: 'timeoutSeconds' | 'cacheSeconds' | 'maxRangeDays' | 'maxRows' | BudgetSetting;
  label: string;
  description: string;
  /** What holds while it is empty. */
  placeholder: string;
  check: (text: string) => string | undefined;
}

/** A number in `jsonData`, left out while the field is empty. */
export function NumberField({ setting, options, readOnly, onChange, ...field }: Props) {
  return (
    <TextField
      {...field}
      type="number"
      disabled={readOnly}
      value={options.jsonData[setting]}
      onChange={(text) => onChange(withSettings(options, { [setting]: text === '' ? undefined : Number(text) }))}
    />
  );
}
