import type { Monaco, monacoTypes } from '@grafana/ui';

import { complete, type Suggestion, type SuggestionKind } from '../../kql/complete';
import { callAt, explain } from '../../kql/explain';

import { quickFixes } from './markers';
import { KUSTO } from './ownLanguage';
import { type Model, once, rangeOf, sessionOf } from './session';

type Position = monacoTypes.Position;

/** With Kusto's own service beside us these kinds are ours alone. */
const OURS: readonly SuggestionKind[] = ['macro', 'variable', 'value'];

/** After these a space opens the list; after other words it would be in the way of typing. */
const OPENS_LIST = /(\||,|\(|==|=~|!=|!~|\b(where|by|and|or|on|extend|project|invoke|evaluate|union|in|summarize))\s$/;

/** Registers our tools with Monaco, once a page. They answer for our own boxes only. */
export function installProviders(monaco: Monaco): void {
  once(monaco, () => {
    monaco.languages.registerCompletionItemProvider(KUSTO, {
      triggerCharacters: ['$', '|', '(', '"', "'", ' '],
      provideCompletionItems: (model: Model, position: Position, context: monacoTypes.languages.CompletionContext) =>
        completions(monaco, model, { offset: model.getOffsetAt(position), typed: context.triggerCharacter }),
    });
    monaco.languages.registerHoverProvider(KUSTO, { provideHover: hover });
    monaco.languages.registerSignatureHelpProvider(KUSTO, {
      signatureHelpTriggerCharacters: ['(', ','],
      signatureHelpRetriggerCharacters: [')'],
      provideSignatureHelp: signature,
    });
    monaco.languages.registerCodeActionProvider(KUSTO, { provideCodeActions: quickFixes });
  });
}

function completions(monaco: Monaco, model: Model, { offset, typed }: { offset: number; typed?: string }) {
  const session = sessionOf(model);
  const kql = model.getValue();
  if (!session?.knowledge || (typed === ' ' && !OPENS_LIST.test(kql.slice(0, offset)))) {
    return { suggestions: [] };
  }
  const all = complete(kql, offset, session.knowledge, session.variables);
  const ours = all.filter(
    ({ kind, label, insert }) => OURS.includes(kind) || (kind === 'table' && insert !== undefined && insert !== label)
  );
  return { suggestions: (session.hasKusto ? ours : all).map((entry) => item(monaco, model, entry)) };
}

function item(monaco: Monaco, model: Model, entry: Suggestion): monacoTypes.languages.CompletionItem {
  const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;
  const kinds: Record<SuggestionKind, number> = {
    table: CompletionItemKind.Struct,
    column: CompletionItemKind.Field,
    operator: CompletionItemKind.Keyword,
    function: CompletionItemKind.Function,
    keyword: CompletionItemKind.Keyword,
    macro: CompletionItemKind.Snippet,
    variable: CompletionItemKind.Variable,
    value: CompletionItemKind.EnumMember,
    name: CompletionItemKind.Reference,
  };
  const insert = entry.insert ?? entry.label;
  const isSnippet = insert.includes('$0');
  return {
    label: { label: entry.label, description: entry.detail },
    kind: kinds[entry.kind],
    // A `$` of a macro's name is text, not the snippet's own mark.
    insertText: isSnippet ? insert.replace(/\$(?!0)/g, '\\$&') : insert,
    insertTextRules: isSnippet ? CompletionItemInsertTextRule.InsertAsSnippet : undefined,
    documentation: entry.documentation,
    filterText: entry.label,
    sortText: `${entry.rank}${entry.label}`,
    range: rangeOf(model, entry),
  };
}

function hover(model: Model, position: Position) {
  const session = sessionOf(model);
  const found = session?.knowledge && explain(model.getValue(), model.getOffsetAt(position), session.knowledge);
  if (!found || (session.hasKusto && !found.code.startsWith('$'))) {
    return null;
  }
  return { range: rangeOf(model, found), contents: [{ value: `\`${found.code}\`` }, { value: found.text }] };
}

function signature(model: Model, position: Position): monacoTypes.languages.SignatureHelpResult | null {
  const session = sessionOf(model);
  const call = session?.knowledge && callAt(model.getValue(), model.getOffsetAt(position), session.knowledge);
  if (!call) {
    return null;
  }
  const parameters = call.parameters.map((label) => ({ label }));
  const only = { label: call.label, documentation: call.text, parameters };
  return {
    value: { signatures: [only], activeSignature: 0, activeParameter: call.active },
    dispose: () => undefined,
  };
}
