import { css } from '@emotion/css';
import { CoreApp, type DataQuery, type GrafanaTheme2, LoadingState, rangeUtil, type RawTimeRange } from '@grafana/data';
import { Alert, Button, TimeRangePicker, useStyles2 } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';

import type { Loaded } from './grafana/dataSource';
import { type PageUrl, rangeOf } from './pageUrl';
import { queryError } from './queryError';
import { Results } from './Results';
import { shiftRange, zoomOut } from './rangeSteps';
import { useHunt } from './useHunt';

/** The plugin's query editor between a time range and the results, as in a panel's editor. */
export function QueryPage({ loaded: { plugin, source }, url }: { loaded: Loaded; url: PageUrl }) {
  const styles = useStyles2(getStyles);
  const { data, run } = useHunt(source);
  const [raw, setRaw] = useState<RawTimeRange>(rangeOf(url));
  const [query, setQuery] = useState<DataQuery>(() => firstQuery(source.getDefaultQuery?.(CoreApp.PanelEditor), url));
  const latest = useRef(query); // the editor changes the query and runs it within one event

  const change = (next: DataQuery) => {
    latest.current = next;
    setQuery(next);
  };
  const runNow = () => run(latest.current, raw);
  const changeRange = (next: RawTimeRange) => {
    setRaw(next);
    run(latest.current, next);
  };
  useEffect(() => {
    if (url.query !== '') {
      runNow();
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the address asks for one run, when the page opens
  }, []);

  const range = rangeUtil.convertRawToRange(raw, 'utc');
  const QueryEditor = plugin.components.QueryEditor;
  const error = queryError(data, query.refId);
  return (
    <>
      <section className={styles.editor} aria-label="Query">
        <div className={styles.toolbar}>
          <TimeRangePicker
            value={range}
            timeZone="utc"
            onChange={(next) => changeRange(next.raw)}
            onChangeTimeZone={() => undefined}
            onMoveBackward={() => changeRange(shiftRange(range, -1))}
            onMoveForward={() => changeRange(shiftRange(range, 1))}
            onZoom={() => changeRange(zoomOut(range))}
          />
          <Button icon="play" onClick={runNow} disabled={data.state === LoadingState.Loading}>
            Run query
          </Button>
        </div>
        {QueryEditor && (
          <QueryEditor
            app={CoreApp.PanelEditor}
            datasource={source}
            query={query}
            queries={[query]}
            range={range}
            data={data.state === LoadingState.NotStarted ? undefined : data}
            onChange={change}
            onRunQuery={runNow}
          />
        )}
        {error && <Alert className={styles.error} severity="error" title={error} bottomSpacing={0} />}
      </section>
      <Results data={data} />
    </>
  );
}

function firstQuery(defaults: Partial<DataQuery> | undefined, url: PageUrl): DataQuery {
  const given = url.query === '' ? {} : { query: url.query };
  return { refId: 'A', ...defaults, ...given };
}

const getStyles = (theme: GrafanaTheme2) => ({
  editor: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(2),
  }),
  error: css({ marginTop: theme.spacing(1) }),
  toolbar: css({
    display: 'flex',
    justifyContent: 'flex-end',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  }),
});
