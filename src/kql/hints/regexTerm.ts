import { HINTS } from '../../english/hints';
import { textAt } from '../script';
import { contentOf, type Token } from '../tokens';

import { type Hint, replace, type Rule, span } from './hint';

const { message, fix } = HINTS['regex-term'];

/** A regular expression that is nothing but a text, or a term between word bounds. */
export const regexTerm: Rule = ({ script }) =>
  script.tokens.flatMap((_, i): Hint[] => {
    const literal = script.tokens[i + 2];
    if (textAt(script, i) !== 'matches' || textAt(script, i + 1) !== 'regex' || literal?.kind !== 'string') {
      return [];
    }
    const instead = plain(literal);
    if (!instead) {
      return [];
    }
    const at = span(script, i, i + 3);
    const fixes = [{ label: fix(instead.operator), edits: [replace(at, `${instead.operator} "${instead.text}"`)] }];
    return [{ code: 'regex-term', severity: 'info', message: message(instead.operator), ...at, fixes }];
  });

function plain(literal: Token): { operator: string; text: string } | undefined {
  const isVerbatim = /^[hH]?@/.test(literal.text);
  const written = contentOf(literal).text;
  const regex = isVerbatim ? written : written.replaceAll('\\\\', '\\');
  const [, flag = '', body = ''] = /^(\(\?i\))?(?:\.\*)?(.*?)(?:\.\*)?$/.exec(regex) ?? [];
  const bounded = /^\\b(.*)\\b$/.exec(body);
  const text = (bounded?.[1] ?? body).replaceAll('\\.', '.').replaceAll('\\-', '-');
  const isPlain = /^[A-Za-z0-9 _.-]{4,}$/.test(text) && !/(^|[^\\])\./.test(bounded?.[1] ?? body);
  const operator = `${bounded ? 'has' : 'contains'}${flag === '' ? '_cs' : ''}`;
  return isPlain ? { operator, text } : undefined;
}
