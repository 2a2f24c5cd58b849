import { css } from '@emotion/css';
import { createTheme, type DataSourceSettings, type GrafanaTheme2, ThemeContext } from '@grafana/data';
import {
  Alert,
  Button,
  GlobalStyles,
  LoadingPlaceholder,
  PortalContainer,
  Tab as TabButton,
  TabsBar,
  Text,
  useStyles2,
} from '@grafana/ui';
import { useEffect, useMemo, useState } from 'react';

import { AnnotationPage } from './AnnotationPage';
import { activate, type Loaded, loadDataSource } from './grafana/dataSource';
import type { PageUrl, Tab, ThemeName } from './pageUrl';
import { QueryPage } from './QueryPage';
import { SettingsPage } from './SettingsPage';
import { VariablePage } from './VariablePage';

/** The page: the plugin's query editor with its results, its other editors, and its settings page. */
export function App({ url }: { url: PageUrl }) {
  const [name, setName] = useState<ThemeName>(url.theme);
  const theme = useMemo(() => createTheme({ colors: { mode: name } }), [name]);
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Shell url={url} theme={name} onTheme={setName} />
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

interface ShellProps {
  url: PageUrl;
  theme: ThemeName;
  onTheme: (theme: ThemeName) => void;
}

function Shell({ url, theme, onTheme }: ShellProps) {
  const styles = useStyles2(getStyles);
  const [tab, setTab] = useState<Tab>(url.tab);
  const { loaded, failure, onSaved } = useDataSource();
  const other = theme === 'dark' ? 'light' : 'dark';
  const tabButton = (value: Tab, label: string) => (
    <TabButton label={label} active={tab === value} onChangeTab={() => setTab(value)} />
  );
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <img src="/public/plugins/huntboard-defender-datasource/img/logo.svg" alt="" width={28} height={28} />
        <Text element="h1" variant="h4">
          {loaded?.settings.name ?? 'Defender Hunting'}
        </Text>
        <Text color="secondary" variant="bodySmall">
          plugin preview
        </Text>
        <div className={styles.spring} />
        <Button size="sm" variant="secondary" fill="text" onClick={() => onTheme(other)}>
          {other === 'light' ? 'Light theme' : 'Dark theme'}
        </Button>
      </header>
      <nav aria-label="Pages">
        <TabsBar>
          {tabButton('query', 'Query')}
          {tabButton('variable', 'Variable')}
          {tabButton('annotation', 'Annotation')}
          {tabButton('settings', 'Settings')}
        </TabsBar>
      </nav>
      <main className={styles.main}>
        {failure && <Alert severity="error" title={failure} />}
        {!loaded && !failure && <LoadingPlaceholder text="Loading the plugin…" />}
        {loaded && tab === 'query' && <QueryPage loaded={loaded} url={url} />}
        {loaded && tab === 'variable' && <VariablePage source={loaded.source} url={url} />}
        {loaded && tab === 'annotation' && <AnnotationPage source={loaded.source} url={url} />}
        {loaded && tab === 'settings' && <SettingsPage loaded={loaded} onSaved={onSaved} />}
      </main>
    </div>
  );
}

function useDataSource() {
  const [loaded, setLoaded] = useState<Loaded>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    loadDataSource().then(setLoaded, (error: unknown) => setFailure(`The plugin didn't load: ${messageOf(error)}`));
  }, []);
  const onSaved = (settings: DataSourceSettings) =>
    setLoaded((before) => before && { ...before, settings, source: activate(before.plugin, settings) });
  return { loaded, failure, onSaved };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : JSON.stringify(error);
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    maxWidth: 1440,
    margin: '0 auto',
    padding: theme.spacing(2, 3, 4),
  }),
  header: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(1),
  }),
  spring: css({ flexGrow: 1 }),
  main: css({ paddingTop: theme.spacing(2) }),
});
