import { RadioButtonGroup, InlineField, Stack } from '@grafana/ui';
import { useState } from 'react';

import { OptionInput } from '../editor/OptionInput';
import { EXPLORE } from '../english/explore';

import { type ContextProvider, type Narrowing, WINDOWS } from './context';
import type { Subject } from './subject';

interface Props {
  provider: ContextProvider;
  subjects: Subject[];
  /** Asks Grafana to read the context anew. */
  onChange?: () => void;
}

/** What narrows the events around a line: whose they are, a term that they hold, how far to look. */
export function ContextFilters({ provider, subjects, onChange }: Props) {
  const [narrowing, setNarrowing] = useState(provider.narrowed());
  const narrow = (change: Partial<Narrowing>) => {
    provider.narrow(change);
    setNarrowing(provider.narrowed());
    onChange?.();
  };
  if (subjects.length === 0) {
    return <p role="alert">{EXPLORE.noSubject}</p>;
  }
  const kinds = subjects.map(({ kind, value }) => ({ value: kind, label: EXPLORE.subjects[kind], description: value }));
  const windows = WINDOWS.map((minutes) => ({ value: minutes, label: EXPLORE.minutes(minutes) }));
  return (
    <Stack direction="row" wrap="wrap" gap={1}>
      <InlineField label={EXPLORE.around} tooltip={EXPLORE.aroundHint}>
        <RadioButtonGroup
          aria-label={EXPLORE.around}
          options={kinds}
          value={(narrowing.subject ?? subjects[0])?.kind}
          onChange={(picked) => narrow({ subject: subjects.find(({ kind }) => kind === picked) })}
        />
      </InlineField>
      <OptionInput
        label={EXPLORE.holding}
        hint={EXPLORE.holdingHint}
        placeholder={EXPLORE.any}
        value={narrowing.filter}
        onSave={(filter) => narrow({ filter })}
      />
      <InlineField label={EXPLORE.window} tooltip={EXPLORE.windowHint}>
        <RadioButtonGroup
          aria-label={EXPLORE.window}
          options={windows}
          value={narrowing.minutes}
          onChange={(minutes) => narrow({ minutes })}
        />
      </InlineField>
    </Stack>
  );
}
