import type { CodeEditor } from '@grafana/ui';
import { type ComponentProps, useEffect, useRef } from 'react';

type Props = ComponentProps<typeof CodeEditor>;
type DidMount = NonNullable<Props['onEditorDidMount']>;
type KeyDown = Parameters<Parameters<DidMount>[0]['onKeyDown']>[0];

const ENTER = 3; // monaco.KeyCode.Enter

/** A text box with the part of Monaco's manners that the query editor relies on: handlers are taken at mount only. */
export function FakeCodeEditor({ value, onBlur, onEditorDidMount, monacoOptions }: Props) {
  const box = useRef<HTMLTextAreaElement>(null);
  const mount = useRef(onEditorDidMount);
  useEffect(() => {
    const listeners: Array<(event: KeyDown) => void> = [];
    const editor = {
      getValue: () => box.current?.value ?? '',
      onKeyDown: (listener: (event: KeyDown) => void) => listeners.push(listener),
    };
    const [fakeEditor, fakeMonaco] = [editor, { KeyCode: { Enter: ENTER } }] as unknown as Parameters<DidMount>;
    mount.current?.(fakeEditor, fakeMonaco);
    box.current?.addEventListener('keydown', (event) => {
      const keyCode = event.key === 'Enter' ? ENTER : 0;
      const { shiftKey, ctrlKey, altKey } = event;
      const key = { keyCode, shiftKey, ctrlKey, altKey, preventDefault: () => event.preventDefault() };
      listeners.forEach((listener) => listener({ ...key, stopPropagation: () => undefined } as unknown as KeyDown));
    });
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
