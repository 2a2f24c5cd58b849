import { CodeEditor, type CodeEditorMonacoOptions, TextArea } from '@grafana/ui';
import { type ComponentProps, type KeyboardEvent, useEffect, useRef, useState } from 'react';

interface Props {
  kql: string;
  /** The text is finished for now: focus left, or Ctrl+S. */
  onSave: (kql: string) => void;
  /** Shift+Enter. */
  onRun: (kql: string) => void;
}

type DidMount = NonNullable<ComponentProps<typeof CodeEditor>['onEditorDidMount']>;

/** How long Monaco may take to load. CodeEditor itself shows only a stack trace when the download fails. */
const PATIENCE_MS = 15_000;

const LABEL = 'KQL query';

const MONACO_OPTIONS: CodeEditorMonacoOptions = {
  ariaLabel: LABEL,
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  overviewRulerLanes: 0,
};

/** The box for the KQL: Monaco, or a plain text box when that doesn't come. Nothing is saved or run while typing. */
export function KqlEditor(props: Props) {
  const { mounted, plain, setMounted } = useMonacoOrPlain();
  const latest = useRef(props); // Monaco keeps the handlers of the first render
  useEffect(() => {
    latest.current = props;
  });

  // Not addCommand: with several editors on a page the last one would get every editor's Shift+Enter.
  const onMount: DidMount = (editor, monaco) => {
    setMounted();
    editor.onKeyDown((event) => {
      if (event.keyCode === monaco.KeyCode.Enter && event.shiftKey && !event.ctrlKey && !event.altKey) {
        event.preventDefault();
        event.stopPropagation();
        latest.current.onRun(editor.getValue());
      }
    });
  };

  if (plain && !mounted) {
    return <PlainEditor {...props} />;
  }
  return (
    <CodeEditor
      language="kusto"
      height={180}
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

function PlainEditor({ kql, onSave, onRun }: Props) {
  const [draft, setDraft] = useState(kql);
  const [shown, setShown] = useState(kql);
  if (shown !== kql) {
    setShown(kql); // another text came from outside: the query history, or a saved dashboard
    setDraft(kql);
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      onRun(draft);
    }
  };
  return (
    <TextArea
      aria-label={LABEL}
      rows={8}
      spellCheck={false}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => onSave(draft)}
      onKeyDown={onKeyDown}
    />
  );
}
