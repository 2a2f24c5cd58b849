import { HINTS } from '../../english/hints';
import { type Script, type Stage, textAt } from '../script';

import { type Hint, insert, type Rule, span } from './hint';

const { message, fix } = HINTS['join-kind'];

/** `join` without a kind, which is innerunique to the surprise of many. */
export const joinKind: Rule = ({ script }) =>
  script.pipelines.flatMap(({ stages }) =>
    stages.flatMap((stage): Hint[] => {
      if (stage.operator !== 'join' || saysKind(script, stage)) {
        return [];
      }
      const at = span(script, stage.from);
      const fixes = ['inner', 'innerunique'].map((kind) => ({
        label: fix(kind),
        edits: [insert(at.end, ` kind=${kind}`)],
      }));
      return [{ code: 'join-kind', severity: 'warning', message: message(), ...at, fixes }];
    })
  );

function saysKind(script: Script, { from, to }: Stage): boolean {
  for (let i = from + 1; i < to && textAt(script, i) !== '('; i++) {
    if (textAt(script, i) === 'kind' && textAt(script, i + 1) === '=') {
      return true;
    }
  }
  return false;
}
