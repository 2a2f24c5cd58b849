import type { CodeEditor } from '@grafana/ui';
import { type ComponentProps, useEffect, useRef } from 'react';

import { fakeMonaco } from './fakeMonaco';

type Props = ComponentProps<typeof CodeEditor>;

let boxes = 0;

/** A text box with the part of Monaco's manners that the query editor relies on: handlers are taken at mount only. */
export function FakeCodeEditor({ value, onBlur, onEditorDidMount, monacoOptions }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const mount = useRef(onEditorDidMount);
  useEffect(() => {
    if (box.current) {
      const { editor, monaco } = fakeMonaco(box.current, `inmemory://box/${++boxes}`);
      mount.current?.(editor, monaco);
    }
  }, []);
  return (
    <textarea
      ref={box}
      aria-label={monacoOptions?.ariaLabel}
      defaultValue={value}
      onBlur={(event) => onBlur?.(event.currentTarget.value)}
    />
  );
}
