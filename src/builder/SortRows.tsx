import { Button, IconButton, RadioButtonGroup } from '@grafana/ui';

import { BUILDER } from '../english/builder';

import { ColumnField } from './ColumnField';
import type { Choice } from './columns';
import type { SortKey } from './outline';
import { Row } from './Row';

interface Props {
  sort: SortKey[];
  /** Those that the rows have in the end. */
  columns: readonly Choice[];
  onChange: (sort: SortKey[]) => void;
}

const DIRECTIONS = (['desc', 'asc'] as const).map((value) => ({ value, label: BUILDER.directions[value] }));

/** The order of the rows; the first column counts most. */
export function SortRows({ sort, columns, onChange }: Props) {
  const set = (i: number, key: SortKey) => onChange(sort.map((other, at) => (at === i ? key : other)));
  return (
    <>
      {sort.map((key, i) => (
        <Row
          key={`${sort.length}.${i}`}
          buttons={
            <IconButton
              name="trash-alt"
              tooltip={BUILDER.remove(BUILDER.sortKey(i + 1, ''))}
              onClick={() => onChange(sort.filter((_, at) => at !== i))}
            />
          }
        >
          <ColumnField
            label={BUILDER.sortKey(i + 1, BUILDER.column)}
            value={key.column}
            columns={columns.filter(({ type }) => type !== 'dynamic')}
            onChange={(column) => set(i, { ...key, column })}
          />
          <RadioButtonGroup
            aria-label={BUILDER.sortKey(i + 1, BUILDER.direction)}
            options={DIRECTIONS}
            value={key.direction ?? 'desc'}
            onChange={(direction) => set(i, { ...key, direction })}
          />
        </Row>
      ))}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          onClick={() => onChange([...sort, { column: '', direction: 'desc' }])}
        >
          {BUILDER.addSort}
        </Button>
      </div>
    </>
  );
}
