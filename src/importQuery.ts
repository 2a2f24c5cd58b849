import type { DataQuery } from '@grafana/schema';

import { scan } from './kql/scan';
import { type HuntingQuery, withDefaults } from './query';

/** Takes the KQL over of a query of another source: Azure Monitor's logs, Data Explorer, or whatever holds `query`. */
export function importQuery(foreign: DataQuery): HuntingQuery {
  const { refId, hide } = foreign;
  return withDefaults({ refId, hide, query: ourMacros(kqlOf(foreign)) });
}

function kqlOf(foreign: object): string {
  const logs = 'azureLogAnalytics' in foreign ? foreign.azureLogAnalytics : undefined;
  const holder = typeof logs === 'object' && logs !== null ? logs : foreign;
  return 'query' in holder && typeof holder.query === 'string' ? holder.query : '';
}

/** What their macros are called here. */
const NAMES: Record<string, string> = { __contains: '$__in', __timeInterval: '$__interval' };

/** Writes the macros of the Azure sources as ours: `$__contains` is `$__in`, and `$__escapeMulti` is not needed. */
function ourMacros(kql: string): string {
  const pieces = scan(kql.replace(/\$__escapeMulti\(\s*('?)(\$\w+|\$\{\w+\})\1\s*\)/g, '$2'));
  return pieces
    .map((piece, i) => {
      if (piece.kind === 'text' || piece.place !== 'code') {
        return piece.text;
      }
      const after = pieces[i + 1];
      const called = after?.kind === 'text' && after.text.trimStart().startsWith('(');
      const end = piece.name === '__timeFrom' || piece.name === '__timeTo';
      return (NAMES[piece.name] ?? piece.text) + (end && !called ? '()' : '');
    })
    .join('');
}
