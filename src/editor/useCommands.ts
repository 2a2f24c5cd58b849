import type { QueryEditorProps as GrafanaProps } from '@grafana/data';
import { useRef } from 'react';

import type { DataSource } from '../datasource';
import { format } from '../kql/format';
import type { Edit } from '../kql/hints/hint';
import { counting, statementAt } from '../kql/statements';
import { type HuntingQuery, isRunnable } from '../query';
import type { Settings } from '../settings';

import { type Box, difference } from './box';
import { useSideRun } from './sideRun';

type Props = GrafanaProps<DataSource, HuntingQuery, Settings>;

/** What keys and buttons do with the query. */
export function useCommands(props: Props, query: HuntingQuery, setDraft: (kql: string) => void) {
  const { datasource, data, range, app, onChange, onRunQuery } = props;
  const box = useRef<Box>();
  const side = useSideRun({ datasource, query, request: data?.request, range, app });

  const save = (change: Partial<HuntingQuery>) => onChange({ ...query, ...change });
  const saveAndRun = (change: Partial<HuntingQuery>) => {
    save(change);
    if (isRunnable({ ...query, ...change })) {
      onRunQuery();
    }
  };
  const text = () => box.current?.text() ?? query.query;
  const keep = () => {
    setDraft(text());
    save({ query: text() });
  };
  const edit = (edits: readonly Edit[]) => {
    box.current?.edit(edits);
    keep();
  };
  /** What the library does with the query: nothing runs by it. */
  const shelf = {
    place: () => ({ kql: text(), caret: box.current?.caret() ?? 0 }),
    put: (kql: string, format: HuntingQuery['format']) => {
      box.current?.edit(difference(text(), kql));
      save({ query: kql, format });
    },
    focus: (caret: number) => box.current?.focus(caret),
  };
  const aside = (kql: string | undefined, want: 'rows' | 'size') => {
    if (kql?.trim()) {
      side.run(kql, want);
    }
  };
  const onReady = (ready: Box | undefined) => {
    box.current = ready;
  };
  const size = () => aside(text().trim() && counting(text()), 'size');
  const commands = {
    run: () => saveAndRun({ query: text() }),
    runPart: () => aside(box.current?.selection() || statementAt(text(), box.current?.caret() ?? 0), 'rows'),
    format: () => edit(difference(text(), format(text()))),
    toggleComment: () => {
      box.current?.toggleComment();
      keep();
    },
  };
  return { onReady, side, save, saveAndRun, edit, commands, text, size, shelf };
}
