import type { ScopedVars, TimeRange } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

type Format = NonNullable<Parameters<TemplateSrv['replace']>[2]>;

/** What a dashboard's selection of one variable looks like: one value, or several. */
export type Selection = string | string[];

/** `$name`, `[[name]]`, `[[name:format]]`, `${name}`, `${name:format}`. */
const REFERENCE = /\$\w+|\[\[\w+(?::\w+)?\]\]|\$\{\w+(?::[^}]+)?\}/g;
const PARTS = /^[$[{]+(?<name>\w+)(?::(?<format>[^}\]]+))?/;

const FORMATS: Record<string, (values: string[]) => string> = {
  raw: (values) => values.join(','),
  csv: (values) => values.join(','),
  pipe: (values) => values.join('|'),
  json: (values) => JSON.stringify(values.length === 1 ? values[0] : values),
  singlequote: (values) => values.map((value) => `'${value.replaceAll("'", "\\'")}'`).join(','),
  doublequote: (values) => values.map((value) => `"${value.replaceAll('"', '\\"')}"`).join(','),
  glob: (values) => (values.length > 1 ? `{${values.join(',')}}` : values.join('')),
};

/**
 * Fills variable references by Grafana's rules: a format in the reference wins over the caller's, scoped variables win
 * over the page's, an unknown name stays as it is. `variables` are the page's own (`?var-host=a&var-host=b`).
 * Throws on a format that this page does not know; Grafana knows more.
 */
export function templateSrv(variables: Record<string, Selection>): TemplateSrv {
  let range: TimeRange | undefined;
  const selected = (name: string, scoped: ScopedVars): Selection | undefined =>
    scoped[name] ? scoped[name].value : (variables[name] ?? rangeVariable(name, range));
  return {
    getVariables: () => [],
    containsTemplate: (target = '') => target.search(REFERENCE) >= 0,
    updateTimeRange: (now) => {
      range = now;
    },
    replace: (target = '', scoped = {}, format) =>
      target.replace(REFERENCE, (match) => {
        const { name = '', format: explicit } = PARTS.exec(match)?.groups ?? {};
        const value = selected(name, scoped);
        return value === undefined ? match : formatted(name, value, explicit ?? format);
      }),
  };
}

function formatted(name: string, value: Selection, format: Format = 'glob'): string {
  if (typeof format === 'function') {
    return String(format(value, { name, multi: Array.isArray(value), includeAll: false }));
  }
  const write = FORMATS[format];
  if (!write) {
    throw new Error(`The preview has no variable format "${format}"; it has ${Object.keys(FORMATS).join(', ')}.`);
  }
  return write([value].flat().map(String));
}

function rangeVariable(name: string, range: TimeRange | undefined): string | undefined {
  if (!range) {
    return undefined;
  }
  const milliseconds = range.to.valueOf() - range.from.valueOf();
  const values: Record<string, string> = {
    __from: String(range.from.valueOf()),
    __to: String(range.to.valueOf()),
    __range: `${Math.round(milliseconds / 1000)}s`,
    __range_s: String(Math.round(milliseconds / 1000)),
    __range_ms: String(milliseconds),
  };
  return values[name];
}
