// The words of the screens, taken out of src/: `npx tsx build/locales.ts` writes src/locales/en-US anew. What Grafana's own
// extractor does, for the one form that is used here: t('key', 'words') with both written out.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import ts from 'typescript';

import { ROOT } from './command';

/** Words by section, as i18next nests them. */
export interface Words {
  [key: string]: string | Words;
}

export const localeFile = (language: string) =>
  join(ROOT, 'src/locales', language, 'huntboard-defender-datasource.json');

/** Words by their whole key, such as `config.service.title`. */
export function flat(words: Words, before = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)]
    )
  );
}

/** Every t('key', 'words') of src/, sorted by key. Throws where a call is not of that form, or two calls disagree. */
export function extract(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (/\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)) {
      const text = readFileSync(join(ROOT, 'src', file), 'utf8');
      if (text.includes("from '@grafana/i18n'")) {
        collect(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX), found);
      }
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function collect(source: ts.SourceFile, found: Map<string, string>): void {
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
      const [key, words] = node.arguments;
      if (!key || !words || !ts.isStringLiteral(key) || !ts.isStringLiteral(words)) {
        throw new Error(
          `${source.fileName}: a call of t() must name its key and its words as texts, so that they can be found.`
        );
      }
      if ((found.get(key.text) ?? words.text) !== words.text) {
        throw new Error(`${source.fileName}: the key ${key.text} has other words elsewhere.`);
      }
      found.set(key.text, words.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** Nests words by the dots of their keys. */
export function nest(words: Map<string, string>): Words {
  const root: Words = {};
  for (const [key, text] of words) {
    const path = key.split('.');
    const last = path.pop() ?? '';
    const section = path.reduce<Words>((at, part) => (at[part] ??= {}) as Words, root);
    section[last] = text;
  }
  return root;
}

if (process.argv[1]?.endsWith('locales.ts')) {
  writeFileSync(localeFile('en-US'), `${JSON.stringify(nest(extract()), null, 2)}\n`);
}
