import { symbolKind, toArray } from './kusto';
import { type Relation, unsupported } from './plan';
import { type Context, outsideOf, type Row, type Scalar } from './scalar';
import { once, type RowRead, Scope } from './scope';
import {
  children,
  elements,
  type Expression,
  type FunctionBody,
  type FunctionCall,
  type FunctionDeclaration,
  hasKind,
  is,
  type LetStatement,
  type NameReference,
  type SimpleNamed,
} from './syntax';

type Translate = (node: Expression, row: Row) => Scalar;

/** A call of a function written in KQL: its body, and the names in sight there. */
export interface OpenCall {
  body: Expression;
  scope: Scope;
}

/**
 * Opens a call of a user's or a stored function. The analysis has bound a copy of the body to this call's arguments,
 * so the body is translated in place. `input` is the table that `invoke` passes as the first argument.
 */
export function openCall(
  node: FunctionCall | NameReference,
  row: Row,
  translate: Translate,
  input?: Relation
): OpenCall | undefined {
  const body = node.GetCalledFunctionBody() as FunctionBody | null;
  const signature = node.ReferencedSymbol?.Signatures && toArray(node.ReferencedSymbol.Signatures)[0];
  if (!body || !signature) {
    return undefined;
  }
  const called = is<NameReference>(node, 'NameReference') ? node.SimpleName : node.Name.SimpleName;
  const args = is<NameReference>(node, 'NameReference') ? [] : elements(node.ArgumentList.Expressions);
  const found = row.scope.find(called);
  const scope = new Scope(found?.kind === 'function' ? found.scope : undefined);
  const positional = args.filter((item) => !hasKind(item, 'SimpleNamedExpression'));
  const named = args.filter((item) => is<SimpleNamed>(item, 'SimpleNamedExpression'));
  const parameters = toArray(signature.Parameters);
  parameters.forEach((parameter, index) => {
    if (input && index === 0) {
      scope.declare(parameter.Name, { kind: 'table', relation: () => input });
      return;
    }
    const given = named.find((item) => (item as SimpleNamed).Name.SimpleName === parameter.Name);
    const argument = (given as SimpleNamed | undefined)?.Expression ?? positional.shift() ?? parameter.DefaultValue;
    if (!argument) {
      throw unsupported(`A call of '${called}' without '${parameter.Name}'`, node);
    }
    if (parameter.IsTabular) {
      scope.declare(parameter.Name, {
        kind: 'table',
        relation: calculation(row, () => row.tabular(argument, outsideOf(row))),
      });
    } else {
      const scalar = once(() => translate(argument, row));
      scope.declare(parameter.Name, { kind: 'scalar', scalar, row: rowRead(argument, row) });
    }
  });
  return { body: declareStatements(body, { ...row, scope }, translate), scope };
}

function declareStatements(body: FunctionBody, row: Row, translate: Translate): Expression {
  for (const statement of elements(body.Statements)) {
    if (!is<LetStatement>(statement, 'LetStatement')) {
      throw unsupported(`The statement '${statement.toString().trim().slice(0, 40)}' in a function`, statement);
    }
    declareLet(statement, row, translate);
  }
  if (!body.Expression) {
    throw unsupported('A function without a result', body);
  }
  return body.Expression;
}

/** `let name = …`: a function, a table or a value, translated when it is first used. */
export function declareLet(statement: LetStatement, row: Row, translate: Translate): void {
  const { Name, Expression: expression } = statement;
  const { scope } = row;
  // The declaration sees the names before it, not itself.
  const outer = scope.snapshot();
  const context: Context & Row = { ...row, scope: outer };
  if (hasKind(expression, 'FunctionDeclaration')) {
    scope.declare(Name.SimpleName, { kind: 'function', scope: outer, view: viewOf(expression, context, translate) });
  } else if (expression.ResultType?.Columns || isGraph(expression)) {
    const rows = () => row.tabular(expression, outsideOf(context));
    scope.declare(Name.SimpleName, { kind: 'table', relation: calculation(row, rows) });
  } else {
    const scalar = once(() => translate(expression, context));
    scope.declare(Name.SimpleName, {
      kind: 'scalar',
      scalar,
      row: rowRead(expression, context),
    });
  }
}

function isGraph({ ResultType: type }: Expression): boolean {
  return type !== null && symbolKind(type) === 'Graph';
}

/** A name stands for a calculation: chance is drawn at each use, everything else is computed once. */
function calculation({ plan }: Context, compute: () => Relation): () => Relation {
  let kept: Relation | undefined;
  return () => {
    if (kept) {
      return kept;
    }
    const before = plan.draws;
    const relation = compute();
    kept = plan.draws === before ? relation : undefined;
    return relation;
  };
}

/** The rows of `view () { … }`. */
function viewOf(declaration: Expression, context: Context & Row, translate: Translate): (() => Relation) | undefined {
  const { ViewKeyword, Body } = declaration as FunctionDeclaration;
  return ViewKeyword
    ? once(() => {
        const row = { ...outsideOf(context), scope: new Scope(context.scope) };
        return row.tabular(declareStatements(Body, row, translate), row);
      })
    : undefined;
}

/** What a value reads of the row around it. */
function rowRead(node: Expression, row: Row): RowRead | undefined {
  const column = columnRead(node, row);
  return column !== undefined && row.input ? { input: row.input, column } : undefined;
}

/** A column that the value depends on, by name or through a name that depends on one. A subquery's columns are its own. */
function columnRead(node: Expression, row: Row): string | undefined {
  if (hasKind(node, 'ToScalarExpression') || node.ResultType?.Columns) {
    return undefined;
  }
  if (is<NameReference>(node, 'NameReference')) {
    const binding = row.scope.find(node.SimpleName);
    const isColumn = node.ReferencedSymbol !== null && symbolKind(node.ReferencedSymbol) === 'Column';
    return isColumn ? node.SimpleName : binding?.kind === 'scalar' ? binding.row?.column : undefined;
  }
  for (const child of children(node)) {
    const column = columnRead(child, row);
    if (column !== undefined) {
      return column;
    }
  }
  return undefined;
}
