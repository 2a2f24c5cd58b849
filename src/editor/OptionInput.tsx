import { InlineField, Input } from '@grafana/ui';
import { type KeyboardEvent, useId, useState } from 'react';

import { OPTIONS } from '../english/editor';

interface TextProps {
  label: string;
  hint: string;
  /** What holds while it is empty. */
  placeholder: string;
  value: string | undefined;
  onSave: (text: string | undefined) => void;
  most?: undefined;
}

interface NumberProps extends Omit<TextProps, 'value' | 'onSave' | 'most'> {
  value: number | undefined;
  onSave: (number: number | undefined) => void;
  /** The largest number; the smallest is 1. */
  most: number;
}

/** One option that is typed. It is saved when the focus leaves it or on Enter; a number out of bounds is not. */
export function OptionInput(props: TextProps | NumberProps) {
  const { label, hint, placeholder, value, most } = props;
  const id = useId();
  const saved = String(value ?? '');
  const [text, setText] = useState(saved);
  const [shown, setShown] = useState(saved);
  if (shown !== saved) {
    setShown(saved); // another query came from outside
    setText(saved);
  }
  const wrong = most !== undefined && text.trim() !== '' && !isWithin(Number(text), most);
  const save = () => {
    const trimmed = text.trim();
    if (wrong || trimmed === saved) {
      return;
    }
    if (props.most === undefined) {
      props.onSave(trimmed || undefined);
    } else {
      props.onSave(trimmed === '' ? undefined : Number(trimmed));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => event.key === 'Enter' && save();
  return (
    <InlineField
      label={label}
      tooltip={hint}
      htmlFor={id}
      invalid={wrong}
      error={most === undefined ? undefined : OPTIONS.outside(1, most)}
    >
      <Input
        id={id}
        width={most === undefined ? 20 : 14}
        inputMode={most === undefined ? 'text' : 'numeric'}
        spellCheck={false}
        placeholder={placeholder}
        aria-invalid={wrong}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={onKeyDown}
      />
    </InlineField>
  );
}

function isWithin(number: number, most: number): boolean {
  return Number.isInteger(number) && number >= 1 && number <= most;
}
