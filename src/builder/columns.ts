import type { Column, Knowledge } from '../kql/knowledge';

import { typeOfFigure } from './figures';
import { CASTS, nameOf, operandOf } from './operand';
import type { Figure, Key, Outline, Summary } from './outline';

/** A column that can be chosen. `type` is missing where nobody knows it. */
export interface Choice {
  name: string;
  type?: string;
  description: string;
}

/** The columns of a table; none for one that is not known. */
export function columnsOf(knowledge: Knowledge | undefined, table: string): readonly Column[] {
  return knowledge?.tables.get(nameOf(table))?.columns ?? [];
}

/** The type of a column or of a key in one; undefined where nobody knows it. */
export function typeOf(operand: string, columns: readonly Choice[]): string | undefined {
  const read = operandOf(operand);
  if (!read) {
    return undefined;
  }
  const { cast, column, steps } = read;
  return cast ? CASTS[cast] : steps.length > 0 ? 'dynamic' : typeOfColumn(column, columns);
}

export function typeOfColumn(column: string, columns: readonly Choice[]): string | undefined {
  return columns.find(({ name }) => name === nameOf(column))?.type;
}

/** The columns that an outline's rows have in the end, for its order and the conditions on figures. */
export function resultColumns({ shape }: Outline, columns: readonly Choice[]): readonly Choice[] {
  if (shape.kind === 'summary') {
    return summaryColumns(shape, columns);
  }
  const chosen = shape.columns.map(nameOf);
  return chosen.length === 0
    ? columns
    : chosen.map((name) => columns.find((column) => column.name === name) ?? { name, description: '' });
}

function summaryColumns({ figures, keys }: Summary, columns: readonly Choice[]): Choice[] {
  const found = [
    ...keys.flatMap((key) => keyColumn(key, columns)),
    ...figures.flatMap((f) => figureColumns(f, columns)),
  ];
  return [...new Map(found.map((column) => [column.name, column])).values()];
}

function keyColumn({ name, column }: Key, columns: readonly Choice[]): Choice[] {
  const shown = name === '' ? (operandOf(column)?.steps.length === 0 ? column : '') : name;
  const type = typeOf(column, columns);
  return shown === '' ? [] : [{ name: nameOf(shown), description: '', ...(type && { type }) }];
}

function figureColumns({ name, call, operands }: Figure, columns: readonly Choice[]): Choice[] {
  if (call === 'arg_max' || call === 'arg_min') {
    return operands.includes('*')
      ? [...columns]
      : operands.flatMap((operand) => keyColumn({ name: '', column: operand }, columns));
  }
  const type = typeOfFigure(call, typeOf(operands[0] ?? '', columns));
  const shown = name === '' ? (call === 'count' ? 'count_' : '') : nameOf(name);
  return shown === '' ? [] : [{ name: shown, description: '', ...(type && { type }) }];
}
