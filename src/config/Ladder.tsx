import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Text, useStyles2 } from '@grafana/ui';

import { LADDER } from '../english/settings';

import type { Step } from './useLadder';

/** The rungs up to a hunt that runs. The first that fails is the last that was tried. */
const CLIMB = ['settings', 'network', 'sign-in', 'permission', 'hunt'];

type State = 'ok' | 'failed' | 'remark' | 'untried';

const ICONS = {
  ok: 'check-circle',
  failed: 'exclamation-circle',
  remark: 'exclamation-triangle',
  untried: 'circle-mono',
} as const;

/** What "Save & test" found, rung by rung; nothing before it was pressed. */
export function Ladder({ steps }: { steps: Step[] | undefined }) {
  const styles = useStyles2(getStyles);
  if (!steps) {
    return null;
  }
  const untried = CLIMB.filter((name) => !steps.some((step) => step.name === name));
  return (
    <section className={styles.frame} aria-label={LADDER.title}>
      <Text variant="h5">{LADDER.title}</Text>
      <ol className={styles.rungs}>
        {steps.map(({ name, ok, message }) => (
          <Rung key={name} name={name} message={message} state={stateOf(name, ok)} />
        ))}
        {untried.map((name) => (
          <Rung key={name} name={name} message={LADDER.untriedHint} state="untried" />
        ))}
      </ol>
    </section>
  );
}

function Rung({ name, message, state }: { name: string; message: string; state: State }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.rung}>
      <Icon name={ICONS[state]} className={styles[state]} title={LADDER.states[state]} />
      <div>
        <Text weight="medium">{LADDER.names[name] ?? name}</Text>
        <br />
        <Text color={state === 'failed' ? 'error' : 'secondary'}>{message}</Text>
      </div>
    </li>
  );
}

/** What is not well beyond the hunt stops nobody. */
function stateOf(name: string, ok: boolean): State {
  if (ok) {
    return 'ok';
  }
  return CLIMB.includes(name) || name === 'user' ? 'failed' : 'remark';
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ marginTop: theme.spacing(2), marginBottom: theme.spacing(2) }),
  rungs: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0) }),
  rung: css({ display: 'flex', gap: theme.spacing(1), marginBottom: theme.spacing(1), overflowWrap: 'anywhere' }),
  ok: css({ color: theme.colors.success.text }),
  failed: css({ color: theme.colors.error.text }),
  remark: css({ color: theme.colors.warning.text }),
  untried: css({ color: theme.colors.text.secondary }),
});
