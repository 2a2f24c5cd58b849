import { Combobox } from '@grafana/ui';

import { BUILDER } from '../english/builder';

import type { Choice } from './columns';
import { Labeled } from './Labeled';
import { nameOf } from './operand';
import { spellName } from './spelling';

interface Props {
  label: string;
  /** As KQL spells it; '' where none is chosen. */
  value: string;
  columns: readonly Choice[];
  invalid?: boolean;
  onChange: (column: string) => void;
}

/** One column of a table, or of what a summary makes. Where nobody knows them a name may be typed. */
export function ColumnField({ label, value, columns, invalid, onChange }: Props) {
  return (
    <Labeled label={label} width={190}>
      {(ids) => (
        <Combobox
          {...ids}
          createCustomValue={columns.length === 0} // else what is half typed would be taken for a name
          invalid={invalid}
          placeholder={BUILDER.chooseColumn}
          options={columns.map(optionOf)}
          value={value === '' ? null : nameOf(value)}
          onChange={(option) => onChange(spellName(option.value))}
        />
      )}
    </Labeled>
  );
}

export function optionOf({ name, type, description }: Choice) {
  const told = [type, description].filter(Boolean).join(' · ');
  return { value: name, label: name, ...(told && { description: told }) };
}
