import { InlineSwitch, MultiCombobox, RadioButtonGroup, Stack } from '@grafana/ui';
import { useId, useRef } from 'react';

import { BUILDER } from '../english/builder';

import type { About } from './about';
import { optionOf } from './ColumnField';
import { resultColumns } from './columns';
import { withFigure, withShape } from './edits';
import { FigureRows } from './FigureRows';
import { Groups } from './Groups';
import { KeyRows } from './KeyRows';
import { Labeled } from './Labeled';
import { nameOf } from './operand';
import type { Events, Outline, Summary } from './outline';
import { Section } from './Section';
import { spellName } from './spelling';

interface Props {
  outline: Outline;
  about: About;
  onChange: (outline: Outline, field?: string) => void;
}

const EVENTS: Events = { kind: 'events', columns: [], distinct: false };
const COUNT: Summary = {
  kind: 'summary',
  figures: withFigure([], 0, { name: 'Count', call: 'count', operands: [] }),
  keys: [],
  filters: [],
};

/** Whether events are shown or figures, and which. What was chosen of the other kind comes back with it. */
export function ShapeFields({ outline, about, onChange }: Props) {
  const { shape } = outline;
  const other = useRef<Outline>();
  const pick = (kind: Outline['shape']['kind']) => {
    const { shape: last, sort, limit } = other.current ?? {};
    other.current = outline;
    onChange(
      last?.kind === kind
        ? { ...withShape(outline, last, about.columns), sort: sort ?? [], ...(limit !== undefined && { limit }) }
        : withShape(outline, kind === 'events' ? EVENTS : COUNT, about.columns)
    );
  };
  const set = (next: Outline['shape'], field?: string) => onChange({ ...outline, shape: next }, field);
  return (
    <>
      <Section title={BUILDER.show}>
        <Stack direction="row" wrap="wrap" gap={1} alignItems="center">
          <RadioButtonGroup
            aria-label={BUILDER.show}
            options={(['events', 'summary'] as const).map((value) => ({ value, ...BUILDER.shapes[value] }))}
            value={shape.kind}
            onChange={pick}
          />
        </Stack>
      </Section>
      {shape.kind === 'events' ? (
        <EventFields shape={shape} about={about} onChange={set} />
      ) : (
        <SummaryFields outline={outline} shape={shape} about={about} onChange={set} />
      )}
    </>
  );
}

function EventFields({ shape, about, onChange }: { shape: Events; about: About; onChange: (shape: Events) => void }) {
  const id = useId();
  return (
    <Section title={BUILDER.columns}>
      <Stack direction="row" wrap="wrap" gap={1} alignItems="center">
        <Labeled label={BUILDER.columns} width={460} grows>
          {(ids) => (
            <MultiCombobox
              {...ids}
              createCustomValue={about.columns.length === 0}
              isClearable
              placeholder={BUILDER.allColumns}
              options={about.columns.map(optionOf)}
              value={shape.columns.map(nameOf)}
              onChange={(chosen) => onChange({ ...shape, columns: chosen.map(({ value }) => spellName(value)) })}
            />
          )}
        </Labeled>
        {shape.columns.length > 0 && (
          <InlineSwitch
            id={id}
            showLabel
            label={BUILDER.distinct}
            value={shape.distinct}
            onChange={(event) => onChange({ ...shape, distinct: event.currentTarget.checked })}
          />
        )}
      </Stack>
    </Section>
  );
}

interface SummaryProps {
  outline: Outline;
  shape: Summary;
  about: About;
  onChange: (shape: Summary, field?: string) => void;
}

function SummaryFields({ outline, shape, about, onChange }: SummaryProps) {
  const results: About = { ...about, columns: resultColumns(outline, about.columns) };
  return (
    <>
      <Section title={BUILDER.figures}>
        <FigureRows figures={shape.figures} about={about} onChange={(figures) => onChange({ ...shape, figures })} />
      </Section>
      <Section title={BUILDER.keys}>
        <KeyRows keys={shape.keys} about={about} onChange={(keys) => onChange({ ...shape, keys })} />
      </Section>
      <Section title={BUILDER.resultFilters}>
        <Groups
          groups={shape.filters}
          about={results}
          word={BUILDER.result}
          add={BUILDER.addResultFilter}
          suggests={false}
          onChange={(filters, field) => onChange({ ...shape, filters }, field)}
        />
      </Section>
    </>
  );
}
