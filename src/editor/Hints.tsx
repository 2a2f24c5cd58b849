import { Button, Icon, Stack, Text, TextLink } from '@grafana/ui';

import { EDITOR } from '../english/editor';
import { HINTS, IGNORE_FIX } from '../english/hints';
import { guideUrl } from '../guide';
import type { Fix, Hint } from '../kql/hints/hint';

/** What could be better in the query, each with its fixes. Nothing where nothing is to say. */
export function Hints({ hints, onFix }: { hints: readonly Hint[]; onFix: (fix: Fix) => void }) {
  if (hints.length === 0) {
    return null;
  }
  return (
    <ul aria-label={EDITOR.hints} style={{ listStyle: 'none', margin: 0 }}>
      {hints.map((hint) => (
        <li key={`${hint.code}-${hint.start}`}>
          <OneHint hint={hint} onFix={onFix} />
        </li>
      ))}
    </ul>
  );
}

function OneHint({ hint, onFix }: { hint: Hint; onFix: (fix: Fix) => void }) {
  const { title } = HINTS[hint.code];
  return (
    <Stack direction="row" gap={1}>
      <Icon
        name={hint.severity === 'warning' ? 'exclamation-triangle' : 'info-circle'}
        title={hint.severity === 'warning' ? EDITOR.warning : EDITOR.information}
        size="sm"
      />
      <Stack direction="row" wrap="wrap" gap={0} alignItems="center">
        <Text variant="bodySmall">{hint.message}</Text>
        {hint.fixes.map((fix) => (
          <Button
            key={fix.label}
            size="sm"
            fill="text"
            variant={fix.label === IGNORE_FIX ? 'secondary' : 'primary'}
            aria-label={`${fix.label}: ${title}`}
            onClick={() => onFix(fix)}
          >
            {fix.label}
          </Button>
        ))}
        <TextLink
          href={guideUrl('hints', hint.code)}
          external
          inline
          variant="bodySmall"
          aria-label={EDITOR.moreAbout(title)}
        >
          {EDITOR.why}
        </TextLink>
      </Stack>
    </Stack>
  );
}
