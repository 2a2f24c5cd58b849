import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';

import { type DataSourceApi, DataSourcePlugin } from '@grafana/data';

import { SHARED } from './sharedModules';

type Register = [string[], (exported: (module: object) => void) => { execute(): void | Promise<void> }];

/** The part of SystemJS used here; it publishes no types. */
interface Loader {
  addImportMap(map: { imports: Record<string, string> }): void;
  import(url: string): Promise<Record<string, unknown>>;
  constructor: { prototype: { instantiate(url: string, parent?: string): Promise<Register> | Register } };
}

declare global {
  interface Window {
    System: Loader;
  }
}

const PREFIX = 'shared:';

/** Loads a data source's module.js as Grafana does: an AMD module whose externals are Grafana's own copies. */
export async function importPlugin(url: string): Promise<DataSourcePlugin<DataSourceApi>> {
  shareModules(window.System);
  const { plugin } = await window.System.import(url);
  if (!(plugin instanceof DataSourcePlugin)) {
    throw new Error(`${url} exports no "plugin" made by the host's DataSourcePlugin.`);
  }
  return plugin;
}

function shareModules(system: Loader): void {
  const shared = new Map(Object.entries(SHARED).map(([name, load]) => [PREFIX + name, load]));
  system.addImportMap({ imports: Object.fromEntries(Object.keys(SHARED).map((name) => [name, PREFIX + name])) });
  const { prototype } = system.constructor;
  const fromNetwork = prototype.instantiate;
  prototype.instantiate = function (url, parent) {
    const load = shared.get(url);
    if (!load) {
      return fromNetwork.call(this, url, parent);
    }
    return [[], (exported) => ({ execute: async () => exported(await load()) })];
  };
}
