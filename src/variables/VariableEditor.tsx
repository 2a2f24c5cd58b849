import type { QueryEditorProps } from '@grafana/data';
import { Combobox, Field, Stack } from '@grafana/ui';
import { useId } from 'react';

import type { DataSource } from '../datasource';
import { VARIABLES } from '../english/variables';
import type { HuntingQuery } from '../query';
import { TABLES } from '../schema/tables';
import type { Settings } from '../settings';

import { KqlBox } from './KqlBox';
import { MOST_OPTIONS } from './hunts';
import { definitionOf, readVariableQuery, VARIABLE_KINDS, type VariableQuery } from './variableQuery';

type Props = QueryEditorProps<DataSource, HuntingQuery, Settings, VariableQuery>;

/** Grafana hands `onChange` the text for its list of variables, too. */
export type VariableEditorProps = Omit<Props, 'onChange'> & {
  onChange: (query: VariableQuery, definition?: string) => void;
};

const KINDS = VARIABLE_KINDS.map((value) => ({ value, ...VARIABLES.kinds[value] }));
const TABLE_NAMES = [...TABLES.keys()].map((value) => ({ value, label: value }));

/** Chooses what a variable's list is made of. Each change runs it, so KQL counts when the box is left. */
export function VariableEditor({ query, onChange }: VariableEditorProps) {
  const stored = readVariableQuery(query);
  const id = useId();
  const change = (part: Partial<VariableQuery>) => {
    const next = { ...stored, ...part };
    onChange(next, definitionOf(next));
  };
  const { kind, table } = stored;
  const columns = (TABLES.get(table ?? '')?.columns ?? []).map(({ name, type }) => ({
    value: name,
    label: name,
    description: type,
  }));

  return (
    <Stack direction="column" gap={1}>
      <Field noMargin label={VARIABLES.kind} description={VARIABLES.kinds[kind].description}>
        <Combobox id={`${id}-kind`} options={KINDS} value={kind} onChange={({ value }) => change({ kind: value })} />
      </Field>
      {(kind === 'values' || kind === 'columns') && (
        <Field noMargin label={VARIABLES.table} description={VARIABLES.tableHint}>
          <Combobox
            id={`${id}-table`}
            createCustomValue
            options={TABLE_NAMES}
            value={table ?? null}
            onChange={({ value }) => change({ table: value, column: undefined })}
          />
        </Field>
      )}
      {kind === 'values' && (
        <Field noMargin label={VARIABLES.column} description={VARIABLES.columnHint}>
          <Combobox
            id={`${id}-column`}
            createCustomValue
            options={columns}
            value={stored.column ?? null}
            onChange={({ value }) => change({ column: value })}
          />
        </Field>
      )}
      {kind === 'kql' && (
        <KqlBox
          label={VARIABLES.query}
          hint={VARIABLES.queryHint(MOST_OPTIONS)}
          kql={stored.query ?? ''}
          onSave={(kql) => kql !== stored.query && change({ query: kql })}
        />
      )}
    </Stack>
  );
}
