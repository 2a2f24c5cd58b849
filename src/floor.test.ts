/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import floor from '../tests/cases/grafana-12.3.0-exports.json';

interface Import {
  file: string;
  from: string;
  /** Names of values; types vanish with the build. */
  names: string[];
}

const exportsOf: Record<string, string[]> = floor.exports;
const goneIn13: Record<string, string[]> = floor.goneIn13;

/** Bundled on purpose, or resolved by the loader itself. */
const BUNDLED = ['@grafana/schema', '@grafana/i18n', 'amd-module'];

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|\.d\.ts$|^testing/.test(file))
  .map((file) => path.join(__dirname, file));

const imports = sources.flatMap((file) => importsOf(file));

function importsOf(file: string): Import[] {
  const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return tree.statements.filter(ts.isImportDeclaration).flatMap((statement) => {
    const { importClause: clause, moduleSpecifier } = statement;
    if (!ts.isStringLiteral(moduleSpecifier) || clause?.isTypeOnly) {
      return [];
    }
    return [{ file: path.relative(__dirname, file), from: moduleSpecifier.text, names: namesOf(clause) }];
  });
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  if (bindings && ts.isNamespaceImport(bindings)) {
    return ['*']; // no list could vouch for it, so it fails below
  }
  const named = (bindings?.elements ?? []).filter((element) => !element.isTypeOnly);
  const names = named.map((element) => (element.propertyName ?? element.name).text);
  return clause?.name ? ['default', ...names] : names;
}

const fromGrafana = imports.filter(({ from, names }) => from in exportsOf && names.length > 0);

it('there is something to look at', () => {
  expect(sources.length).toBeGreaterThan(15);
  expect(fromGrafana.length).toBeGreaterThan(5);
});

it.each(fromGrafana)('$file imports from $from only what Grafana 12.3.0 and 13 have', ({ from, names }) => {
  expect(names.filter((name) => !exportsOf[from]?.includes(name))).toEqual([]);
  expect(names.filter((name) => goneIn13[from]?.includes(name))).toEqual([]);
});

it('every package that src imports is shared by Grafana or bundled on purpose', () => {
  const packages = imports.filter(({ from, names }) => !from.startsWith('.') && names.length > 0);
  const known = [...floor.sharedModules, ...BUNDLED];
  expect(packages.filter(({ from }) => !known.includes(from))).toEqual([]);
});
