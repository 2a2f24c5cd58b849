import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Button, Combobox, Stack, useStyles2 } from '@grafana/ui';
import type { KeyboardEvent } from 'react';

import { type SchemaSource, useKnowledge } from '../editor/knowledge';
import { BUILDER } from '../english/builder';
import { EDITOR } from '../english/editor';
import type { Knowledge } from '../kql/knowledge';
import type { Runner } from '../variables/choices';

import type { About } from './about';
import { columnsOf, resultColumns } from './columns';
import { isCutSeries, withoutLimit, withTable } from './edits';
import { Groups } from './Groups';
import { Labeled } from './Labeled';
import { nameOf } from './operand';
import type { Outline } from './outline';
import { Remark } from './Remark';
import { Section } from './Section';
import { ShapeFields } from './ShapeFields';
import { SortRows } from './SortRows';
import { TextField } from './TextField';
import { type Change, useOutline } from './useOutline';
import { WrittenKql } from './WrittenKql';
import { write } from './write';

export interface BuilderProps {
  kql: string;
  /** What the KQL says. */
  read: Outline;
  source: SchemaSource & Runner;
  range?: TimeRange;
  variables: readonly string[];
  /** Other KQL is to be saved; nothing runs by it. */
  onChange: (kql: string) => void;
  onRun: (kql: string) => void;
  onSize: () => void;
}

/** Fields that write KQL for people who don't know it. What they show is read from the KQL. */
export function Builder({ kql, read, source, range, variables, onChange, onRun, onSize }: BuilderProps) {
  const styles = useStyles2(getStyles);
  const knowledge = useKnowledge(source);
  const { outline, change, undo, written } = useOutline(kql, read, onChange);
  const about = aboutOf(outline, knowledge, { source, range, variables });
  const run = () => onRun(written());
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      run();
    }
  };
  return (
    <div role="group" aria-label={BUILDER.title} className={styles.frame} onKeyDown={onKeyDown}>
      <Section title={BUILDER.table}>
        <TableField
          table={outline.table}
          knowledge={knowledge}
          onPick={(name) =>
            knowledge && change(withTable(outline, name, knowledge.tables, knowledge.tables.get(about.table)))
          }
        />
      </Section>
      {outline.table !== '' && <Fields outline={outline} about={about} onChange={change} />}
      <WrittenKql kql={write(outline)} />
      <Buttons isEmpty={outline.table === ''} onRun={run} onUndo={undo} onSize={onSize} />
    </div>
  );
}

/** What of the table counts, and how it is shown. */
function Fields({ outline, about, onChange }: { outline: Outline; about: About; onChange: Change }) {
  const { filters, sort, limit } = outline;
  return (
    <>
      <Section title={BUILDER.filters}>
        <Groups
          groups={filters}
          about={about}
          word={BUILDER.condition}
          add={BUILDER.addFilter}
          suggests
          onChange={(next, field) => onChange({ ...outline, filters: next }, field)}
        />
      </Section>
      <ShapeFields outline={outline} about={about} onChange={onChange} />
      <Section title={BUILDER.sort}>
        <SortRows
          sort={sort}
          columns={resultColumns(outline, about.columns)}
          onChange={(next) => onChange({ ...outline, sort: next })}
        />
      </Section>
      <Section title={BUILDER.limit}>
        <LimitField
          limit={limit}
          onChange={(next) => onChange(next === undefined ? withoutLimit(outline) : { ...outline, limit: next })}
        />
        {isCutSeries(outline) && <Remark text={BUILDER.cutSeries} />}
      </Section>
    </>
  );
}

interface ButtonsProps {
  isEmpty: boolean;
  onRun: () => void;
  onUndo: (() => void) | undefined;
  onSize: () => void;
}

function Buttons({ isEmpty, onRun, onUndo, onSize }: ButtonsProps) {
  const plain = { size: 'sm', variant: 'secondary', fill: 'text' } as const;
  return (
    <Stack direction="row" wrap="wrap" gap={1}>
      <Button size="sm" icon="play" tooltip={BUILDER.runHint} disabled={isEmpty} onClick={onRun}>
        {BUILDER.run}
      </Button>
      <Button {...plain} icon="history-alt" disabled={!onUndo} onClick={onUndo}>
        {BUILDER.undo}
      </Button>
      <Button {...plain} icon="calculator-alt" tooltip={EDITOR.sizeFirstHint} disabled={isEmpty} onClick={onSize}>
        {EDITOR.sizeFirst}
      </Button>
    </Stack>
  );
}

function aboutOf(
  { table }: Outline,
  knowledge: Knowledge | undefined,
  given: Pick<About, 'source' | 'range' | 'variables'>
): About {
  const name = nameOf(table);
  return {
    ...given,
    table: name,
    timeColumn: knowledge?.tables.get(name)?.timeColumn ?? null,
    columns: columnsOf(knowledge, table),
    actionTypes: knowledge?.actionTypes.get(name) ?? [],
  };
}

interface TableProps {
  table: string;
  knowledge: Knowledge | undefined;
  onPick: (name: string) => void;
}

function TableField({ table, knowledge, onPick }: TableProps) {
  const tables = [...(knowledge?.tables.values() ?? [])];
  return (
    <Stack direction="row">
      <Labeled label={BUILDER.table} width={424}>
        {(ids) => (
          <Combobox
            {...ids}
            loading={!knowledge}
            placeholder={BUILDER.chooseTable}
            options={tables.map(({ name, description }) => ({ value: name, label: name, description }))}
            value={table === '' ? null : nameOf(table)}
            onChange={(option) => onPick(option.value)}
          />
        )}
      </Labeled>
    </Stack>
  );
}

function LimitField({ limit, onChange }: { limit: number | undefined; onChange: (limit: number | undefined) => void }) {
  const set = (text: string) => {
    if (text === '' || /^[1-9]\d{0,5}$/.test(text)) {
      onChange(text === '' ? undefined : Number(text));
    }
  };
  return (
    <Stack direction="row">
      <TextField
        label={BUILDER.limit}
        width={100}
        placeholder={BUILDER.noLimit}
        value={limit === undefined ? '' : String(limit)}
        onChange={set}
      />
    </Stack>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
});
