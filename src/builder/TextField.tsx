import { Input } from '@grafana/ui';
import { type KeyboardEvent, useState } from 'react';

import { Labeled } from './Labeled';

interface Props {
  label: string;
  width: number;
  placeholder?: string;
  value: string;
  onChange: (text: string) => void;
}

/** A short text that counts when it is left, or on Enter. */
export function TextField({ label, width, placeholder, value, onChange }: Props) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const save = () => text.trim() !== value && onChange(text.trim());
  const onKeyDown = (event: KeyboardEvent) => event.key === 'Enter' && save();
  return (
    <Labeled label={label} width={width}>
      {({ id }) => (
        <Input
          id={id}
          spellCheck={false}
          placeholder={placeholder}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={save}
          onKeyDown={onKeyDown}
        />
      )}
    </Labeled>
  );
}
