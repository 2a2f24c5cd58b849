import { HINTS } from '../../english/hints';
import { textAt } from '../script';

import { replace, type Rule, span } from './hint';

const { message, fix } = HINTS['event-time'];

/** `EventTime`, unless the query makes such a column itself. */
export const eventTime: Rule = ({ script }) => {
  const places = script.tokens.flatMap(({ kind, text }, i) => (kind === 'word' && text === 'EventTime' ? [i] : []));
  const isMade = places.some((i) => ['=', ':'].includes(textAt(script, i + 1)));
  return isMade
    ? []
    : places.map((i) => {
        const at = span(script, i);
        const fixes = [{ label: fix(), edits: [replace(at, 'Timestamp')] }];
        return { code: 'event-time', severity: 'warning', message: message(), ...at, fixes };
      });
};
