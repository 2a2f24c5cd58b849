import { CodeEditor, Field } from '@grafana/ui';
import { useEffect, useRef } from 'react';

interface Props {
  label: string;
  hint: string;
  kql: string;
  /** The text is finished for now: the box was left, or Ctrl+S. */
  onSave: (kql: string) => void;
}

/** A small box for KQL, without the query editor's tools. */
export function KqlBox({ label, hint, kql, onSave }: Props) {
  const latest = useRef(onSave); // Monaco keeps the handlers of the first render
  useEffect(() => {
    latest.current = onSave;
  });
  return (
    <Field noMargin label={label} description={hint}>
      <CodeEditor
        language="kusto"
        height={140}
        value={kql}
        showLineNumbers
        showMiniMap={false}
        monacoOptions={{ ariaLabel: label, scrollBeyondLastLine: false, overviewRulerLanes: 0 }}
        onBlur={(text) => latest.current(text)}
        onSave={(text) => latest.current(text)}
      />
    </Field>
  );
}
