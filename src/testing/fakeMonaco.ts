import type { Monaco, MonacoEditor, monacoTypes } from '@grafana/ui';

type Edit = { range: monacoTypes.IRange; text: string };
type KeyDown = monacoTypes.IKeyboardEvent;
type Provider = Record<string, (...given: unknown[]) => unknown>;

/** Numbers of Monaco's own keys, and 0 for all others. */
const KEYS: Record<string, number> = { Enter: 3, F: 36, f: 36, '/': 85 };

/** What the box has told Monaco, for tests to look at. */
export const told = {
  markers: new Map<string, monacoTypes.editor.IMarkerData[]>(),
  providers: new Map<string, Provider>(),
  language: '',
};

/** The part of Monaco that the query editor uses, over a text box. Handlers are called as Monaco would. */
export function fakeMonaco(box: HTMLTextAreaElement, uri: string): { editor: MonacoEditor; monaco: Monaco } {
  const model = fakeModel(box, uri);
  const changed: Array<() => void> = [];
  box.addEventListener('input', () => changed.forEach((listener) => listener()));
  const editor = {
    getModel: () => model,
    getValue: () => box.value,
    getPosition: () => model.getPositionAt(box.selectionStart),
    getSelection: () => rangeOf(model, box.selectionStart, box.selectionEnd),
    setPosition: (position: monacoTypes.IPosition) => {
      const caret = model.getOffsetAt(position);
      box.setSelectionRange(caret, caret);
    },
    revealPositionInCenterIfOutsideViewport: () => undefined,
    focus: () => box.focus(),
    pushUndoStop: () => true,
    trigger: () => undefined, // commands of the list of completions, which is not here
    executeEdits: (_: string, edits: Edit[]) => {
      box.value = model.after(edits);
      changed.forEach((listener) => listener());
    },
    onDidChangeModelContent: (listener: () => void) => (changed.push(listener), { dispose: () => undefined }),
    onDidFocusEditorText: (listener: () => void) => (
      box.addEventListener('focus', listener),
      { dispose: () => undefined }
    ),
    onKeyDown: (listener: (event: KeyDown) => void) => listenToKeys(box, listener),
  };
  return { editor: editor as unknown as MonacoEditor, monaco: MONACO as unknown as Monaco };
}

const register = (what: string) => (_: string, provider: Provider) => {
  told.providers.set(what, provider);
  return { dispose: () => undefined };
};

const MONACO = {
  KeyCode: { Enter: KEYS.Enter, KeyF: KEYS.F, Slash: KEYS['/'] },
  MarkerSeverity: { Error: 8, Warning: 4, Info: 2 },
  languages: {
    CompletionItemKind: {},
    CompletionItemInsertTextRule: { InsertAsSnippet: 4 },
    getLanguages: () => [],
    register: () => undefined,
    setLanguageConfiguration: () => undefined,
    setTokensProvider: () => undefined,
    registerCompletionItemProvider: register('completion'),
    registerHoverProvider: register('hover'),
    registerSignatureHelpProvider: register('signature'),
    registerCodeActionProvider: register('actions'),
  },
  editor: {
    setModelLanguage: (_: unknown, language: string) => (told.language = language),
    getModelMarkers: () => [],
    onDidChangeMarkers: () => ({ dispose: () => undefined }),
    setModelMarkers: (_: unknown, owner: string, markers: monacoTypes.editor.IMarkerData[]) =>
      told.markers.set(owner, markers),
  },
};

function fakeModel(box: HTMLTextAreaElement, uri: string) {
  const linesBefore = (offset: number) => box.value.slice(0, offset).split('\n');
  const getOffsetAt = ({ lineNumber, column }: monacoTypes.IPosition) =>
    box.value
      .split('\n')
      .slice(0, lineNumber - 1)
      .join('\n').length +
    (lineNumber > 1 ? 1 : 0) +
    column -
    1;
  const offsets = (range: monacoTypes.IRange): [number, number] => [
    getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn }),
    getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }),
  ];
  return {
    uri: { toString: () => uri },
    getOffsetAt,
    getValue: () => box.value,
    getEOL: () => '\n',
    getVersionId: () => 1,
    getLineMaxColumn: (line: number) => (box.value.split('\n')[line - 1]?.length ?? 0) + 1,
    getValueInRange: (range: monacoTypes.IRange) => box.value.slice(...offsets(range)),
    getPositionAt: (offset: number) => {
      const lines = linesBefore(offset);
      return { lineNumber: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
    },
    after: (edits: Edit[]) =>
      edits
        .map(({ range, text }) => ({ at: offsets(range), text }))
        .sort((a, b) => b.at[0] - a.at[0])
        .reduce((value, { at: [start, end], text }) => value.slice(0, start) + text + value.slice(end), box.value),
  };
}

function rangeOf(model: ReturnType<typeof fakeModel>, start: number, end: number): monacoTypes.IRange {
  const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

function listenToKeys(box: HTMLTextAreaElement, listener: (event: KeyDown) => void): void {
  box.addEventListener('keydown', (event) => {
    const { shiftKey, ctrlKey, altKey, metaKey } = event;
    const key = { keyCode: KEYS[event.key] ?? 0, shiftKey, ctrlKey, altKey, metaKey };
    const stops = { preventDefault: () => event.preventDefault(), stopPropagation: () => undefined };
    listener({ ...key, ...stops } as unknown as KeyDown);
  });
}
