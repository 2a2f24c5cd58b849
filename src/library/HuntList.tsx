import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { forwardRef, type KeyboardEvent, useEffect, useId, useRef } from 'react';

import { LIBRARY_WORDS } from '../english/library';

import { type LibraryHunt, TACTICS } from './hunt';

interface Props {
  hunts: readonly LibraryHunt[];
  chosen: LibraryHunt | undefined;
  onChoose: (hunt: LibraryHunt) => void;
}

/** How far a key moves the choice; the list keeps it inside. */
const STEPS: Partial<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -8,
  PageDown: 8,
  Home: -Infinity,
  End: Infinity,
};

/** Hunts under their tactics, one of which is chosen with the arrow keys or a click. */
export const HuntList = forwardRef<HTMLDivElement, Props>(function HuntList({ hunts, chosen, onChoose }, ref) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const idOf = (hunt: LibraryHunt) => `${id}-${hunt.id}`;
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    shown.current?.scrollIntoView?.({ block: 'nearest' }); // newer browsers answer with a promise, which is no cleanup
  }, [chosen]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    const to = (chosen ? hunts.indexOf(chosen) : -1) + step;
    const next = hunts[Math.max(0, Math.min(to, hunts.length - 1))];
    if (next) {
      onChoose(next);
    }
  };
  return (
    <div
      ref={ref}
      role="listbox"
      tabIndex={0}
      aria-label={LIBRARY_WORDS.list}
      aria-activedescendant={chosen && idOf(chosen)}
      className={styles.list}
      onKeyDown={onKeyDown}
    >
      {TACTICS.map((tactic) => [tactic, hunts.filter((hunt) => hunt.tactic === tactic)] as const)
        .filter(([, ofTactic]) => ofTactic.length > 0)
        .map(([tactic, ofTactic]) => (
          <div key={tactic} role="group" aria-label={tactic}>
            <div className={styles.tactic} role="presentation" aria-hidden>
              {tactic}
            </div>
            {ofTactic.map((hunt) => (
              <div
                key={hunt.id}
                id={idOf(hunt)}
                ref={hunt === chosen ? shown : undefined}
                role="option"
                aria-selected={hunt === chosen}
                className={styles.hunt}
                onClick={() => onChoose(hunt)}
              >
                {hunt.title}
              </div>
            ))}
          </div>
        ))}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    overflow: 'auto',
    border: `1px solid ${theme.colors.border.weak}`,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
  }),
  tactic: css({
    padding: theme.spacing(1, 1, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
  }),
  hunt: css({
    padding: theme.spacing(0.5, 1, 0.5, 2),
    cursor: 'pointer',
    borderLeft: '3px solid transparent',
    '&:hover': { background: theme.colors.action.hover },
    '&[aria-selected=true]': { background: theme.colors.action.selected, borderLeftColor: theme.colors.primary.main },
  }),
});
