import { type HintCode, HINTS, IGNORE_FIX } from '../../english/hints';

import { alertBins } from './alertBins';
import { alertInterval } from './alertInterval';
import { alertRows } from './alertRows';
import { beyond30Days } from './beyond30Days';
import { containsHas } from './containsHas';
import { eventTime } from './eventTime';
import { type Fix, type Hint, insert, type Rule, type Subject } from './hint';
import { joinKind } from './joinKind';
import { joinTime } from './joinTime';
import { lateFilter } from './lateFilter';
import { noTimeBound } from './noTimeBound';
import { noTimestamp } from './noTimestamp';
import { quotedVariable } from './quotedVariable';
import { regexTerm } from './regexTerm';
import { retiredTable } from './retiredTable';
import { searchAll } from './searchAll';
import { shortTerm } from './shortTerm';
import { utcDays } from './utcDays';
import { wideTable } from './wideTable';

const RULES: readonly Rule[] = [
  noTimeBound,
  containsHas,
  shortTerm,
  searchAll,
  joinKind,
  joinTime,
  lateFilter,
  wideTable,
  noTimestamp,
  eventTime,
  beyond30Days,
  quotedVariable,
  retiredTable,
  regexTerm,
  utcDays,
  alertInterval,
  alertRows,
  alertBins,
];

/** A comment that switches hints off: `// hints-off: short-term wide-table`. */
const OFF = /^\/\/\s*hints-off:(.*)$/;

/** All hints on a query, in the order of their places, without those that a comment of the query switches off. */
export function lint(subject: Subject): Hint[] {
  const off = subject.script.comments.flatMap(
    ({ text }) =>
      OFF.exec(text)?.[1]
        ?.trim()
        .split(/[\s,]+/) ?? []
  );
  return RULES.flatMap((rule) => rule(subject))
    .filter(({ code }) => !off.includes(code))
    .sort((a, b) => a.start - b.start)
    .map((hint) => ({ ...hint, fixes: [...hint.fixes, switchOff(subject, hint.code)] }));
}

function switchOff({ script }: Subject, code: HintCode): Fix {
  const there = script.comments.find(({ text }) => OFF.test(text));
  return { label: IGNORE_FIX, edits: [there ? insert(there.end, ` ${code}`) : insert(0, `// hints-off: ${code}\n`)] };
}

/** Every kind of hint, for the documentation. */
export const HINT_CODES = Object.keys(HINTS) as HintCode[];
