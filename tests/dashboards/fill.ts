import { interpolate } from '../../src/kql/interpolate';
import type { Dashboard, Variable } from './dashboard';

/** What is chosen in a dashboard's variables; one that is not named has "All" chosen. */
export type Choices = Readonly<Record<string, string[]>>;

/** Puts the choices into KQL as Grafana does it together with the data source. */
export function fill(kql: string, dashboard: Dashboard, choices: Choices): string {
  const variables = new Map(dashboard.templating.list.map((variable) => [variable.name, variable]));
  return interpolate(kql, (reference, formatter) => {
    const variable = variables.get(/\w+/.exec(reference)?.[0] ?? '');
    if (variable === undefined) {
      return reference;
    }
    const chosen = choices[variable.name];
    if (chosen === undefined && variable.allValue !== undefined) {
      return variable.allValue; // Grafana asks no formatter for it
    }
    return formatter(chosen ?? allOf(variable), { multi: true });
  });
}

function allOf(variable: Variable): string[] {
  return variable.options.map(({ value }) => value).filter((value) => value !== '$__all');
}
