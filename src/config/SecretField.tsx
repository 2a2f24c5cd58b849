import { Field, Input, SecretInput, SecretTextArea } from '@grafana/ui';
import { type FormEvent, useId } from 'react';

interface Props {
  label: string;
  description: string;
  /** Grafana holds a value; it is never shown again, only replaced. */
  stored: boolean;
  /** What was typed since the page was opened. */
  typed: string | undefined;
  readOnly: boolean;
  /** Of a text of several lines; without one, the secret is one line. */
  placeholder?: string;
  required?: boolean;
  check?: (text: string) => string | undefined;
  onChange: (text: string) => void;
  onReset: () => void;
}

export function SecretField({ label, description, stored, typed, readOnly, placeholder, required, ...rest }: Props) {
  const { check, onChange, onReset } = rest;
  const id = useId();
  const problem = check?.(typed ?? '');
  const box = {
    id,
    value: typed ?? '',
    isConfigured: stored,
    onReset,
    onChange: (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange(event.currentTarget.value),
  };
  return (
    <Field label={label} description={description} required={required} invalid={problem !== undefined} error={problem}>
      {readOnly ? (
        <Input id={id} width={60} disabled value={stored ? 'configured' : ''} placeholder="not set" />
      ) : placeholder ? (
        <SecretTextArea {...box} rows={6} cols={56} placeholder={placeholder} />
      ) : (
        <SecretInput {...box} width={60} autoComplete="new-password" />
      )}
    </Field>
  );
}
