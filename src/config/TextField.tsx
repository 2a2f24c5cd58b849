import { Field, Input } from '@grafana/ui';
import { type ComponentProps, useId } from 'react';

interface Props extends Pick<ComponentProps<typeof Input>, 'placeholder' | 'type' | 'disabled'> {
  label: string;
  description?: string;
  required?: boolean;
  value: string | number | undefined;
  /** What is wrong with the text, if anything. */
  check: (text: string) => string | undefined;
  onChange: (text: string) => void;
}

/** A labeled line of text that says what is wrong with it as it is typed. */
export function TextField({ label, description, required, value, check, onChange, ...input }: Props) {
  const id = useId();
  const text = String(value ?? '');
  const problem = check(text);
  return (
    <Field label={label} description={description} required={required} invalid={problem !== undefined} error={problem}>
      <Input
        id={id}
        width={60}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
        {...input}
      />
    </Field>
  );
}
