import { Button, Combobox, IconButton, MultiCombobox } from '@grafana/ui';

import { BUILDER, FIGURE_WORDS } from '../english/builder';

import type { About } from './about';
import { ColumnField, optionOf } from './ColumnField';
import { typeOf } from './columns';
import { isFigure } from './complete';
import { withCall, withFigure } from './edits';
import { FIGURES, fits } from './figures';
import { Labeled } from './Labeled';
import { nameOf } from './operand';
import type { Figure } from './outline';
import { Remark } from './Remark';
import { Row } from './Row';
import { spellName } from './spelling';
import { TextField } from './TextField';

interface Props {
  figures: Figure[];
  about: About;
  onChange: (figures: Figure[]) => void;
}

const CALLS = Object.keys(FIGURES).map((value) => {
  const [label, description] = FIGURE_WORDS[value] ?? [value, ''];
  return { value, label, description };
});

/** What a summary counts and computes. */
export function FigureRows({ figures, about, onChange }: Props) {
  return (
    <>
      {figures.map((figure, i) => (
        <FigureRow
          key={`${figures.length}.${i}`}
          figure={figure}
          about={about}
          word={(part) => BUILDER.figure(i + 1, part)}
          onChange={(next) => onChange(withFigure(figures, i, next))}
          onRemove={() => onChange(figures.filter((_, at) => at !== i))}
        />
      ))}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          onClick={() => onChange(withFigure(figures, figures.length, { name: 'Count', call: 'count', operands: [] }))}
        >
          {BUILDER.addFigure}
        </Button>
      </div>
    </>
  );
}

interface RowProps {
  figure: Figure;
  about: About;
  word: (part: string) => string;
  onChange: (figure: Figure) => void;
  onRemove: () => void;
}

function FigureRow({ figure, about, word, onChange, onRemove }: RowProps) {
  const { name, call, operands } = figure;
  const takes = FIGURES[call] ?? [];
  const [column = '', ...others] = operands;
  const fitting = about.columns.filter(({ type }) => fits(call, type));
  return (
    <Row
      buttons={<IconButton name="trash-alt" tooltip={BUILDER.remove(word(''))} onClick={onRemove} />}
      below={!isFigure(figure) && <Remark text={BUILDER.incomplete} />}
    >
      <Labeled label={word(BUILDER.call)} width={145}>
        {(ids) => (
          <Combobox
            {...ids}
            options={CALLS}
            value={call}
            onChange={(option) => onChange(withCall(figure, option.value))}
          />
        )}
      </Labeled>
      {takes[0] === 'column' && (
        <ColumnField
          label={word(BUILDER.column)}
          value={column}
          columns={fitting}
          invalid={column !== '' && !fits(call, typeOf(column, about.columns))}
          onChange={(next) => onChange(withCall(figure, call, [next, ...others]))}
        />
      )}
      {takes[1] === 'number' && (
        <TextField
          label={word(BUILDER.number)}
          width={60}
          value={others[0] ?? ''}
          onChange={(text) => onChange(withCall(figure, call, [column, isPercent(text) ? text : (others[0] ?? '95')]))}
        />
      )}
      {takes.includes('rest') && (
        <Rest label={word(BUILDER.rest)} rest={others} about={about} onChange={(rest) => set([column, ...rest])} />
      )}
      {!takes.includes('rest') && (
        <TextField
          label={word(BUILDER.name)}
          width={160}
          placeholder={BUILDER.namePlaceholder}
          value={name === '' ? '' : nameOf(name)}
          onChange={(text) => onChange({ ...figure, name: text === '' ? '' : spellName(text) })}
        />
      )}
    </Row>
  );

  function set(next: string[]) {
    onChange({ ...figure, operands: next });
  }
}

function isPercent(text: string): boolean {
  return /^\d{1,3}(\.\d+)?$/.test(text) && Number(text) <= 100;
}

interface RestProps {
  label: string;
  rest: string[];
  about: About;
  onChange: (rest: string[]) => void;
}

/** The columns of a row that is kept; all of them where none is chosen. */
function Rest({ label, rest, about, onChange }: RestProps) {
  return (
    <Labeled label={label} width={220} grows>
      {(ids) => (
        <MultiCombobox
          {...ids}
          createCustomValue={about.columns.length === 0}
          placeholder={BUILDER.keepAll}
          options={about.columns.map(optionOf)}
          value={rest.filter((column) => column !== '*').map(nameOf)}
          onChange={(chosen) => onChange(chosen.length === 0 ? ['*'] : chosen.map(({ value }) => spellName(value)))}
        />
      )}
    </Labeled>
  );
}
