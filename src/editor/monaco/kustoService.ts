import type { EngineSchema } from './kustoSchema';

/** The part of Grafana's own `@kusto/monaco-kusto` that we use. */
interface KustoModule {
  getKustoWorker(): Promise<(uri: unknown) => Promise<KustoWorker>>;
}

interface KustoWorker {
  setSchema(schema: EngineSchema): Promise<void>;
}

interface Loader {
  import(name: string): Promise<unknown>;
}

/** Gives the worker that serves all KQL editors of the page a schema. */
export type SetSchema = (schema: EngineSchema) => Promise<void>;

/**
 * Asks Grafana for its Kusto language service, at run time: in the bundle, or as an external of it, it would load
 * Monaco with every dashboard. Undefined where the host has none; then our own tools do the work.
 */
export async function kustoService(modelUri: unknown): Promise<SetSchema | undefined> {
  const { System } = window as { System?: Loader };
  try {
    const module: unknown = await System?.import('@kusto/monaco-kusto');
    if (!isKusto(module)) {
      return undefined;
    }
    const accessor = await module.getKustoWorker();
    return async (schema) => (await accessor(modelUri)).setSchema(schema);
  } catch {
    return undefined; // the host doesn't have it, which is no fault of the query's author
  }
}

function isKusto(module: unknown): module is KustoModule {
  return typeof module === 'object' && module !== null && 'getKustoWorker' in module;
}
