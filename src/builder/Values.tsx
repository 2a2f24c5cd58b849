import { Combobox, Text } from '@grafana/ui';

import { BUILDER } from '../english/builder';

import type { About } from './about';
import { Labeled } from './Labeled';
import { ListField } from './ListField';
import { OPERATORS } from './operators';
import { ValueField } from './ValueField';

interface Props {
  /** What a field is called, by the part of the condition that it is. */
  word: (part: string) => string;
  operator: string;
  type: string | undefined;
  values: string[];
  about: About;
  onChange: (values: string[]) => void;
}

/** As many fields as a comparison takes values. */
export function Values({ word, operator, type, values, about, onChange }: Props) {
  const fields = { type, variables: about.variables };
  const one = (i: number, label: string) => (
    <ValueField
      {...fields}
      key={type}
      label={label}
      value={values[i] ?? ''}
      onChange={(value) => onChange(values.map((other, at) => (at === i ? value : other)))}
    />
  );
  switch (OPERATORS[operator]) {
    case 'one':
      return one(0, word(BUILDER.value));
    case 'pair':
      return (
        <>
          {one(0, word(BUILDER.least))}
          <Text variant="bodySmall">{BUILDER.between}</Text>
          {one(1, word(BUILDER.most))}
        </>
      );
    case 'list':
      return <ListField {...fields} label={word(BUILDER.values)} values={values} onChange={onChange} />;
    case 'selection':
      return <VariableField label={word(BUILDER.value)} value={values[0] ?? ''} about={about} onChange={onChange} />;
    default:
      return null;
  }
}

interface VariableProps {
  label: string;
  value: string;
  about: About;
  onChange: (values: string[]) => void;
}

function VariableField({ label, value, about, onChange }: VariableProps) {
  return (
    <Labeled label={label} width={220}>
      {(ids) => (
        <Combobox
          {...ids}
          placeholder={BUILDER.chooseVariable}
          options={[...about.variables.map((name) => `$${name}`), ...(value === '' ? [] : [value])]
            .filter((name, i, all) => all.indexOf(name) === i)
            .map((name) => ({ value: name, label: name }))}
          value={value === '' ? null : value}
          onChange={(option) => onChange([option.value])}
        />
      )}
    </Labeled>
  );
}
