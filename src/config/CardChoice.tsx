import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, Text, useStyles2 } from '@grafana/ui';
import { useId } from 'react';

interface Card<T> {
  value: T;
  label: string;
  description: string;
}

interface Props<T> {
  label: string;
  description: string;
  cards: Array<Card<T>>;
  /** Can't be picked. */
  unavailable: readonly T[];
  value: T;
  /** What is wrong with the value. */
  problem?: string;
  disabled: boolean;
  onPick: (value: T) => void;
}

/** One of a few that need a sentence each, side by side as far as the page is wide. */
export function CardChoice<T extends string>({ description, problem, ...cards }: Props<T>) {
  return (
    <Field label={cards.label} description={description} invalid={problem !== undefined} error={problem}>
      <Cards {...cards} />
    </Field>
  );
}

function Cards<T extends string>(props: Omit<Props<T>, 'description' | 'problem'>) {
  const { label, cards, unavailable, value, disabled, onPick } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div role="radiogroup" aria-label={label} className={styles.cards}>
      {cards.map((card) => {
        const off = disabled || unavailable.includes(card.value);
        const [name, words] = [`${id}-${card.value}`, `${id}-${card.value}-words`];
        return (
          <label key={card.value} className={cx(styles.card, card.value === value && styles.picked, off && styles.off)}>
            <input
              type="radio"
              name={id}
              className={styles.radio}
              checked={card.value === value}
              disabled={off}
              aria-labelledby={name}
              aria-describedby={words}
              onChange={() => onPick(card.value)}
            />
            <span>
              <span id={name} className={styles.name}>
                {card.label}
              </span>
              <span id={words}>
                <Text variant="bodySmall" color="secondary">
                  {card.description}
                </Text>
              </span>
            </span>
          </label>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  cards: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(220px, 100%), 1fr))',
    gap: theme.spacing(1),
    maxWidth: 720,
  }),
  card: css({
    display: 'flex',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    cursor: 'pointer',
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    '&:focus-within': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  picked: css({ borderColor: theme.colors.primary.border }),
  off: css({ cursor: 'not-allowed', background: theme.colors.action.disabledBackground }),
  radio: css({ flexShrink: 0, margin: theme.spacing(0.25, 0, 0) }),
  name: css({ display: 'block', fontWeight: theme.typography.fontWeightMedium }),
});
