import {
  CustomVariableSupport,
  type DataQuery,
  type DataQueryRequest,
  type DataSourceApi,
  type MetricFindValue,
  rangeUtil,
} from '@grafana/data';
import { Alert, TagList } from '@grafana/ui';
import { useState } from 'react';
import { from } from 'rxjs';

import { type PageUrl, rangeOf } from './pageUrl';
import { requestFor } from './useHunt';

/** The plugin's variable editor over the choices that it gives, as in a dashboard's settings. */
export function VariablePage({ source, url }: { source: DataSourceApi; url: PageUrl }) {
  const support = source.variables;
  const [query, setQuery] = useState<DataQuery>({ refId: 'variable' });
  const [choices, setChoices] = useState<MetricFindValue[]>([]);
  const [failure, setFailure] = useState<string>();
  if (!(support instanceof CustomVariableSupport)) {
    return <Alert severity="error" title="The plugin has no variables with an editor of its own." />;
  }
  const change = (next: DataQuery) => {
    setQuery(next);
    setFailure(undefined);
    const request: DataQueryRequest<DataQuery> = requestFor(source, next, rangeUtil.convertRawToRange(rangeOf(url)));
    from(support.query(request)).subscribe({
      next: ({ data }) => setChoices(data),
      error: (error: unknown) => setFailure(error instanceof Error ? error.message : String(error)),
    });
  };
  const Editor = support.editor;
  return (
    <section aria-label="Variable">
      <Editor datasource={source} query={query} onChange={change} onRunQuery={() => undefined} />
      {failure && <Alert severity="error" title={failure} />}
      {choices.length > 0 && (
        <div role="region" aria-label="Choices">
          <TagList tags={choices.map(({ text }) => text)} displayMax={20} />
        </div>
      )}
    </section>
  );
}
