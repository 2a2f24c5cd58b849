import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

import { useKnowledge } from '../editor/knowledge';
import { colorLine, type ColoredToken, type OpenString } from '../kql/color';
import type { Knowledge } from '../kql/knowledge';

/** KQL to read, in the colors of the editor's own language; without colors until the schema is there. */
export function ColoredKql({ kql }: { kql: string }) {
  const styles = useStyles2(getStyles);
  const knowledge = useKnowledge();
  return (
    <pre className={styles}>
      <code>
        {knowledge
          ? pieces(kql, knowledge).map(({ start, text, scopes }) => (
              <span key={start} data-kql={scopes}>
                {text}
              </span>
            ))
          : kql}
      </code>
    </pre>
  );
}

interface Piece {
  start: number;
  text: string;
  scopes: string;
}

function pieces(kql: string, knowledge: Knowledge): Piece[] {
  let open: OpenString = '';
  let start = 0;
  return kql.split(/(?<=\n)/).flatMap((line) => {
    const colored = colorLine(line, open, knowledge);
    const found = colored.tokens.map((token, i) => piece(line, start, token, colored.tokens[i + 1]));
    open = colored.open;
    start += line.length;
    return found;
  });
}

function piece(line: string, start: number, { startIndex, scopes }: ColoredToken, next?: ColoredToken): Piece {
  return { start: start + startIndex, text: line.slice(startIndex, next?.startIndex), scopes };
}

const getStyles = (theme: GrafanaTheme2) => {
  const purple = theme.visualization.getColorByName(theme.isDark ? 'light-purple' : 'dark-purple');
  return css({
    margin: 0,
    padding: theme.spacing(1),
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.primary,
    whiteSpace: 'pre-wrap',
    wordBreak: 'normal',
    overflowWrap: 'anywhere',
    fontSize: theme.typography.bodySmall.fontSize,
    code: { padding: 0, margin: 0, border: 'none', background: 'none', fontSize: 'inherit' },
    '[data-kql=keyword], [data-kql=predefined]': { color: theme.colors.primary.text },
    '[data-kql=type]': { color: theme.colors.success.text },
    '[data-kql=string]': { color: theme.colors.warning.text },
    '[data-kql=variable]': { color: purple },
    '[data-kql=comment]': { color: theme.colors.text.secondary, fontStyle: 'italic' },
  });
};
