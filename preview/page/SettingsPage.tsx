import { css } from '@emotion/css';
import {
  type DataSourceSettings,
  DataSourceTestFailed,
  DataSourceTestSucceeded,
  type GrafanaTheme2,
} from '@grafana/data';
import { getAppEvents, getBackendSrv, HealthCheckError } from '@grafana/runtime';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import { useEffect, useRef, useState } from 'react';

import type { Loaded } from './grafana/dataSource';

interface Props {
  loaded: Loaded;
  onSaved: (settings: DataSourceSettings) => void;
}

interface Health {
  ok: boolean;
  message: string;
  details?: string;
}

/** The plugin's settings page with Grafana's "Save & test"; the host forgets what was saved when it ends. */
export function SettingsPage({ loaded, onSaved }: Props) {
  const styles = useStyles2(getStyles);
  const [options, setOptions] = useState<DataSourceSettings>({ ...loaded.settings, readOnly: false });
  const [health, setHealth] = useState<Health>();
  const [busy, setBusy] = useState(false);
  const tested = useRef<Loaded['source']>();

  const save = async () => {
    setBusy(true);
    setHealth(undefined);
    try {
      const url = `/api/datasources/uid/${options.uid}`;
      const { datasource } = await getBackendSrv().put<{ datasource: DataSourceSettings }>(url, options);
      setOptions(datasource);
      onSaved(datasource); // makes a new data source, which the effect below asks
    } catch (error) {
      setHealth({ ok: false, message: `The settings weren't saved: ${messageOf(error)}` });
      setBusy(false);
    }
  };
  useEffect(() => {
    const first = tested.current === undefined;
    tested.current = loaded.source;
    if (!first) {
      void check(loaded.source)
        .then((found) => {
          setHealth(found);
          getAppEvents().publish(found.ok ? new DataSourceTestSucceeded() : new DataSourceTestFailed()); // as Grafana does
        })
        .finally(() => setBusy(false));
    }
  }, [loaded.source]);

  const ConfigEditor = loaded.plugin.components.ConfigEditor;
  return (
    <section className={styles.settings} aria-label="Settings">
      {ConfigEditor && <ConfigEditor options={options} onOptionsChange={setOptions} />}
      <Button onClick={save} disabled={busy}>
        {busy ? 'Testing…' : 'Save & test'}
      </Button>
      {health && (
        <div role="region" aria-label="Health" className={styles.health}>
          <Alert severity={health.ok ? 'success' : 'error'} title={health.message}>
            {health.details}
          </Alert>
        </div>
      )}
    </section>
  );
}

async function check(source: Loaded['source']): Promise<Health> {
  try {
    const { message } = await source.testDatasource();
    return { ok: true, message };
  } catch (thrown) {
    return { ok: false, message: messageOf(thrown), details: verboseMessageOf(thrown) };
  }
}

/** DataSourceWithBackend throws `{message, error}`, other code an Error. */
function messageOf(thrown: unknown): string {
  const said = typeof thrown === 'object' && thrown !== null && 'message' in thrown ? thrown.message : thrown;
  return String(said);
}

function verboseMessageOf(thrown: unknown): string | undefined {
  const error = typeof thrown === 'object' && thrown !== null && 'error' in thrown ? thrown.error : undefined;
  const verbose: unknown = error instanceof HealthCheckError ? error.details?.verboseMessage : undefined;
  return typeof verbose === 'string' ? verbose : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  settings: css({ maxWidth: 800 }),
  health: css({ marginTop: theme.spacing(2) }),
});
