import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';

/** Grafana's value and text of the choice "All". */
const ALL_VALUE = '$__all';
const ALL_TEXT = 'All';

/**
 * Tells whether "All" is selected in a variable whose author gives it no KQL of its own (a "custom all value" is that
 * KQL). A repeated panel has one value of the variable in its scope, so Grafana is asked for the text there, too.
 */
export function allSelected(name: string, templates: TemplateSrv, scopedVars: ScopedVars): boolean {
  if (scopedVars[name]) {
    return false; // a row or a panel is repeated for one value, never for All
  }
  const variable = templates.getVariables().find((candidate) => candidate.name === name);
  if (!variable || !('current' in variable) || !('includeAll' in variable) || !variable.includeAll) {
    return false; // a text that reads as All is a text: only the author can offer All
  }
  const custom = 'allValue' in variable ? variable.allValue : undefined;
  const current: unknown = 'value' in variable.current ? variable.current.value : undefined;
  return !custom && isAll(current) && templates.replace(`\${${name}:text}`, scopedVars) === ALL_TEXT;
}

function isAll(value: unknown): boolean {
  return [value].flat()[0] === ALL_VALUE;
}
