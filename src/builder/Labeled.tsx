import { css, cx } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';

interface Props {
  label: string;
  /** Pixels that the field wants. It takes less where there is less, and a quarter more where there is more. */
  width: number;
  /** Whether it takes up to twice as many. */
  grows?: boolean;
  children: (ids: { id: string; 'aria-labelledby': string }) => ReactNode;
}

/** A field with a label that is read out only: where it stands says the same to those who see it. */
export function Labeled({ label, width, grows, children }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div className={cx(styles.field, css({ flexBasis: width, maxWidth: width * (grows ? 2 : 1.25) }))}>
      <label className={styles.label} id={`${id}-label`} htmlFor={id}>
        {label}
      </label>
      {children({ id, 'aria-labelledby': `${id}-label` })}
    </div>
  );
}

const getStyles = () => ({
  field: css({ flexGrow: 1, flexShrink: 1, minWidth: 0, position: 'relative' }),
  label: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
