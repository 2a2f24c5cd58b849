import type { AuthType } from '../settings';

import { CardChoice } from './CardChoice';
import { IDENTITY_FACTS, isEnabled } from './identities';

interface Props<T extends AuthType> {
  label: string;
  description: string;
  identities: readonly T[];
  value: T;
  readOnly: boolean;
  onPick: (authType: T) => void;
}

/** The kinds of identity; one that Grafana's configuration doesn't allow can't be picked. */
export function IdentityChoice<T extends AuthType>({
  label,
  description,
  identities,
  value,
  readOnly,
  onPick,
}: Props<T>) {
  const off = identities.filter((identity) => !isEnabled(identity));
  return (
    <CardChoice<T>
      label={label}
      description={[description, howToEnable(off)].filter(Boolean).join('. ')}
      cards={identities.map((identity) => ({ value: identity, ...IDENTITY_FACTS[identity] }))}
      unavailable={off.filter((identity) => identity !== value)}
      value={value}
      problem={
        off.includes(value) ? `${IDENTITY_FACTS[value].label} is switched off in Grafana’s configuration.` : undefined
      }
      disabled={readOnly}
      onPick={onPick}
    />
  );
}

function howToEnable(off: readonly AuthType[]): string {
  const switches = off.flatMap((identity) => IDENTITY_FACTS[identity].needs ?? []);
  return switches.length === 0 ? '' : `Switched off in the [azure] part of grafana.ini: ${switches.join(', ')}`;
}
