import { css } from '@emotion/css';
import type { SelectableValue } from '@grafana/data';
import { Field, RadioButtonGroup } from '@grafana/ui';

interface Props<T> {
  label: string;
  description?: string;
  options: Array<SelectableValue<T>>;
  /** Can't be picked; the description of each says why. */
  unavailable?: T[];
  value: T;
  /** What is wrong with the value. */
  problem?: string;
  disabled: boolean;
  onPick: (value: T) => void;
}

/** One of a few, all of them in sight. On a narrow page they scroll, rather than the whole page. */
export function Choice<T>({ label, description, options, unavailable, value, problem, disabled, onPick }: Props<T>) {
  return (
    <Field label={label} description={description} invalid={problem !== undefined} error={problem}>
      <RadioButtonGroup
        className={scrolling}
        aria-label={label}
        options={options}
        disabledOptions={unavailable}
        value={value}
        disabled={disabled}
        onChange={onPick}
      />
    </Field>
  );
}

const scrolling = css({ overflowX: 'auto', maxWidth: '100%', position: 'relative' });
