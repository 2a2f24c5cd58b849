/** What a user agent says of its browser, system and device, by the public patterns of the ua-parser project. */
import { readFileSync } from 'node:fs';

import { load } from 'js-yaml';

import { kept } from './kept';
import { fromJson } from './scripted';
import { NotHandled, refusing } from './refusing';

/** A pattern, and what stands in place of the groups that it catches. */
interface Rule {
  regex: string;
  regex_flag?: string;
  [replacement: string]: string | undefined;
}

interface RuleFile {
  user_agent_parsers: Rule[];
  os_parsers: Rule[];
  device_parsers: Rule[];
}

/** A member of the answer: its name, the replacement that gives it, and the group that gives it otherwise. */
type Member = [name: string, replacement: string, group: number | undefined];

interface Part {
  name: string;
  rules: keyof RuleFile;
  members: Member[];
}

const PARTS: Record<string, Part> = {
  browser: {
    name: 'Browser',
    rules: 'user_agent_parsers',
    members: [
      ['Family', 'family_replacement', 1],
      ['MajorVersion', 'v1_replacement', 2],
      ['MinorVersion', 'v2_replacement', 3],
      ['Patch', 'v3_replacement', 4],
    ],
  },
  os: {
    name: 'OperatingSystem',
    rules: 'os_parsers',
    members: [
      ['Family', 'os_replacement', 1],
      ['MajorVersion', 'os_v1_replacement', 2],
      ['MinorVersion', 'os_v2_replacement', 3],
      ['Patch', 'os_v3_replacement', 4],
      ['PatchMinor', 'os_v4_replacement', 5],
    ],
  },
  device: {
    name: 'Device',
    rules: 'device_parsers',
    members: [
      ['Family', 'device_replacement', 1],
      ['Brand', 'brand_replacement', undefined],
      ['Model', 'model_replacement', 1],
    ],
  },
};

type Patterns = Record<keyof RuleFile, { rule: Rule; pattern: RegExp }[]>;

let patterns: Patterns | undefined;

/** Read once, when the first query asks for them. */
function known(): Patterns {
  if (!patterns) {
    const file = load(readFileSync(require.resolve('uap-core/regexes.yaml'), 'utf8')) as RuleFile;
    const compiled = (rules: Rule[]) =>
      rules.map((rule) => ({ rule, pattern: new RegExp(rule.regex, rule.regex_flag) }));
    patterns = {
      user_agent_parsers: compiled(file.user_agent_parsers),
      os_parsers: compiled(file.os_parsers),
      device_parsers: compiled(file.device_parsers),
    };
  }
  return patterns;
}

function described(agent: string, { rules, members }: Part): string {
  for (const { rule, pattern } of known()[rules]) {
    const match = pattern.exec(agent);
    if (match) {
      const group = (place: number | undefined) => (place === undefined ? '' : (match[place] ?? ''));
      const values = members.map(([name, replacement, place]): [string, string] => {
        const text = rule[replacement]?.replace(/\$(\d)/g, (_, digit) => group(Number(digit))) ?? group(place);
        return [name, text.trim()];
      });
      return JSON.stringify(Object.fromEntries(values));
    }
  }
  return JSON.stringify(Object.fromEntries(members.map(([name], index) => [name, index === 0 ? 'Other' : ''])));
}

/** A search through all patterns takes a millisecond. */
const MOST_KEPT = 10_000;
const ANSWERS = Object.fromEntries(
  Object.entries(PARTS).map(([target, part]) => [target, kept(MOST_KEPT, (agent) => described(agent, part))])
);

/** `(agent, wanted)`: one of `browser`, `os` and `device`, or JSON of several */
export const parseUserAgent = refusing((agent, wanted) => {
  const list = wanted?.startsWith('[') ? (fromJson(wanted) as unknown[]) : [wanted];
  const unknown = list.find((target) => typeof target !== 'string' || !(target in PARTS));
  if (unknown !== undefined) {
    throw new NotHandled(`The target '${String(unknown)}' of parse_user_agent`);
  }
  const found = Object.entries(PARTS).filter(([target]) => list.includes(target));
  return `{${found.map(([target, { name }]) => `"${name}":${ANSWERS[target]!(agent ?? '')}`).join(',')}}`;
});
