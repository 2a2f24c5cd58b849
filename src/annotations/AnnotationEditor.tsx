import type { QueryEditorProps } from '@grafana/data';
import { Button, Combobox, Field, MultiCombobox, Stack, Text } from '@grafana/ui';
import { useId, useState } from 'react';

import type { DataSource } from '../datasource';
import { ANNOTATIONS } from '../english/variables';
import type { HuntingQuery } from '../query';
import type { Settings } from '../settings';
import { KqlBox } from '../variables/KqlBox';

import { ANNOTATION_KINDS, type AnnotationTarget, huntOf, MOST_EVENTS, SEVERITIES } from './annotationQuery';

type Props = QueryEditorProps<DataSource, HuntingQuery, Settings>;

/** Grafana gives a query, and for a new annotation none. */
export type AnnotationEditorProps = Pick<Props, 'onChange' | 'onRunQuery'> & { query?: Partial<Props['query']> };

const KINDS = ANNOTATION_KINDS.map((value) => ({ value, ...ANNOTATIONS.kinds[value] }));
const SEVERITY_CHOICES = SEVERITIES.map((value) => ({ value, label: value }));

/** Edits an annotation. Nothing is stored, and so nothing runs, before Run is pressed. */
export function AnnotationEditor({ query, onChange, onRunQuery }: AnnotationEditorProps) {
  const stored = { refId: 'annotation', ...query } as AnnotationTarget;
  const [draft, setDraft] = useState<AnnotationTarget>({ ...stored, kind: stored.kind ?? 'kql' });
  const id = useId();
  const change = (part: Partial<AnnotationTarget>) => setDraft((before) => ({ ...before, ...part }));
  const pending = huntOf(draft) !== huntOf(stored) || draft.kind !== stored.kind;
  const run = () => {
    onChange(draft as HuntingQuery);
    onRunQuery();
  };

  return (
    <Stack direction="column" gap={1}>
      <Field noMargin label={ANNOTATIONS.kind} description={ANNOTATIONS.kinds[draft.kind ?? 'kql'].description}>
        <Combobox
          id={`${id}-kind`}
          options={KINDS}
          value={draft.kind ?? 'kql'}
          onChange={({ value }) => change({ kind: value })}
        />
      </Field>
      {draft.kind === 'kql' ? (
        <KqlBox
          label={ANNOTATIONS.query}
          hint={ANNOTATIONS.queryHint(MOST_EVENTS)}
          kql={draft.query ?? ''}
          onSave={(kql) => change({ query: kql })}
        />
      ) : (
        <Field noMargin label={ANNOTATIONS.severities}>
          <MultiCombobox
            id={`${id}-severities`}
            options={SEVERITY_CHOICES}
            value={draft.severities ?? []}
            onChange={(chosen) => change({ severities: chosen.map(({ value }) => value) })}
          />
        </Field>
      )}
      <Stack alignItems="center" gap={1}>
        <Button icon="play" onClick={run} disabled={huntOf(draft).trim() === ''}>
          {ANNOTATIONS.run}
        </Button>
        {pending && (
          <Text variant="bodySmall" color="secondary">
            {ANNOTATIONS.pending}
          </Text>
        )}
      </Stack>
    </Stack>
  );
}
