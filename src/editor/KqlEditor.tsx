import { CodeEditor, type CodeEditorMonacoOptions } from '@grafana/ui';
import { type ComponentProps, useEffect, useRef, useState } from 'react';

import { EDITOR } from '../english/editor';
import type { Hint } from '../kql/hints/hint';

import type { Box } from './box';
import type { SchemaSource } from './knowledge';
import { bindKeys, type KeyCommands } from './monaco/keys';
import type { Mistake } from './monaco/markers';
import { monacoBox } from './monaco/monacoBox';
import { attachTools, type Tools } from './monaco/tools';
import { PlainEditor } from './PlainEditor';

export interface KqlEditorProps {
  kql: string;
  height: number;
  /** Knows what the tenant has beside the bundled schema. */
  source: SchemaSource;
  /** Names of the dashboard's variables, asked again whenever the box gets the focus. */
  variables: () => readonly string[];
  marks: { kql: string; mistake?: Mistake; hints: readonly Hint[] };
  /** The text is finished for now: focus left, or Ctrl+S. */
  onSave: (kql: string) => void;
  /** The text as it is being typed. Nothing is saved or run by it. */
  onDraft: (kql: string) => void;
  /** The box is there, or gone. */
  onReady: (box: Box | undefined) => void;
  commands: KeyCommands;
}

type DidMount = NonNullable<ComponentProps<typeof CodeEditor>['onEditorDidMount']>;

/** How long Monaco may take to load. CodeEditor itself shows only a stack trace when the download fails. */
const PATIENCE_MS = 15_000;

const MONACO_OPTIONS: CodeEditorMonacoOptions = {
  ariaLabel: EDITOR.box,
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  overviewRulerLanes: 0,
  lightbulb: { enabled: false }, // it would cover the | of the next line; the fixes are in the list of hints and behind the shortcut
  quickSuggestions: { other: true, strings: true, comments: false },
  suggest: { showWords: false },
};

/** The box for the KQL: Monaco, or a plain text box when that doesn't come. Nothing is saved or run while typing. */
export function KqlEditor(props: KqlEditorProps) {
  const { mounted, plain, setMounted } = useMonacoOrPlain();
  const latest = useRef(props); // Monaco keeps the handlers of the first render
  const tools = useRef<Tools>();
  const { marks } = props;
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => tools.current?.show(marks), [marks, mounted]);
  useEffect(
    () => () => {
      tools.current?.close();
      latest.current.onReady(undefined);
    },
    []
  );

  const onMount: DidMount = (editor, monaco) => {
    bindKeys(editor, monaco, () => latest.current.commands);
    editor.onDidChangeModelContent(() => latest.current.onDraft(editor.getValue()));
    tools.current = attachTools(editor, monaco, {
      source: latest.current.source,
      variables: () => latest.current.variables(),
    });
    latest.current.onReady(monacoBox(editor));
    setMounted();
  };

  if (plain && !mounted) {
    return <PlainEditor {...props} />;
  }
  return (
    <CodeEditor
      language="kusto"
      height={props.height}
      value={props.kql}
      showLineNumbers
      wordWrap
      showMiniMap={false}
      monacoOptions={MONACO_OPTIONS}
      onBlur={(kql) => latest.current.onSave(kql)}
      onSave={(kql) => latest.current.onSave(kql)}
      onEditorDidMount={onMount}
    />
  );
}

function useMonacoOrPlain() {
  const [state, setState] = useState<'loading' | 'mounted' | 'plain'>('loading');
  useEffect(() => {
    const timer = setTimeout(() => setState((now) => (now === 'loading' ? 'plain' : now)), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return { mounted: state === 'mounted', plain: state === 'plain', setMounted: () => setState('mounted') };
}
