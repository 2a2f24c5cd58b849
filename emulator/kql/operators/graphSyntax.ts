/** The shapes of the syntax nodes of `make-graph`, `graph-match` and `graph-to-table`. */
import type {
  Expression,
  List,
  NameDeclaration,
  NamedParameter,
  NameReference,
  Operator,
  Separated,
  SyntaxNode,
  Token,
} from '../syntax';

export interface NodesClause extends SyntaxNode {
  readonly Name: NameDeclaration;
  readonly TablesAndKeys: Separated<SyntaxNode & { readonly Table: Expression; readonly Column: NameReference }>;
}
export interface MakeGraphOperator extends Operator {
  readonly SourceColumn: NameReference;
  readonly DirectionToken: Token;
  readonly TargetColumn: NameReference;
  readonly WithClause: NodesClause | null;
  readonly PartitionedByClause: SyntaxNode | null;
}
export interface GraphToTableOperator extends Operator {
  readonly OutputClause: Separated<
    SyntaxNode & {
      readonly EntityKeyword: Token;
      readonly AsClause: SyntaxNode | null;
      readonly Parameters: List<NamedParameter>;
    }
  >;
}
export interface GraphPatternNode extends SyntaxNode {
  readonly Name: NameDeclaration | null;
}
export interface GraphPatternEdge extends SyntaxNode {
  readonly FirstToken: Token;
  readonly Name: NameDeclaration | null;
  readonly Range:
    (SyntaxNode & { readonly RangeStart: Expression | null; readonly RangeEnd: Expression | null }) | null;
  readonly LastToken: Token | null;
}
export interface GraphMatchOperator extends Operator {
  readonly Patterns: Separated<SyntaxNode & { readonly PatternElements: List<GraphPatternNode | GraphPatternEdge> }>;
  readonly WhereClause: (SyntaxNode & { readonly Condition: Expression }) | null;
  readonly ProjectClause: (SyntaxNode & { readonly Expressions: Separated<Expression> }) | null;
}
