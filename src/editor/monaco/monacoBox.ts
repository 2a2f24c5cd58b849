import type { MonacoEditor } from '@grafana/ui';

import { toggleComment } from '../../kql/comment';
import type { Edit } from '../../kql/hints/hint';
import type { Box } from '../box';

import { rangeOf } from './session';

/** The box as Monaco gives it. */
export function monacoBox(editor: MonacoEditor): Box {
  const edit = (edits: readonly Edit[]) => {
    const model = editor.getModel();
    if (!model) {
      return;
    }
    editor.pushUndoStop();
    const source = 'huntboard';
    editor.executeEdits(
      source,
      edits.map((each) => ({ range: rangeOf(model, each), text: each.text, forceMoveMarkers: true }))
    );
    editor.pushUndoStop();
  };
  return {
    edit,
    text: () => editor.getValue(),
    selection: () => {
      const [model, range] = [editor.getModel(), editor.getSelection()];
      return model && range ? model.getValueInRange(range) : '';
    },
    caret: () => {
      const [model, position] = [editor.getModel(), editor.getPosition()];
      return model && position ? model.getOffsetAt(position) : 0;
    },
    focus: (caret) => {
      const position = editor.getModel()?.getPositionAt(caret);
      if (position) {
        editor.setPosition(position);
        editor.revealPositionInCenterIfOutsideViewport(position);
      }
      editor.focus();
    },
    toggleComment: () => {
      const [model, range] = [editor.getModel(), editor.getSelection()];
      if (!model || !range) {
        return;
      }
      const text = model.getValue();
      const start = model.getOffsetAt({ lineNumber: range.startLineNumber, column: 1 });
      const end = model.getOffsetAt({
        lineNumber: range.endLineNumber,
        column: model.getLineMaxColumn(range.endLineNumber),
      });
      const eol = model.getEOL();
      edit([{ start, end, text: toggleComment(text.slice(start, end).split(eol)).join(eol) }]);
    },
  };
}
