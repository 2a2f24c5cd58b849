import { Combobox, IconButton } from '@grafana/ui';

import { BUILDER, COMPARISON_WORDS, TIME_WORDS } from '../english/builder';

import type { About } from './about';
import { ColumnField } from './ColumnField';
import { typeOf, typeOfColumn } from './columns';
import { isComplete } from './complete';
import { withColumn, withKeys, withOperator } from './edits';
import { Labeled } from './Labeled';
import { keysOf, nameOf, operandOf } from './operand';
import { OPERATORS, operatorsFor, TIME_FILTER } from './operators';
import type { Condition } from './outline';
import { Remark } from './Remark';
import { Row } from './Row';
import { spellName } from './spelling';
import { SuggestionList } from './SuggestionList';
import { TextField } from './TextField';
import { useSuggestions } from './useSuggestions';
import { dataValue, textOf } from './value';
import { Values } from './Values';

interface Props {
  condition: Condition;
  about: About;
  word: (part: string) => string;
  /** Values can be asked for: the columns are the table's own. */
  suggests: boolean;
  /** A typed change names its field. */
  onChange: (condition: Condition, isTyped?: boolean) => void;
  onRemove: () => void;
  /** Buttons that change the group. */
  extra?: JSX.Element;
}

/** Texts that hold a document, although their column is of type string. */
const DOCUMENTS = /(Fields|Json|Properties|EventData)$/;

/** One condition: what is compared, how, and with what. */
export function ConditionRow(props: Props) {
  const { condition, about, word, suggests, onChange, onRemove, extra } = props;
  const { values } = condition;
  const { own, type, asked, isUnknown } = read(condition, about);
  const { shown, ask, close } = useSuggestions(about, asked);
  const isOne = OPERATORS[condition.operator] === 'one';
  return (
    <Row
      buttons={
        <>
          {asked !== '' && suggests && (
            <IconButton name="list-ul" tooltipPlacement="top" tooltip={BUILDER.suggest(asked)} onClick={ask} />
          )}
          {extra}
          <IconButton name="trash-alt" tooltip={BUILDER.remove(word(''))} onClick={onRemove} />
        </>
      }
      below={
        <>
          <SuggestionList
            column={asked}
            suggestions={shown}
            typed={isOne ? textOf(values[0] ?? '') : ''}
            chosen={values.map(textOf)}
            onPick={(text) => onChange({ ...condition, values: picked(condition, text, type) })}
            onClose={close}
          />
          {isUnknown && <Remark isError text={BUILDER.noColumn(nameOf(own), about.table)} />}
          {!isComplete(condition) && <Remark text={BUILDER.incomplete} />}
        </>
      }
    >
      <Compared {...props} />
      <Values
        {...{ word, type, values, about }}
        operator={condition.operator}
        onChange={(next) => onChange({ ...condition, values: next }, true)}
      />
    </Row>
  );
}

/** What the fields of a condition go by. */
function read({ column: written, operator }: Condition, { columns, timeColumn }: About) {
  const column = written || (operator === TIME_FILTER && timeColumn !== null ? spellName(timeColumn) : '');
  const operand = operandOf(column);
  const own = operand?.column ?? '';
  const ownType = typeOfColumn(own, columns);
  const type = typeOf(column, columns);
  const asked = operand?.steps.length === 0 && canSuggest(type, operator) ? nameOf(own) : '';
  const isUnknown = own !== '' && columns.length > 0 && !columns.some(({ name }) => name === nameOf(own));
  const isDocument =
    operand !== undefined && (ownType === 'dynamic' || operand.steps.length > 0 || DOCUMENTS.test(own));
  return { column, own, ownType, type, asked, isUnknown, keys: isDocument ? keysOf(operand) : undefined };
}

/** The column, a key in it where it holds documents, and the comparison. */
function Compared({ condition, about, word, onChange }: Props) {
  const { columns, timeColumn } = about;
  const { column, own, ownType, type, isUnknown, keys } = read(condition, about);
  const compare = (next: string) =>
    onChange(withColumn(condition, { column: next, type: typeOf(next, columns), timeColumn }));
  return (
    <>
      <ColumnField label={word(BUILDER.column)} value={own} columns={columns} invalid={isUnknown} onChange={compare} />
      {keys !== undefined && (
        <TextField
          label={word(BUILDER.key)}
          width={150}
          placeholder={BUILDER.keyPlaceholder}
          value={keys}
          onChange={(text) => compare(withKeys(column, text, ownType))}
        />
      )}
      <Labeled label={word(BUILDER.comparison)} width={145}>
        {(ids) => (
          <Combobox
            {...ids}
            options={comparisons(type, condition.operator)}
            value={condition.operator}
            onChange={(option) => onChange(withOperator(condition, option.value, { column, type, timeColumn }))}
          />
        )}
      </Labeled>
    </>
  );
}

/** The values after one was taken from the list: it alone, or in and out of several. */
function picked({ operator, values }: Condition, text: string, type: string | undefined): string[] {
  const value = dataValue(type, text) ?? '';
  const others = values.filter((other) => textOf(other) !== text);
  return OPERATORS[operator] !== 'list' ? [value] : others.length < values.length ? others : [...values, value];
}

function canSuggest(type: string | undefined, operator: string): boolean {
  const takes = OPERATORS[operator];
  return (
    type !== 'datetime' && type !== 'dynamic' && operator !== 'matches regex' && (takes === 'one' || takes === 'list')
  );
}

/** The comparisons of a type, and the one that is chosen, whatever the type. */
function comparisons(type: string | undefined, chosen: string) {
  const names = operatorsFor(type);
  return [...names, ...(names.includes(chosen) ? [] : [chosen])].map((name) => {
    const [label, description] = (type === 'datetime' && TIME_WORDS[name]) || (COMPARISON_WORDS[name] ?? [name, '']);
    return { value: name, label, description };
  });
}
