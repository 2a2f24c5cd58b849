import type { ResultColumn } from '../../kql/engine';
import { TYPE_NAMES } from './typeNames';

/** The schema of an answer; the documents mix both casings of its members. */
export function schemaJson(columns: readonly ResultColumn[], members: 'name' | 'Name'): string {
  return JSON.stringify(
    columns.map(({ name, type }) =>
      members === 'name' ? { name, type: TYPE_NAMES[type] } : { Name: name, Type: TYPE_NAMES[type] }
    )
  );
}
