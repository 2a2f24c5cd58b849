import { toArray } from './kusto';
import { type Relation, unsupported } from './plan';
import type { Context, Row, Scalar } from './scalar';
import { once, Scope } from './scope';
import {
  elements,
  type Expression,
  type FunctionBody,
  type FunctionCall,
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
      scope.declare(parameter.Name, { kind: 'table', relation: once(() => row.tabular(argument, row)) });
    } else {
      scope.declare(parameter.Name, { kind: 'scalar', scalar: once(() => translate(argument, row)) });
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
    scope.declare(Name.SimpleName, { kind: 'function', scope: outer });
  } else if (expression.ResultType?.Columns) {
    scope.declare(Name.SimpleName, { kind: 'table', relation: once(() => row.tabular(expression, context)) });
  } else {
    scope.declare(Name.SimpleName, { kind: 'scalar', scalar: once(() => translate(expression, context)) });
  }
}
