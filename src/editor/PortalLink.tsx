import { LinkButton } from '@grafana/ui';

import { EDITOR } from '../english/editor';

/** Opens the query in the Defender portal; nothing where it has no address there. */
export function PortalLink({ url }: { url: string | undefined }) {
  return url === undefined ? null : (
    <LinkButton
      size="sm"
      fill="text"
      variant="secondary"
      icon="external-link-alt"
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      tooltip={EDITOR.openInPortalHint}
    >
      {EDITOR.openInPortal}
    </LinkButton>
  );
}
