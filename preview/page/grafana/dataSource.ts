import {
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  type DataSourcePlugin,
  type DataSourcePluginMeta,
  type DataSourceRef,
  type DataSourceSettings,
} from '@grafana/data';
import { getBackendSrv, setDataSourceSrv } from '@grafana/runtime';

import { importPlugin } from './importPlugin';

export const PLUGIN_ID = 'huntboard-defender-datasource';
const BASE_URL = `/public/plugins/${PLUGIN_ID}`;

/** The loaded plugin and the one data source of the host. */
export interface Loaded {
  plugin: DataSourcePlugin<DataSourceApi>;
  settings: DataSourceSettings;
  source: DataSourceApi;
}

/** Loads the plugin, asks the host for its data source and makes it the one that Grafana's services know. */
export async function loadDataSource(): Promise<Loaded> {
  const meta = await getBackendSrv().get<DataSourcePluginMeta>(`${BASE_URL}/plugin.json`);
  const plugin = await importPlugin(`${BASE_URL}/module.js`);
  plugin.meta = { ...meta, baseUrl: BASE_URL, module: `${BASE_URL}/module.js` };
  const [settings] = await getBackendSrv().get<DataSourceSettings[]>('/api/datasources');
  if (!settings) {
    throw new Error('The host has no data source: its provisioning folder is empty.');
  }
  return { plugin, settings, source: activate(plugin, settings) };
}

/** Makes the data source anew from saved settings, as Grafana does after "Save & test". */
export function activate(plugin: DataSourcePlugin<DataSourceApi>, settings: DataSourceSettings): DataSourceApi {
  const { id, uid, type, name, url, jsonData } = settings;
  const instance: DataSourceInstanceSettings<DataSourceJsonData> = {
    ...{ id, uid, type, name, url, jsonData },
    meta: plugin.meta,
    readOnly: false,
    access: 'proxy',
  };
  const source = new plugin.DataSourceClass(instance);
  source.meta = plugin.meta;
  const isOurs = (ref?: DataSourceRef | string | null) => {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    return uid === undefined || uid === settings.uid || uid === settings.name;
  };
  setDataSourceSrv({
    get: async (ref) => {
      if (!isOurs(ref)) {
        throw new Error(`The preview has one data source, ${settings.name}; ${JSON.stringify(ref)} is another.`);
      }
      return source;
    },
    getList: () => [instance],
    getInstanceSettings: (ref) => (isOurs(ref) ? instance : undefined),
    reload: () => undefined,
    registerRuntimeDataSource: () => undefined,
  });
  return source;
}
