import { Hints } from '../editor/Hints';
import { applied, type Hint } from '../kql/hints/hint';

import { read } from './read';

interface Props {
  /** What the builder has written. */
  kql: string;
  hints: readonly Hint[];
  onChange: (kql: string) => void;
}

/** The hints on a query of the builder, with those of their fixes that the builder can show. */
export function BuilderHints({ kql, hints, onChange }: Props) {
  const shown = hints.map((hint) => ({
    ...hint,
    fixes: hint.fixes.filter((fix) => 'outline' in read(applied(kql, fix))),
  }));
  return <Hints hints={shown} onFix={(fix) => onChange(applied(kql, fix))} />;
}
