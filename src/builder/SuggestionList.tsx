import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, IconButton, Stack, Text, useStyles2 } from '@grafana/ui';

import { BUILDER } from '../english/builder';

import type { Suggestions } from './useSuggestions';

interface Props {
  column: string;
  suggestions: Suggestions;
  /** What is typed narrows the list; what is chosen is marked. */
  typed: string;
  chosen: readonly string[];
  onPick: (value: string) => void;
  onClose: () => void;
}

const MOST_SHOWN = 60;

/** Values that a click or Enter takes over. */
export function SuggestionList({ column, suggestions, typed, chosen, onPick, onClose }: Props) {
  const styles = useStyles2(getStyles);
  if (suggestions.kind === 'closed') {
    return null;
  }
  const all = suggestions.kind === 'values' ? suggestions.values : [];
  const fitting = all.filter((value) => chosen.includes(value) || value.toLowerCase().includes(typed.toLowerCase()));
  const shown = fitting.slice(0, MOST_SHOWN);
  return (
    <div role="group" aria-label={BUILDER.suggestions(column)} className={styles.frame}>
      <Stack direction="row" justifyContent="space-between" alignItems="center">
        <div role="status">
          <Text variant="bodySmall" color={suggestions.kind === 'failed' ? 'error' : 'secondary'}>
            {headline(suggestions, shown.length)}
          </Text>
        </div>
        <IconButton name="times" size="sm" aria-label={BUILDER.closeSuggestions} onClick={onClose} />
      </Stack>
      {shown.length > 0 && (
        <div className={styles.values}>
          {shown.map((value) => (
            <Button
              key={value}
              size="sm"
              variant={chosen.includes(value) ? 'primary' : 'secondary'}
              fill={chosen.includes(value) ? 'solid' : 'outline'}
              aria-pressed={chosen.includes(value)}
              onClick={() => onPick(value)}
            >
              {value}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function headline(suggestions: Suggestions, shown: number): string {
  switch (suggestions.kind) {
    case 'asking':
      return BUILDER.asking;
    case 'failed':
      return suggestions.message;
    case 'values':
      return suggestions.values.length === 0
        ? BUILDER.noSuggestions
        : BUILDER.suggested(shown, suggestions.values.length);
    case 'closed':
      return '';
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0.5, 1),
    marginTop: theme.spacing(0.5),
  }),
  values: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    maxHeight: 140,
    overflowY: 'auto',
    padding: theme.spacing(0.5, 0),
    '& button': { maxWidth: '100%', height: 'auto', minHeight: 24 },
    '& button span': { overflowWrap: 'anywhere', whiteSpace: 'normal', textAlign: 'left', lineHeight: 1.4 },
  }),
});
