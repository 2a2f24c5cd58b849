import { Button, Stack } from '@grafana/ui';

import { EDITOR } from '../english/editor';
import { LIBRARY_WORDS } from '../english/library';

import { PortalLink } from './PortalLink';

interface Props {
  onFormat: () => void;
  onComment: () => void;
  onRunPart: () => void;
  onSize: () => void;
  onLibrary: () => void;
  /** The query in the Defender portal; undefined where it has no address there. */
  portal: string | undefined;
}

/** What can be done with the query beside running it. */
export function Actions({ onFormat, onComment, onRunPart, onSize, onLibrary, portal }: Props) {
  return (
    <div role="toolbar" aria-label={EDITOR.actions}>
      <Stack direction="row" wrap="wrap" gap={1}>
        <Action icon="play" text={EDITOR.runPart} hint={EDITOR.runPartHint} onClick={onRunPart} />
        <Action icon="calculator-alt" text={EDITOR.sizeFirst} hint={EDITOR.sizeFirstHint} onClick={onSize} />
        <Action icon="brackets-curly" text={EDITOR.format} hint={EDITOR.formatHint} onClick={onFormat} />
        <Action icon="comment-alt" text={EDITOR.comment} hint={EDITOR.commentHint} onClick={onComment} />
        <Action icon="book-open" text={LIBRARY_WORDS.open} hint={LIBRARY_WORDS.openHint} onClick={onLibrary} />
        <PortalLink url={portal} />
      </Stack>
    </div>
  );
}

interface ActionProps {
  icon: 'play' | 'calculator-alt' | 'brackets-curly' | 'comment-alt' | 'book-open';
  text: string;
  hint: string;
  onClick: () => void;
}

function Action({ icon, text, hint, onClick }: ActionProps) {
  return (
    <Button size="sm" fill="text" variant="secondary" icon={icon} tooltip={hint} onClick={onClick}>
      {text}
    </Button>
  );
}
