import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, Text, useStyles2 } from '@grafana/ui';
import { useId } from 'react';

import { LIBRARY_WORDS } from '../english/library';

import type { LibraryHunt } from './hunt';
import { LIBRARY, STARTING_HUNTS } from './library';

export interface StartHereProps {
  onTake: (hunt: LibraryHunt) => void;
  onOpen: () => void;
  /** Fields to fill in, for those who don't know KQL. */
  onBuild: () => void;
}

/** What an empty editor offers instead of an empty box alone. */
export function StartHere({ onTake, onOpen, onBuild }: StartHereProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles}>
      <Stack direction="row" wrap="wrap" gap={1} alignItems="baseline">
        <Text variant="h6" id={id}>
          {LIBRARY_WORDS.startHere}
        </Text>
        <Text variant="bodySmall" color="secondary">
          {LIBRARY_WORDS.startHint}
        </Text>
      </Stack>
      <Stack direction="row" wrap="wrap" gap={1}>
        {STARTING_HUNTS.map((hunt) => (
          <Button key={hunt.id} size="sm" variant="secondary" tooltip={hunt.why} onClick={() => onTake(hunt)}>
            {hunt.title}
          </Button>
        ))}
        <Button size="sm" variant="secondary" fill="text" icon="sliders-v-alt" onClick={onBuild}>
          {LIBRARY_WORDS.build}
        </Button>
        <Button size="sm" variant="secondary" fill="text" icon="book-open" onClick={onOpen}>
          {LIBRARY_WORDS.openWhole(LIBRARY.length)}
        </Button>
      </Stack>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(1),
  });
