import { HINTS } from '../../english/hints';
import { MACROS, TIME_VARIABLES } from '../interpolate';
import { contentOf, referenceName } from '../tokens';

import { type Hint, replace, type Rule } from './hint';

const WHOLE = /^(\$\w+|\$\{\w+\}|\[\[\w+\]\])$/;
const { message, fix } = HINTS['quoted-variable'];

/** A string that is nothing but a dashboard variable. `$windowsUpdate` may also be a text, where no variable is called so. */
export const quotedVariable: Rule = ({ script, variables }) =>
  script.tokens.flatMap((token): Hint[] => {
    const { text } = token.kind === 'string' ? contentOf(token) : { text: '' };
    const name = referenceName(text);
    const ours: readonly string[] = [...MACROS, ...TIME_VARIABLES];
    const isNone = variables?.includes(name) === false && !name.startsWith('__'); // Grafana lists none of its own
    if (!WHOLE.test(text) || ours.includes(name) || isNone) {
      return [];
    }
    const fixes = [{ label: fix(), edits: [replace(token, text)] }];
    return [
      { code: 'quoted-variable', severity: 'info', message: message(name), start: token.start, end: token.end, fixes },
    ];
  });
