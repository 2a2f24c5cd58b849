/** Access into dynamic values: `d.a["b"][0][-1]`. */
import { convert } from '../conversion';
import { unsupported } from '../plan';
import { constantText, type Row, type Scalar, textLiteral } from '../scalar';
import { type Expression, is, type NameReference, type Nested, type PathExpression } from '../syntax';

type Translate = (node: Expression, row: Row) => Scalar;

/** Steps that the query spells are joined into one JSON path, so that the text is read once. */
export function dynamicPath(node: PathExpression, row: Row, translate: Translate): Scalar {
  const keys: Scalar[] = [];
  let base: Expression = node;
  while (
    (is<PathExpression>(base, 'PathExpression') || is<PathExpression>(base, 'ElementExpression')) &&
    !ofSide(base, row)
  ) {
    keys.unshift(selector(base.Selector, row, translate));
    base = base.Expression;
  }
  const value = translate(base, row);
  return { sql: follow(convert(value, 'dynamic'), keys), type: 'dynamic' };
}

/** `$left.Column` is a column and no path. */
function ofSide({ Expression: of }: PathExpression, { sides }: Row): boolean {
  return sides !== undefined && is<NameReference>(of, 'NameReference') && of.SimpleName in sides;
}

function selector(node: Expression, row: Row, translate: Translate): Scalar {
  if (is<NameReference>(node, 'NameReference')) {
    const name = node.SimpleName;
    return { sql: textLiteral(name), type: 'string', constant: { value: name } };
  }
  if (is<Nested>(node, 'BracketedExpression')) {
    return translate(node.Expression, row);
  }
  throw unsupported(`The selector '${node.toString().trim()}' of a dynamic value`, node);
}

function follow(base: string, keys: Scalar[]): string {
  let sql = base;
  let path = '$';
  const flush = () => {
    sql = path === '$' ? sql : `kql_path(${sql}, ${textLiteral(path)})`;
    path = '$';
  };
  for (const key of keys) {
    const step = pathStep(key);
    if (step !== undefined) {
      path += step;
      continue;
    }
    flush();
    sql =
      key.type === 'string' || key.type === 'dynamic'
        ? `kql_key(${sql}, ${convert(key, 'string')})`
        : `kql_at(${sql}, ${key.sql})`;
  }
  flush();
  return sql;
}

/** A step of a JSON path, undefined where the key is computed or cannot be written in one. */
function pathStep(key: Scalar): string | undefined {
  const name = constantText(key);
  if (name !== undefined) {
    return /["\\*]/.test(name) || name === '' ? undefined : `."${name}"`;
  }
  const index = /^\(?(-?)(\d+)::(BIGINT|INTEGER)\)?$/.exec(key.sql);
  return index ? `[${index[1]}${index[2]}]` : undefined;
}
