import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, Stack, Text, useStyles2 } from '@grafana/ui';

import { EDITOR } from '../english/editor';

import type { SideAnswer } from './sideRun';

/** Most rows that a service sends. */
const MOST_ROWS = 100_000;

/** What a run beside the panel gave. */
export function SidePanel({ answer, onClose }: { answer: SideAnswer | undefined; onClose: () => void }) {
  const styles = useStyles2(getStyles);
  if (!answer) {
    return null;
  }
  return (
    <section className={styles.frame} aria-label={EDITOR.side}>
      <Stack direction="row" justifyContent="space-between" alignItems="center">
        <div role="status">
          <Text variant="bodySmall" color={answer.kind === 'failed' ? 'error' : 'secondary'}>
            {headline(answer)}
          </Text>
        </div>
        <IconButton name="times" size="sm" aria-label={EDITOR.close} onClick={onClose} />
      </Stack>
      {answer.kind === 'rows' && answer.rows.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={EDITOR.sideRows}>
          <table>
            <thead>
              <tr>
                {answer.columns.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {answer.rows.map((row, i) => (
                <tr key={i}>
                  {row.map((text, column) => (
                    <td key={answer.columns[column]}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function headline(answer: SideAnswer): string {
  switch (answer.kind) {
    case 'running':
      return EDITOR.running;
    case 'failed':
      return answer.message;
    case 'size':
      return answer.rows > MOST_ROWS ? EDITOR.tooManyRows(answer.rows, MOST_ROWS) : EDITOR.rows(answer.rows);
    case 'rows':
      return answer.all === 0 ? EDITOR.noRows : EDITOR.firstRows(answer.rows.length, answer.all);
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0.5, 1),
  }),
  scroll: css({
    maxHeight: 240,
    overflow: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    'th, td': { textAlign: 'left', whiteSpace: 'nowrap', padding: theme.spacing(0.25, 1, 0.25, 0) },
  }),
});
