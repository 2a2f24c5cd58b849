import type { ScopedVars, TypedVariableModel } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

type Value = string | string[];

interface Variable {
  value: Value;
  multi?: boolean;
  /** What "All" stands for, where the dashboard's author says so. */
  allValue?: string;
  /** The values that "All" is made of. */
  options?: string[];
}

type Format = Parameters<TemplateSrv['replace']>[2];

/** Grafana's expression for a reference, format and path included (12.3.0, features/variables/utils.ts). */
const REFERENCE = /\$(\w+)|\[\[(\w+?)(?::(\w+))?\]\]|\${(\w+)(?:\.([^:^\}]+))?(?::([^\}]+))?}/g;

/** The formats that the tests spell out, as Grafana documents them. */
const FORMATS: Record<string, (values: string[]) => string> = {
  text: (values) => values.join(' + '),
  raw: (values) => values.join(','),
  csv: (values) => values.join(','),
  pipe: (values) => values.join('|'),
  doublequote: (values) => values.map((value) => `"${value}"`).join(','),
  singlequote: (values) => values.map((value) => `'${value}'`).join(','),
  json: (values) => JSON.stringify(values),
  glob: (values) => (values.length > 1 ? `{${values.join(',')}}` : values.join('')),
};

/**
 * Stands in for the host's service with the rules of its `replace`: a format in the reference wins over the
 * formatter, the formatter gets the selection as it is (a string, or a list), a custom "All" value and the names that
 * the host computes (`computed`, such as `__timezone`) are put in without asking it, an unknown name stays.
 */
export function templateSrv(variables: Record<string, Variable>, computed: Record<string, string> = {}): TemplateSrv {
  const replace = (target = '', scopedVars: ScopedVars = {}, formatter?: Format): string =>
    target.replace(REFERENCE, (match: string, ...groups: Array<string | undefined>) => {
      const [bare, bracketed, bracketedFormat, braced, , bracedFormat] = groups;
      const name = bare ?? bracketed ?? braced ?? '';
      const scoped = scopedVars[name];
      const variable: Variable | undefined = scoped ? { value: scoped.value } : variables[name];
      if (!variable) {
        return computed[name] ?? match;
      }
      if (isAll(variable) && (bracketedFormat ?? bracedFormat ?? formatter) === 'text') {
        return 'All';
      }
      if (isAll(variable) && variable.allValue) {
        return variable.allValue;
      }
      const format = bracketedFormat ?? bracedFormat ?? formatter;
      return formatted(variable, name, format);
    });
  return {
    replace,
    getVariables: () =>
      Object.entries(variables).map(([name, variable]) => {
        const { value, allValue } = variable;
        const known = { name, type: 'query', current: { value }, allValue, includeAll: offersAll(variable) };
        return known as TypedVariableModel;
      }),
    containsTemplate: (target) => (target ?? '').search(REFERENCE) >= 0,
    updateTimeRange: () => undefined,
  };
}

const offersAll = ({ allValue, options }: Variable) => allValue !== undefined || options !== undefined;

const isAll = (variable: Variable) => offersAll(variable) && [variable.value].flat()[0] === '$__all';

function formatted(variable: Variable, name: string, format: Format): string {
  if (typeof format === 'function') {
    return format(isAll(variable) ? (variable.options ?? []) : variable.value, {
      name,
      multi: variable.multi ?? Array.isArray(variable.value),
    });
  }
  const write = FORMATS[format ?? 'glob'];
  if (!write) {
    throw new Error(`the fake has no format ${format}`);
  }
  return write([variable.value].flat().map(String));
}
