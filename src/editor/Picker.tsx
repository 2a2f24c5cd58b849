import type { SelectableValue } from '@grafana/data';
import { InlineField, RadioButtonGroup } from '@grafana/ui';
import { useId } from 'react';

interface Props<T> {
  label: string;
  tooltip?: string;
  options: Array<SelectableValue<T>>;
  value: T;
  onPick: (value: T) => void;
}

/** One of a few choices. Each explains itself when it is pointed at. */
export function Picker<T>({ label, tooltip, options, value, onPick }: Props<T>) {
  const id = useId();
  return (
    <InlineField label={label} tooltip={tooltip}>
      <RadioButtonGroup id={id} aria-label={label} options={options} value={value} onChange={onPick} />
    </InlineField>
  );
}
