import { TextArea } from '@grafana/ui';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import { EDITOR } from '../english/editor';
import { toggleComment } from '../kql/comment';
import { applied } from '../kql/hints/hint';

import type { Box } from './box';
import type { KqlEditorProps } from './KqlEditor';

/** The box for the KQL where Monaco doesn't come. */
export function PlainEditor({ kql, height, onSave, onDraft, onReady, commands }: KqlEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState(kql);
  const [shown, setShown] = useState(kql);
  if (shown !== kql) {
    setShown(kql); // another text came from outside: the query history, or a saved dashboard
    setDraft(kql);
  }
  const change = (text: string) => {
    setDraft(text);
    onDraft(text);
  };
  const latest = useRef({ draft, change });
  useEffect(() => {
    latest.current = { draft, change };
  });
  useEffect(() => {
    onReady(plainBox(() => area.current, latest));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the box is told once that it is there
  }, []);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && (event.shiftKey || control)) {
      event.preventDefault();
      (control ? commands.runPart : commands.run)();
    }
  };
  return (
    <TextArea
      ref={area}
      aria-label={EDITOR.box}
      style={{ height }}
      spellCheck={false}
      value={draft}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => onSave(draft)}
      onKeyDown={onKeyDown}
    />
  );
}

type Latest = { current: { draft: string; change: (text: string) => void } };

function plainBox(area: () => HTMLTextAreaElement | null, latest: Latest): Box {
  const bounds = () => [area()?.selectionStart ?? 0, area()?.selectionEnd ?? 0] as const;
  return {
    text: () => latest.current.draft,
    selection: () => latest.current.draft.slice(...bounds()),
    caret: () => bounds()[0],
    focus: (caret) => {
      area()?.focus();
      area()?.setSelectionRange(caret, caret);
    },
    edit: (edits) => latest.current.change(applied(latest.current.draft, { label: '', edits: [...edits] })),
    toggleComment: () => {
      const { draft, change } = latest.current;
      const [from, to] = bounds();
      const start = draft.lastIndexOf('\n', from - 1) + 1;
      const after = draft.indexOf('\n', to);
      const end = after < 0 ? draft.length : after;
      change(draft.slice(0, start) + toggleComment(draft.slice(start, end).split('\n')).join('\n') + draft.slice(end));
    },
  };
}
