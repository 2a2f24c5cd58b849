import { type AnnotationQuery, type DataQuery, type DataSourceApi, rangeUtil } from '@grafana/data';
import { Alert } from '@grafana/ui';
import { useRef, useState } from 'react';

import { type PageUrl, rangeOf } from './pageUrl';
import { queryError } from './queryError';
import { Results } from './Results';
import { useHunt } from './useHunt';

/** The plugin's annotation editor over the rows that become events, as in a dashboard's settings. */
export function AnnotationPage({ source, url }: { source: DataSourceApi; url: PageUrl }) {
  const { data, run } = useHunt(source);
  const [target, setTarget] = useState<DataQuery>();
  const latest = useRef(target); // the editor changes the query and runs it within one event
  const { QueryEditor, prepareQuery } = source.annotations ?? {};

  const change = (next: DataQuery) => {
    latest.current = next;
    setTarget(next);
  };
  const runNow = () => {
    const annotation: AnnotationQuery = { name: 'Preview', enable: true, iconColor: 'red', target: latest.current };
    const query = prepareQuery?.(annotation);
    if (query) {
      run(query, rangeOf(url));
    }
  };
  const error = queryError(data, target?.refId ?? 'annotation');
  return (
    <section aria-label="Annotation">
      {QueryEditor && (
        <QueryEditor
          datasource={source}
          query={target as DataQuery} // Grafana gives a new annotation none
          range={rangeUtil.convertRawToRange(rangeOf(url))}
          onChange={change}
          onRunQuery={runNow}
        />
      )}
      {error && <Alert severity="error" title={error} />}
      <Results data={data} />
    </section>
  );
}
