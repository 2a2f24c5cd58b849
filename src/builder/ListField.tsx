import { TagsInput } from '@grafana/ui';
import { useState } from 'react';

import { BUILDER } from '../english/builder';

import { Labeled } from './Labeled';
import { Remark } from './Remark';
import { textOf, valueOf } from './value';
import { isVariable } from './ValueField';

interface Props {
  label: string;
  type: string | undefined;
  /** As KQL spells them. */
  values: string[];
  variables: readonly string[];
  onChange: (values: string[]) => void;
}

/** Several values of a column's type. One that is none is told and not taken. */
export function ListField({ label, type, values, variables, onChange }: Props) {
  const [wrong, setWrong] = useState(false);
  const change = (texts: string[]) => {
    const known = new Map(values.map((value) => [textOf(value), value]));
    const next = texts.map((text) => known.get(text) ?? valueOf(type, text, (name) => isVariable(name, variables)));
    setWrong(next.includes(undefined));
    onChange(next.filter((value) => value !== undefined));
  };
  return (
    <Labeled label={label} width={220} grows>
      {({ id }) => (
        <>
          <TagsInput
            id={id}
            addOnBlur
            autoColors={false}
            invalid={wrong}
            placeholder={BUILDER.addValue}
            tags={[...new Set(values.map(textOf))]}
            onChange={change}
          />
          {wrong && <Remark text={BUILDER.wrongValue(type ?? '')} isError />}
        </>
      )}
    </Labeled>
  );
}
