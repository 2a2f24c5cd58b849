import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Stack, Text, TextLink, useStyles2 } from '@grafana/ui';
import { type ReactNode, useId } from 'react';

import { LIBRARY_WORDS } from '../english/library';

import { ColoredKql } from './ColoredKql';
import type { LibraryHunt } from './hunt';
import type { Way } from './take';

interface Props {
  hunt: LibraryHunt;
  /** There is no query yet, so that both ways are the same. */
  isFirst: boolean;
  onTake: (hunt: LibraryHunt, way: Way) => void;
}

/** All that is known of a hunt, and the buttons that take it. */
export function HuntPreview({ hunt, isFirst, onTake }: Props) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const words = LIBRARY_WORDS;
  return (
    <section aria-labelledby={id} className={styles.preview}>
      <Stack direction="column" gap={1}>
        <h4 id={id} className={styles.title}>
          {hunt.title}
        </h4>
        <Text element="p" color="secondary">
          {hunt.why}
        </Text>
        <Stack direction="row" wrap="wrap" gap={1}>
          {isFirst ? (
            <Button tooltip={words.useHint} onClick={() => onTake(hunt, 'replace')}>
              {words.use}
            </Button>
          ) : (
            <>
              <Button tooltip={words.insertHint} onClick={() => onTake(hunt, 'insert')}>
                {words.insert}
              </Button>
              <Button variant="secondary" tooltip={words.replaceHint} onClick={() => onTake(hunt, 'replace')}>
                {words.replace}
              </Button>
            </>
          )}
        </Stack>
        <dl className={styles.facts}>
          <Fact name={words.tactic}>{hunt.tactic}</Fact>
          {hunt.techniques.length > 0 && <Fact name={words.techniques}>{hunt.techniques.map(techniqueLink)}</Fact>}
          <Fact name={words.tables}>{hunt.tables.join(', ')}</Fact>
          <Fact name={words.format}>{words.formats[hunt.format]}</Fact>
          {hunt.parameters.length > 0 && (
            <Fact name={words.parameters}>
              {hunt.parameters.map(({ name, meaning }) => (
                <div key={name}>
                  <code>{name}</code> {meaning}
                </div>
              ))}
            </Fact>
          )}
        </dl>
        <ColoredKql kql={hunt.query} />
      </Stack>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Where ATT&CK explains a technique: `T1059.001` stands under `T1059/001`. */
function techniqueLink(technique: string) {
  return (
    <span key={technique}>
      <TextLink
        href={`https://attack.mitre.org/techniques/${technique.replace('.', '/')}/`}
        external
        inline
        variant="bodySmall"
      >
        {technique}
      </TextLink>{' '}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  preview: css({ overflow: 'auto', minWidth: 0, paddingRight: theme.spacing(0.5) }),
  title: css({ margin: 0 }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    fontSize: theme.typography.bodySmall.fontSize,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
    code: { margin: 0, padding: 0, border: 'none', background: 'none', fontWeight: theme.typography.fontWeightMedium },
  }),
});
