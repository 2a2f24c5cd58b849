import { type DataFrame, type Field, FieldType, type MetricFindValue } from '@grafana/data';

import { MOST_OPTIONS } from './hunts';

/**
 * Makes a variable's choices of rows. The column `__text` (or `text`) is shown and `__value` (or `value`) is sent; without
 * those names the first is shown, and the second, if there is one, sent. All columns are properties of the choice,
 * which Grafana fills in from 12.4 on (`${device.OSPlatform}`); an older one leaves them alone.
 */
export function optionsOf(frame: DataFrame | undefined): MetricFindValue[] {
  if (!frame || frame.fields.length === 0) {
    return [];
  }
  const named = (...names: string[]) => frame.fields.find(({ name }) => names.includes(name.toLowerCase()));
  const by = { text: named('__text', 'text'), value: named('__value', 'value') };
  const byPlace = !by.text && !by.value;
  const text = by.text ?? by.value ?? frame.fields[0];
  const value = by.value ?? (byPlace ? frame.fields[1] : undefined) ?? text;

  const options = new Map<string, MetricFindValue>();
  for (let row = 0; row < frame.length && options.size < MOST_OPTIONS; row++) {
    const sent = cell(value, row);
    if (sent !== '' && !options.has(sent)) {
      const properties = Object.fromEntries(frame.fields.map((field) => [field.name, cell(field, row)]));
      options.set(sent, { text: cell(text, row) || sent, value: sent, properties });
    }
  }
  return [...options.values()];
}

function cell(field: Field | undefined, row: number): string {
  const value: unknown = field?.values[row];
  if (value === null || value === undefined) {
    return '';
  }
  if (field?.type === FieldType.time && typeof value === 'number') {
    return new Date(value).toISOString();
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
