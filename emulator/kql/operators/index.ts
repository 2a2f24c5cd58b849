import { expression } from '../expressions/expression';
import { openCall } from '../inline';
import { kindOf, symbolKind } from '../kusto';
import { type Relation, unsupported } from '../plan';
import type { Context } from '../scalar';
import {
  type DataTable,
  type Expression,
  type ExpressionsOperator,
  type FunctionCall,
  type FindOperator,
  type InvokeOperator,
  is,
  type NameReference,
  type Nested,
  type Operator,
  type PipeExpression,
  type NameDeclaration,
  type RangeOperator,
  type SearchOperator,
} from '../syntax';
import { chooseColumns, extend, getSchema, project, projectRename, serialize } from './columns';
import { evaluate } from './evaluate';
import { type ExternalData, externalData } from './externalData';
import { fileProfile } from './fileProfile';
import { find } from './find';
import { graphToTable, makeGraph } from './graph';
import { graphMarkComponents } from './graphComponents';
import { graphMatch } from './graphMatch';
import { graphShortestPaths } from './graphShortestPaths';
import { join, lookup } from './join';
import { makeSeries } from './makeSeries';
import { mvApply, mvExpand } from './mvExpand';
import { type OperatorTranslation, parameters } from './operator';
import { parse, parseWhere } from './parse';
import { parseKv } from './parseKv';
import { count, distinct, sample, sampleDistinct, sort, take, top, where } from './rows';
import { partition } from './partition';
import { scan } from './scan';
import { search } from './search';
import { dataTable, print, range } from './sources';
import { summarize } from './summarize';
import { topHitters, topNested } from './topNested';
import { union } from './union';

/** Accepts a translation of one kind of operator where any kind is asked for; the table below keeps the kinds right. */
const of = <T extends Operator>(translate: OperatorTranslation<T>) => translate as unknown as OperatorTranslation;

/** Every operator behind a pipe that the engine runs; a kind that is missing here is refused. */
export const OPERATORS: Record<string, OperatorTranslation> = {
  FilterOperator: of(where),
  TakeOperator: of(take),
  SortOperator: of(sort),
  TopOperator: of(top),
  DistinctOperator: of(distinct),
  CountOperator: of(count),
  SampleOperator: of(sample),
  SampleDistinctOperator: of(sampleDistinct),
  ProjectOperator: of(project),
  ExtendOperator: of(extend),
  ProjectAwayOperator: chooseColumns,
  ProjectKeepOperator: chooseColumns,
  ProjectReorderOperator: chooseColumns,
  ProjectByNamesOperator: chooseColumns,
  ProjectRenameOperator: of(projectRename),
  TopNestedOperator: of(topNested),
  TopHittersOperator: of(topHitters),
  SerializeOperator: of(serialize),
  GetSchemaOperator: of(getSchema as unknown as OperatorTranslation),
  SummarizeOperator: of(summarize),
  MvExpandOperator: of(mvExpand),
  MvApplyOperator: of(mvApply),
  ParseOperator: of(parse),
  ParseWhereOperator: of(parseWhere),
  ParseKvOperator: of(parseKv),
  MakeSeriesOperator: of(makeSeries),
  ScanOperator: of(scan),
  SearchOperator: (node, input, context) => search(node as unknown as SearchOperator, input, context),
  EvaluateOperator: of(evaluate),
  PartitionOperator: of(partition),
  AsOperator: of(as),
  JoinOperator: of(join),
  LookupOperator: of(lookup),
  UnionOperator: (node, input, context) => union(node as unknown as ExpressionsOperator, input, context),
  InvokeOperator: (node, input, context) => invoke(node as unknown as InvokeOperator, input, context),
  MakeGraphOperator: of(makeGraph),
  GraphMatchOperator: of(graphMatch),
  GraphMarkComponentsOperator: graphMarkComponents,
  GraphShortestPathsOperator: of(graphShortestPaths),
  GraphToTableOperator: of(graphToTable),
  // A chart is the reader's business: the rows stay as they are.
  RenderOperator: (_, input) => input,
};

/** Tabular expressions that begin a query. */
export const SOURCES: Record<string, (node: Expression, context: Context) => Relation> = {
  PipeExpression: (node, context) => pipe(node as PipeExpression, context),
  ParenthesizedExpression: (node, context) => tabular((node as Nested).Expression, context),
  NameReference: (node, context) => named(node as NameReference, context),
  FunctionCallExpression: (node, context) => called(node as FunctionCall, context),
  MaterializeExpression: (node, context) =>
    context.plan.materialize(() => tabular((node as Nested).Expression, context)),
  DataTableExpression: (node, context) => dataTable(node as DataTable, context),
  ExternalDataExpression: (node, context) => externalData(node as unknown as ExternalData, context),
  PrintOperator: (node, context) => print(node as unknown as ExpressionsOperator, context),
  RangeOperator: (node, context) => range(node as unknown as RangeOperator, context),
  SearchOperator: (node, context) => search(node as unknown as SearchOperator, undefined, context),
  FindOperator: (node, context) => find(node as unknown as FindOperator, context),
  UnionOperator: (node, context) => union(node as unknown as ExpressionsOperator, undefined, context),
};

/** Translates a tabular expression into steps of the plan. */
export function tabular(node: Expression, context: Context): Relation {
  const source = SOURCES[kindOf(node)];
  const translate = context.implicit && OPERATORS[kindOf(node)];
  if (translate) {
    return translate(node, context.implicit!, { ...context, implicit: undefined });
  }
  if (!source) {
    throw unsupported(`The ${describe(node)}`, node);
  }
  return source(node, context);
}

function pipe(node: PipeExpression, context: Context): Relation {
  const input = tabular(node.Expression, context);
  const translate = OPERATORS[kindOf(node.Operator)];
  if (!translate) {
    throw unsupported(`The ${describe(node.Operator)}`, node.Operator);
  }
  const ofGraphs = /^Graph/.test(kindOf(node.Operator));
  if (ofGraphs !== (input.graph !== undefined)) {
    throw unsupported(`The ${describe(node.Operator)} behind ${ofGraphs ? 'rows' : 'a graph'}`, node.Operator);
  }
  return translate(node.Operator, input, context);
}

/** The operator's own keyword, e.g. `operator 'facet'`. */
function describe(node: Expression): string {
  return `operator '${/^\s*([\w-]+)/.exec(node.toString())?.[1] ?? kindOf(node)}'`;
}

function named(node: NameReference, context: Context): Relation {
  const binding = context.scope.find(node.SimpleName);
  const symbol = node.ReferencedSymbol;
  if (binding?.kind === 'table' && (!symbol || symbolKind(symbol) !== 'Table')) {
    return binding.relation();
  }
  if (symbol && symbolKind(symbol) === 'Table') {
    return context.plan.table(symbol.Name);
  }
  const opened = openCall(node, context, expression);
  if (opened) {
    return { ...tabular(opened.body, { ...context, scope: opened.scope }), source: node.SimpleName, filtered: false };
  }
  throw unsupported(`The name '${node.SimpleName}' as a table`, node);
}

function called(node: FunctionCall, context: Context, input?: Relation): Relation {
  const opened = openCall(node, context, expression, input);
  if (!opened) {
    throw unsupported(`The function '${node.Name.SimpleName}' as a table`, node);
  }
  return tabular(opened.body, { ...context, scope: opened.scope });
}

function invoke(node: InvokeOperator, input: Relation, context: Context): Relation {
  if (!is<FunctionCall>(node.Function, 'FunctionCallExpression')) {
    throw unsupported('This form of invoke', node);
  }
  return node.Function.Name.SimpleName === 'FileProfile'
    ? fileProfile(node.Function, input, context)
    : called(node.Function, context, input);
}

/** `as Name`: the rows get a name for the rest of the query. */
function as(node: Operator & { readonly Name: NameDeclaration }, input: Relation, context: Context): Relation {
  parameters(node.Parameters, []);
  context.scope.declare(node.Name.SimpleName, { kind: 'table', relation: () => input });
  return { ...input, source: node.Name.SimpleName, filtered: false };
}
