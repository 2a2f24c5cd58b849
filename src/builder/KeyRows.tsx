import { Button, Combobox, IconButton } from '@grafana/ui';

import { BUILDER } from '../english/builder';

import type { About } from './about';
import { ColumnField } from './ColumnField';
import { typeOf } from './columns';
import { isKey } from './complete';
import { keyOn } from './edits';
import { isNumber } from './figures';
import { Labeled } from './Labeled';
import { type Key, TIME_BIN } from './outline';
import { Remark } from './Remark';
import { Row } from './Row';
import { spellName } from './spelling';

interface Props {
  keys: Key[];
  about: About;
  onChange: (keys: Key[]) => void;
}

const TIME_STEPS = ['1m', '5m', '15m', '1h', '6h', '1d', '7d'];
const NUMBER_STEPS = ['10', '100', '1000', '10000'];
const EACH = '';

/** What a summary is made for: values of columns, steps of time. */
export function KeyRows({ keys, about, onChange }: Props) {
  return (
    <>
      {keys.map((key, i) => (
        <KeyRow
          key={`${keys.length}.${i}`}
          value={key}
          about={about}
          word={(part) => BUILDER.keyOf(i + 1, part)}
          onChange={(next) => onChange(keys.map((other, at) => (at === i ? next : other)))}
          onRemove={() => onChange(keys.filter((_, at) => at !== i))}
        />
      ))}
      <div>
        <Button size="sm" variant="secondary" icon="plus" onClick={() => onChange([...keys, { name: '', column: '' }])}>
          {BUILDER.addKey}
        </Button>
      </div>
    </>
  );
}

interface RowProps {
  value: Key;
  about: About;
  word: (part: string) => string;
  onChange: (key: Key) => void;
  onRemove: () => void;
}

function KeyRow({ value: key, about, word, onChange, onRemove }: RowProps) {
  const { timeColumn, columns } = about;
  const ownTime = key.bin === TIME_BIN && timeColumn !== null ? spellName(timeColumn) : '';
  const column = key.column || ownTime;
  const type = typeOf(column, columns);
  const steps = type === 'datetime' ? [TIME_BIN, ...TIME_STEPS] : isNumber(type) ? NUMBER_STEPS : [];
  const pick = (next: string) => {
    const own = next === TIME_BIN && column === ownTimeOf(about) ? '' : column;
    onChange({ name: key.name, column: own, ...(next !== EACH && { bin: next }) });
  };
  const choose = (next: string) => {
    const made = keyOn(next, typeOf(next, columns));
    onChange(made.bin === TIME_BIN && next === ownTimeOf(about) ? { ...made, column: '' } : made);
  };
  return (
    <Row
      buttons={<IconButton name="trash-alt" tooltip={BUILDER.remove(word(''))} onClick={onRemove} />}
      below={!isKey(key) && <Remark text={BUILDER.incomplete} />}
    >
      <ColumnField
        label={word(BUILDER.column)}
        value={column}
        columns={columns.filter((each) => each.type !== 'dynamic')}
        onChange={choose}
      />
      {(steps.length > 0 || key.bin !== undefined) && (
        <Labeled label={word(BUILDER.step)} width={130}>
          {(ids) => (
            <Combobox
              {...ids}
              createCustomValue
              options={options(steps, key.bin)}
              value={key.bin ?? EACH}
              onChange={(option) => isStep(option.value, type) && pick(option.value)}
            />
          )}
        </Labeled>
      )}
    </Row>
  );
}

function ownTimeOf({ timeColumn }: About): string | undefined {
  return timeColumn === null ? undefined : spellName(timeColumn);
}

function options(steps: readonly string[], chosen: string | undefined) {
  const all = chosen === undefined || steps.includes(chosen) ? steps : [...steps, chosen];
  return [
    ...all.map((value) => ({ value, label: value === TIME_BIN ? BUILDER.fittingStep : value })),
    { value: EACH, label: BUILDER.noStep },
  ];
}

/** `2h` of times, `50` of numbers. */
function isStep(text: string, type: string | undefined): boolean {
  return (
    text === EACH ||
    text === TIME_BIN ||
    (type === 'datetime' ? /^\d+(\.\d+)?(d|h|m|s|ms)$/ : /^\d+(\.\d+)?$/).test(text)
  );
}
