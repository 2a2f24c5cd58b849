/** `find`: the rows of several tables that meet one condition, with their tables' names. */
import { convert, toDynamic } from '../conversion';
import { identifier } from '../identifier';
import { symbolKind } from '../kusto';
import { columnsOf, kustoType, type Relation, unsupported } from '../plan';
import { type Context, textLiteral } from '../scalar';
import type { ResultColumn } from '../schema';
import { descendants, elements, type Expression, type FindOperator, is, type NameReference } from '../syntax';
import { emptyValue, parameters, rowOf } from './operator';
import { termTest } from './search';
import { type Matched, matched } from './wildcard';

/**
 * Tables that have none of the condition's columns are left out; in the others a column that is missing is empty. What
 * `project` does not name, and else what is neither in the condition nor in all tables, is packed into one bag.
 */
export function find(node: FindOperator, context: Context): Relation {
  const { withsource = 'source_' } = parameters(node.Parameters, ['withsource']);
  if (node.DataScope || node.ProjectAway) {
    throw unsupported(`The ${node.DataScope ? 'datascope' : 'project-away'} of find`, node);
  }
  const columns = columnsOf(node.ResultType, node);
  const read = conditionColumns(node.Condition);
  const tables = operands(node, context).filter(
    ({ relation }) => read.length === 0 || read.some((column) => has(relation, column.name))
  );
  if (tables.length === 0) {
    throw unsupported('A find in no table', node);
  }
  const cast = (node.Project ? elements(node.Project.Columns) : []).flatMap(typedName);
  refuseMixedTypes(node, [...read, ...columns], tables, cast);
  const { plan } = context;
  const selects = tables.map(({ relation, source }) => {
    const absent = read.filter(({ name }) => !has(relation, name));
    const more = absent.map((column) => `, ${emptyValue(column)}`).join('');
    const wide = plan.step(`SELECT *${more} FROM ${plan.use(relation)}`, [...relation.columns, ...absent]);
    const test = termTest(node.Condition, rowOf(wide, context), relation.columns);
    const cells = columns.map((column) =>
      column.name === withsource
        ? `${textLiteral(source)} AS ${identifier(column.name)}`
        : cell(column, relation, columns)
    );
    return `SELECT ${cells.join(', ')} FROM ${plan.use(wide)} WHERE ${test}`;
  });
  return plan.step(selects.join(' UNION ALL '), columns);
}

const has = (relation: Relation, wanted: string) => relation.columns.some(({ name }) => name === wanted);

function operands(node: FindOperator, context: Context): Matched[] {
  const { plan, scope } = context;
  if (!node.InClause) {
    const tables = plan.tableNames().map((name) => ({ relation: plan.table(name), source: name }));
    return [...tables, ...[...scope.views()].map(([source, rows]) => ({ relation: rows(), source }))];
  }
  return elements(node.InClause.Expressions).flatMap((item, index) => {
    const found = matched(item, [], context);
    if (found) {
      return found;
    }
    const relation = context.tabular(item, context);
    return [{ relation, source: relation.source ?? sourceName(item) ?? `union_arg${index}` }];
  });
}

const sourceName = (item: Expression) => (is<NameReference>(item, 'NameReference') ? item.SimpleName : undefined);

function conditionColumns(condition: Expression): ResultColumn[] {
  const found = new Map<string, ResultColumn>();
  for (const item of descendants(condition)) {
    const symbol = item.ReferencedSymbol;
    if (is<NameReference>(item, 'NameReference') && symbol && symbolKind(symbol) === 'Column') {
      found.set(symbol.Name, { name: symbol.Name, type: kustoType(item.ResultType) });
    }
  }
  return [...found.values()];
}

/** `Column:type` of a project clause. */
function typedName(item: Expression): string[] {
  const typed = item as Expression & { readonly Column?: NameReference };
  return typed.Column ? [typed.Column.SimpleName] : [];
}

/** Such a column becomes one for each type, which the analysis does not know. */
function refuseMixedTypes(node: FindOperator, columns: ResultColumn[], tables: Matched[], cast: string[]): void {
  for (const { name } of columns) {
    const types = tables.flatMap(({ relation }) => relation.columns.filter((own) => own.name === name));
    if (!cast.includes(name) && new Set(types.map(({ type }) => type)).size > 1) {
      throw unsupported(`A find over '${name}', which has different types in its tables,`, node);
    }
  }
}

function cell(column: ResultColumn, relation: Relation, columns: ResultColumn[]): string {
  const own = relation.columns.find(({ name }) => name === column.name);
  if (own) {
    return `${convert({ sql: identifier(own.name), type: own.type }, column.type)} AS ${identifier(column.name)}`;
  }
  return column.name === 'pack_' ? `${bag(relation, columns)} AS ${identifier('pack_')}` : emptyValue(column);
}

function bag(relation: Relation, shown: ResultColumn[]): string {
  const rest = relation.columns.filter(({ name }) => !shown.some((column) => column.name === name));
  const pairs = rest.map(({ name, type }) => {
    const value = toDynamic({ sql: identifier(name), type });
    return `${textLiteral(JSON.stringify(name) + ':')} || coalesce(${value}, 'null')`;
  });
  return pairs.length === 0 ? `'{}'` : `('{' || ${pairs.join(` || ',' || `)} || '}')`;
}
