import { Input } from '@grafana/ui';
import { useState } from 'react';

import { BUILDER } from '../english/builder';

import { Labeled } from './Labeled';
import { Remark } from './Remark';
import { textOf, valueOf } from './value';

interface Props {
  label: string;
  type: string | undefined;
  /** As KQL spells it; '' where there is none. */
  value: string;
  variables: readonly string[];
  onChange: (value: string) => void;
}

/** One value of a column's type. What is typed counts at once; what is no value of the type is told and not written. */
export function ValueField({ label, type, value, variables, onChange }: Props) {
  const [typed, setTyped] = useState({ value, text: textOf(value) });
  if (typed.value !== value) {
    setTyped({ value, text: textOf(value) });
  }
  const change = (text: string) => {
    const next = text === '' ? '' : (valueOf(type, text, (name) => isVariable(name, variables)) ?? '');
    setTyped({ value: next, text });
    onChange(next);
  };
  const isWrong = typed.text !== '' && value === '';
  return (
    <Labeled label={label} width={220} grows>
      {({ id }) => (
        <>
          <Input
            id={id}
            spellCheck={false}
            autoComplete="off"
            placeholder={BUILDER.placeholder(type)}
            invalid={isWrong}
            aria-invalid={isWrong}
            aria-describedby={isWrong ? `${id}-wrong` : undefined}
            value={typed.text}
            onChange={(event) => change(event.currentTarget.value)}
          />
          {isWrong && <Remark id={`${id}-wrong`} text={BUILDER.wrongValue(type ?? '')} isError />}
        </>
      )}
    </Labeled>
  );
}

/** Grafana's own begin with two underscores. */
export function isVariable(name: string, variables: readonly string[]): boolean {
  return variables.includes(name) || name.startsWith('__');
}
