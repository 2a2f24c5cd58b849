import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, InlineField, InlineSwitch, Stack, Text, useStyles2 } from '@grafana/ui';
import { useId, useState } from 'react';

import { OPTIONS } from '../english/editor';
import { type HuntingQuery, type Limits, MAX_NODES, MAX_ROWS } from '../query';

import { FILL_CHOICES, SPLIT_CHOICES } from './choices';
import { OptionInput } from './OptionInput';
import { Picker } from './Picker';

interface Props {
  query: HuntingQuery;
  onSave: (change: Partial<HuntingQuery>) => void;
}

/** What few hunts need, behind one line that tells what of it is set, as Grafana's own query editors have it. */
export function Options({ query, onSave }: Props) {
  const [isOpen, setOpen] = useState(false);
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div>
      <Stack direction="row" wrap="wrap" gap={1} alignItems="center">
        <Button
          size="sm"
          fill="text"
          variant="secondary"
          icon={isOpen ? 'angle-down' : 'angle-right'}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpen(!isOpen)}
        >
          {OPTIONS.title}
        </Button>
        {!isOpen &&
          summary(query).map((text) => (
            <Text key={text} variant="bodySmall" color="secondary">
              {text}
            </Text>
          ))}
      </Stack>
      {isOpen && (
        <div id={id} role="group" aria-label={OPTIONS.title} className={styles}>
          <Fields query={query} onSave={onSave} />
        </div>
      )}
    </div>
  );
}

function Fields({ query, onSave }: Props) {
  const id = useId();
  const { fill = 'auto', flatten = false, limits, split = 'none', timeColumn } = query;
  const limit = (change: Limits) => onSave({ limits: without({ ...limits, ...change }) });
  return (
    <>
      <Picker
        label={OPTIONS.fill}
        tooltip={OPTIONS.fillHint}
        options={FILL_CHOICES}
        value={fill}
        onPick={(picked) => onSave({ fill: picked === 'auto' ? undefined : picked })}
      />
      <InlineField label={OPTIONS.flatten} tooltip={OPTIONS.flattenHint} htmlFor={id}>
        <InlineSwitch
          id={id}
          value={flatten}
          onChange={(event) => onSave({ flatten: event.currentTarget.checked || undefined })}
        />
      </InlineField>
      <OptionInput
        label={OPTIONS.rows}
        hint={OPTIONS.rowsHint}
        placeholder={OPTIONS.usual}
        most={MAX_ROWS}
        value={limits?.rows}
        onSave={(rows) => limit({ rows })}
      />
      <OptionInput
        label={OPTIONS.nodes}
        hint={OPTIONS.nodesHint}
        placeholder={OPTIONS.usual}
        most={MAX_NODES}
        value={limits?.nodes}
        onSave={(nodes) => limit({ nodes })}
      />
      <Picker
        label={OPTIONS.split}
        tooltip={OPTIONS.splitHint}
        options={SPLIT_CHOICES}
        value={split}
        onPick={(picked) => onSave({ split: picked === 'none' ? undefined : picked })}
      />
      <OptionInput
        label={OPTIONS.timeColumn}
        hint={OPTIONS.timeColumnHint}
        placeholder={OPTIONS.ownColumn}
        value={timeColumn}
        onSave={(name) => onSave({ timeColumn: name })}
      />
    </>
  );
}

/** What is set to something else than its default, a fact each. */
function summary({ fill = 'auto', flatten, limits, split = 'none', timeColumn }: HuntingQuery): string[] {
  const filled = FILL_CHOICES.find(({ value }) => value === fill)?.label ?? fill;
  const cut = SPLIT_CHOICES.find(({ value }) => value === split)?.label ?? split;
  const facts: Array<[string, string | undefined]> = [
    [OPTIONS.fill, fill === 'auto' ? undefined : filled],
    [OPTIONS.flatten, flatten ? OPTIONS.on : undefined],
    [OPTIONS.rows, limits?.rows?.toLocaleString('en-US')],
    [OPTIONS.nodes, limits?.nodes?.toLocaleString('en-US')],
    [OPTIONS.split, split === 'none' ? undefined : cut],
    [OPTIONS.timeColumn, timeColumn],
  ];
  return facts.flatMap(([name, value]) => (value ? [OPTIONS.summary(name, value)] : []));
}

/** Limits without those that were cleared; undefined when none is left. */
function without(limits: Limits): Limits | undefined {
  const set = Object.entries(limits).filter(([, value]) => value !== undefined);
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(1), paddingTop: theme.spacing(1) });
