import type { TimeRange } from '@grafana/data';
import { Alert, RadioButtonGroup, Stack } from '@grafana/ui';
import type { ReactNode } from 'react';

import type { DataSource } from '../datasource';
import { PortalLink } from '../editor/PortalLink';
import { BUILDER } from '../english/builder';
import type { HuntingQuery } from '../query';

import { Builder } from './lazy';
import { type Reading, usePick } from './useMode';

const MODES = (['builder', 'kql'] as const).map((value) => ({ value, ...BUILDER.modes[value] }));

interface Props {
  reading: Reading;
  source: DataSource;
  range: TimeRange | undefined;
  variables: readonly string[];
  /** The text as it is being typed. */
  text: () => string;
  onSave: (change: Partial<HuntingQuery>) => void;
  onRun: (kql: string) => void;
  onSize: () => void;
  /** The query in the Defender portal; undefined where it has no address there. */
  portal: string | undefined;
  /** What edits the query as text. */
  children: ReactNode;
}

/** The builder or the text, and the switch between them. Where the builder can't show the query, it says why. */
export function Modes({ reading, source, range, variables, text, onSave, onRun, onSize, portal, children }: Props) {
  const { query, outline } = reading;
  const { pick, refusal = reading.refusal } = usePick(query.query, text, onSave);
  return (
    <>
      <Stack direction="row" justifyContent="flex-end" alignItems="center">
        {outline && query.query !== '' && <PortalLink url={portal} />}
        <RadioButtonGroup
          size="sm"
          aria-label={BUILDER.mode}
          options={MODES}
          value={outline ? 'builder' : 'kql'}
          onChange={pick}
        />
      </Stack>
      {refusal && (
        <Alert severity="info" title={BUILDER.refused} bottomSpacing={0}>
          {BUILDER.refusedBy(refusal.reason, refusal.line)}
        </Alert>
      )}
      {outline ? (
        <Builder
          {...{ source, range, variables, onRun, onSize }}
          kql={query.query}
          read={outline}
          onChange={(kql) => onSave({ query: kql })}
        />
      ) : (
        children
      )}
    </>
  );
}
