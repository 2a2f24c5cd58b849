import type { SecretName } from './change';
import { SecretField } from './SecretField';
import { hasSecret, withoutSecret, withSecret } from './secrets';
import type { SectionProps } from './section';

interface Props extends SectionProps {
  name: SecretName;
  label: string;
  description: string;
  required?: boolean;
  /** Of a text of several lines. */
  placeholder?: string;
  check?: (text: string) => string | undefined;
}

/** A secret under its name in `secureJsonData`. */
export function StoredSecret({ options, onChange, name, ...field }: Props) {
  return (
    <SecretField
      {...field}
      stored={hasSecret(options, name)}
      typed={options.secureJsonData?.[name]}
      onChange={(text) => onChange(withSecret(options, name, text))}
      onReset={() => onChange(withoutSecret(options, name))}
    />
  );
}
