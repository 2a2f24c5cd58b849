/** The shapes of Microsoft's syntax nodes, as far as the translation reads them. */
import type { Symbol } from './kusto';
import { kindOf, toArray } from './kusto';

/** A .NET list: only `toArray` and the two readers below look inside. */
export interface List<T> {
  readonly Count: number;
  getItem?(index: number): T;
}

export interface SyntaxNode {
  readonly Kind: number;
  readonly TextStart: number;
  readonly Width: number;
  readonly ReferencedSymbol: Symbol | null;
  readonly ChildCount: number;
  readonly Parent: SyntaxNode | null;
  GetChild(index: number): SyntaxNode | null;
  GetCalledFunctionBody(): SyntaxNode | null;
  toString(): string;
}

export interface Expression extends SyntaxNode {
  readonly ResultType: Symbol | null;
  readonly LiteralValueInfo: { readonly ValueText: string } | null;
}

export interface Token extends SyntaxNode {
  readonly Text: string;
}

interface SeparatedElement<T> extends SyntaxNode {
  readonly Element: T;
}
export type Separated<T> = List<SeparatedElement<T>>;

export interface NameDeclaration extends Expression {
  readonly SimpleName: string;
}
export interface NameReference extends Expression {
  readonly SimpleName: string;
}
export interface NamedParameter extends SyntaxNode {
  readonly Name: NameDeclaration;
  readonly Expression: Expression;
}
export interface ExpressionList extends SyntaxNode {
  readonly Expressions: Separated<Expression>;
}

// Expressions
export interface Nested extends Expression {
  readonly Expression: Expression;
}
export interface PipeExpression extends Expression {
  readonly Expression: Expression;
  readonly Operator: Operator;
}
export interface PathExpression extends Expression {
  readonly Expression: Expression;
  readonly Selector: Expression;
}
export interface BinaryExpression extends Expression {
  readonly Left: Expression;
  readonly Right: Expression;
  readonly Operator: Token;
}
export interface ListExpression extends Expression {
  readonly Left: Expression;
  readonly Right: ExpressionList;
  readonly Operator: Token;
}
export interface BetweenExpression extends Expression {
  readonly Left: Expression;
  readonly Right: SyntaxNode & { readonly First: Expression; readonly Second: Expression };
}
export interface FunctionCall extends Expression {
  readonly Name: NameReference;
  readonly ArgumentList: ExpressionList;
}
export interface SimpleNamed extends Expression {
  readonly Name: NameDeclaration;
  readonly Expression: Expression;
}
export interface CompoundNamed extends Expression {
  readonly Names: SyntaxNode & { readonly Names: Separated<NameDeclaration> };
  readonly Expression: Expression;
}
export interface OrderedExpression extends Expression {
  readonly Expression: Expression;
  readonly Ordering: SyntaxNode & {
    readonly AscOrDescKeyword: Token | null;
    readonly NullsClause: { readonly FirstOrLastKeyword: Token } | null;
  };
}
export interface NameAndType extends Expression {
  readonly Name: NameDeclaration;
  readonly Type: SyntaxNode;
}
export interface DataTable extends Expression {
  readonly Parameters: List<NamedParameter>;
  readonly Values: Separated<Expression>;
}
export interface FunctionDeclaration extends Expression {
  readonly ViewKeyword: Token | null;
  readonly Parameters: SyntaxNode & {
    readonly Parameters: Separated<
      SyntaxNode & { readonly NameAndType: NameAndType; readonly DefaultValue: { readonly Value: Expression } | null }
    >;
  };
  readonly Body: FunctionBody;
}
export interface FunctionBody extends SyntaxNode {
  readonly Statements: Separated<SyntaxNode>;
  readonly Expression: Expression | null;
}

// Statements
export interface QueryBlock extends SyntaxNode {
  readonly Statements: Separated<SyntaxNode>;
}
export interface LetStatement extends SyntaxNode {
  readonly Name: NameDeclaration;
  readonly Expression: Expression;
}
export interface SetOptionStatement extends SyntaxNode {
  readonly Name: NameDeclaration;
  readonly ValueClause: (SyntaxNode & { Expression: Expression }) | null;
}
export interface ExpressionStatement extends SyntaxNode {
  readonly Expression: Expression;
}

// Operators
export interface Operator extends Expression {
  readonly Parameters?: List<NamedParameter>;
}
export interface FilterOperator extends Operator {
  readonly Condition: Expression;
}
export interface ExpressionsOperator extends Operator {
  readonly Expressions: Separated<Expression>;
}
export interface ExpressionOperator extends Operator {
  readonly Expression: Expression;
}
export interface TopOperator extends Operator {
  readonly Expression: Expression;
  readonly ByExpression: Expression;
}
export interface SampleDistinctOperator extends Operator {
  readonly Expression: Expression;
  readonly OfExpression: Expression;
}
export interface CountOperator extends Operator {
  readonly AsIdentifier: SyntaxNode | null;
}
export interface SummarizeOperator extends Operator {
  readonly Aggregates: Separated<Expression>;
  readonly ByClause:
    | (SyntaxNode & {
        readonly Expressions: Separated<Expression>;
        readonly BinClause: SyntaxNode | null;
      })
    | null;
}
export interface JoinOperator extends Operator {
  readonly Expression: Expression;
  readonly ConditionClause: SyntaxNode | null;
}
export interface LookupOperator extends Operator {
  readonly Expression: Expression;
  readonly LookupClause: SyntaxNode | null;
}
export interface JoinOnClause extends SyntaxNode {
  readonly Expressions: Separated<Expression>;
}
export interface RangeOperator extends Operator {
  readonly Name: NameDeclaration;
  readonly From: Expression;
  readonly To: Expression;
  readonly Step: Expression;
}
export interface InvokeOperator extends Operator {
  readonly Function: Expression;
}
export interface ToTypeOf extends SyntaxNode {
  readonly TypeOf: SyntaxNode & { readonly Types: Separated<SyntaxNode> };
}
export interface MvExpandOperator extends Operator {
  readonly Expressions: Separated<Expression & { readonly Expression: Expression; readonly ToTypeOf: ToTypeOf | null }>;
  readonly RowLimitClause: (SyntaxNode & { readonly RowLimit: Expression }) | null;
}
export interface MvApplyOperator extends MvExpandOperator {
  readonly ContextIdClause: SyntaxNode | null;
  readonly Subquery: SyntaxNode & { readonly Expression: Expression };
}
export interface ParseOperator extends Operator {
  readonly Expression: Expression;
  readonly Patterns: List<SyntaxNode>;
}
export interface MakeSeriesOperator extends Operator {
  readonly Aggregates: Separated<
    Expression & { readonly Expression: Expression; readonly DefaultExpression: Nested | null }
  >;
  readonly OnClause: SyntaxNode & { readonly Expression: Expression };
  readonly RangeClause: SyntaxNode;
  readonly ByClause: (SyntaxNode & { readonly Expressions: Separated<Expression> }) | null;
}

export interface SearchOperator extends Operator {
  readonly DataScope: SyntaxNode | null;
  readonly InClause: (SyntaxNode & { readonly Expressions: Separated<Expression> }) | null;
  readonly Condition: Expression;
}
export interface FindOperator extends Operator {
  readonly DataScope: SyntaxNode | null;
  readonly InClause: (SyntaxNode & { readonly Expressions: Separated<Expression> }) | null;
  readonly Condition: Expression;
  readonly Project: (SyntaxNode & { readonly ProjectKeyword: Token; readonly Columns: Separated<Expression> }) | null;
  readonly ProjectAway: SyntaxNode | null;
}
export interface ScanStep extends SyntaxNode {
  readonly OptionalKeyword: Token | null;
  readonly Name: NameDeclaration;
  readonly ScanStepOutput: (SyntaxNode & { readonly OutputKind: Token }) | null;
  readonly Condition: Expression;
  readonly ComputationClause: (SyntaxNode & { readonly Assignments: Separated<ScanAssignment> }) | null;
}
export interface ScanAssignment extends Expression {
  readonly Name: NameReference;
  readonly Expression: Expression;
}
export interface ScanOperator extends Operator {
  readonly OrderByClause: SyntaxNode | null;
  readonly PartitionByClause: SyntaxNode | null;
  readonly DeclareClause:
    | (SyntaxNode & {
        readonly Declarations: Separated<
          SyntaxNode & {
            readonly NameAndType: NameAndType;
            readonly DefaultValue: { readonly Value: Expression } | null;
          }
        >;
      })
    | null;
  readonly Steps: List<ScanStep>;
}
export interface ParseKvOperator extends Operator {
  readonly Expression: Expression;
  readonly Keys: SyntaxNode & { readonly Columns: Separated<NameAndType> };
  readonly WithClause: (SyntaxNode & { readonly Properties: Separated<NamedParameter> }) | null;
}
export interface EvaluateOperator extends Operator {
  readonly FunctionCall: FunctionCall;
  readonly Schema: SyntaxNode | null;
}

export function children(node: SyntaxNode): Expression[] {
  const found: SyntaxNode[] = [];
  for (let index = 0; index < node.ChildCount; index++) {
    const child = node.GetChild(index);
    if (child) {
      found.push(child);
    }
  }
  return found as Expression[];
}

/** The node and everything below it. */
export function descendants(node: SyntaxNode): Expression[] {
  return [node as Expression, ...children(node).flatMap((child) => descendants(child))];
}

export function elements<T>(list: Separated<T>): T[] {
  return toArray(list).map((element) => element.Element);
}

export function hasKind(node: SyntaxNode, kind: string): boolean {
  return kindOf(node) === kind;
}

/** Narrows a node by the name of its kind. */
export function is<T extends SyntaxNode>(node: SyntaxNode, kind: string): node is T {
  return kindOf(node) === kind;
}
