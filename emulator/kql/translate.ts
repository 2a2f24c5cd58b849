/** From KQL to SQL: analysis, refusal of what it finds wrong, and the plan of the query's rows. */
import { defenderFunctions, OUTSIDE_FUNCTIONS, REFUSED_FUNCTIONS } from './defender';
import { KqlError } from './error';
import type { ExternalFiles } from './externalFile';
import { expression } from './expressions/expression';
import { isFalseError } from './falseErrors';
import { declareLet } from './inline';
import { analyze, createGlobals, type Diagnostic, type Globals } from './kusto';
import { type Answers, type HuntWindow, Plan, type Relation, unsupported } from './plan';
import { tabular } from './operators';
import { respelled } from './respell';
import type { Context } from './scalar';
import type { ResultColumn, TableSchema } from './schema';
import { Scope } from './scope';
import { isSyntax, sentenceOf } from './sentence';
import { nowOf, settingsOf } from './settings';
import {
  elements,
  type ExpressionStatement,
  hasKind,
  is,
  type LetStatement,
  type QueryBlock,
  type SyntaxNode,
} from './syntax';

export interface Translation {
  sql: string;
  columns: ResultColumn[];
}

/** `answers` are what the query's data said to `NeedsValues`, by their SQL; `wraps` is for numbers out of 64 bits. */
export interface TranslationOptions {
  now: bigint;
  window?: HuntWindow | undefined;
  answers?: Answers | undefined;
  late?: bigint | undefined;
  mostTables?: number | undefined;
  wraps?: boolean | undefined;
}

export type Translator = (kql: string, options: TranslationOptions) => Translation;

/** The analysis of the tables is done once; each new query then takes a few milliseconds. */
export function createTranslator(tables: TableSchema[], external: ExternalFiles = new Map()): Translator {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const analyzed = analyses(() => createGlobals(tables, defenderFunctions([...byName.keys()])));
  return (kql, { now, ...options }) => {
    const { root, diagnostics } = analyzed(kql);
    refuseErrors(diagnostics, kql);
    const settings = settingsOf(root as QueryBlock);
    const plan = new Plan(byName, { ...options, now: nowOf(settings) ?? now, external, settings });
    const result = rowsOf(root as QueryBlock, { plan, scope: new Scope(), tabular });
    return { sql: plan.sql(result), columns: result.columns };
  };
}

type Analysis = ReturnType<typeof analyze>;

/** Dashboards send the same texts again and again. */
const MOST_ANALYSES = 100;

/** Analyzes a text, which is nearly all of a translation's time, or takes the analysis of the same text from before. */
function analyses(createAll: () => Globals): (kql: string) => Analysis {
  let globals: Globals | undefined;
  const kept = new Map<string, Analysis>();
  return (kql) => {
    const analysis = kept.get(kql) ?? analyzedOrRefused(kql, (globals ??= createAll()));
    // What was asked for last goes last.
    kept.delete(kql);
    kept.set(kql, analysis);
    if (kept.size > MOST_ANALYSES) {
      const [oldest] = kept.keys();
      kept.delete(oldest!);
    }
    return analysis;
  };
}

/** Microsoft's analysis has faults of its own, e.g. in `graph-match` over what is no graph. */
function analyzedOrRefused(kql: string, globals: Globals): Analysis {
  try {
    return analyze(respelled(kql), globals);
  } catch (cause) {
    throw Object.assign(unsupported("What Microsoft's analysis of KQL fails at"), { cause });
  }
}

/** The first error of the analysis, or nothing. The service looks at names when it has parsed all of the text. */
function refuseErrors(diagnostics: Diagnostic[], kql: string): void {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'Error' && !isFalseError(diagnostic, kql));
  const [first] = errors;
  // Where a column is expected, an unknown name is told to be none before it is told to be unknown.
  const unknown =
    first?.code === 'KS109' ? errors.find(({ code, start }) => code === 'KS142' && start === first.start) : undefined;
  const error = errors.find(({ code }) => isSyntax(code)) ?? unknown ?? first;
  if (error) {
    refuseByName(error, kql);
    throw new KqlError(isSyntax(error.code) ? 'syntax' : 'semantic', sentenceOf(error, kql), error.start, error.length);
  }
}

/** The query is right but asks for what only the service has. */
function refuseByName({ code, start, length }: Diagnostic, kql: string): void {
  const name = kql.slice(start, start + length).replace(/\(.*/s, '');
  if (code === 'KS211' && [...REFUSED_FUNCTIONS, ...OUTSIDE_FUNCTIONS].includes(name)) {
    throw new KqlError('unsupported', `The function '${name}' is not supported by this emulator.`, start, length);
  }
}

/** The rows of the one statement that gives some; the API of the service has no room for more than one answer. */
function rowsOf(root: QueryBlock, context: Context): Relation {
  let result: SyntaxNode | undefined;
  for (const statement of elements(root.Statements)) {
    if (is<LetStatement>(statement, 'LetStatement')) {
      declareLet(statement, context, expression);
    } else if (is<ExpressionStatement>(statement, 'ExpressionStatement')) {
      if (result) {
        throw unsupported('A second statement that gives rows', statement);
      }
      result = statement;
    } else if (!hasKind(statement, 'SetOptionStatement')) {
      throw unsupported(`The statement '${statement.toString().trim().slice(0, 40)}'`, statement);
    }
  }
  if (!result) {
    throw new KqlError('semantic', 'The query has no tabular expression statement.');
  }
  const rows = tabular((result as ExpressionStatement).Expression, context);
  if (rows.graph) {
    throw unsupported('A graph as the answer', result);
  }
  return rows;
}
