import { css } from '@emotion/css';
import { Combobox, Field, Icon, Input, Stack } from '@grafana/ui';
import { type KeyboardEvent, useId } from 'react';

import { LIBRARY_WORDS } from '../english/library';

import { TACTICS } from './hunt';
import { LIBRARY_TABLES, type Wish } from './library';

interface Props {
  wish: Wish;
  onChange: (wish: Wish) => void;
  /** Arrow down leads from the search into the list. */
  onDown: () => void;
}

const TACTIC_CHOICES = TACTICS.map((value) => ({ value, label: value }));
const TABLE_CHOICES = LIBRARY_TABLES.map((value) => ({ value, label: value }));

/** What the list is narrowed by. */
export function LibraryFilters({ wish, onChange, onDown }: Props) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDown();
    }
  };
  return (
    <Stack direction="column" gap={1}>
      <Input
        type="search"
        autoFocus
        prefix={<Icon name="search" />}
        aria-label={LIBRARY_WORDS.search}
        placeholder={LIBRARY_WORDS.searchHint}
        value={wish.words ?? ''}
        onChange={(event) => onChange({ ...wish, words: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <div className={halves}>
        <Field noMargin label={LIBRARY_WORDS.tactic}>
          <Combobox
            id={`${id}-tactic`}
            placeholder={LIBRARY_WORDS.allTactics}
            isClearable
            options={TACTIC_CHOICES}
            value={wish.tactic ?? null}
            onChange={(choice) => onChange({ ...wish, tactic: choice?.value })}
          />
        </Field>
        <Field noMargin label={LIBRARY_WORDS.table}>
          <Combobox
            id={`${id}-table`}
            placeholder={LIBRARY_WORDS.allTables}
            isClearable
            options={TABLE_CHOICES}
            value={wish.table ?? null}
            onChange={(choice) => onChange({ ...wish, table: choice?.value })}
          />
        </Field>
      </div>
    </Stack>
  );
}

const halves = css({ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', columnGap: 8 });
