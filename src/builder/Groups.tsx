import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, RadioButtonGroup, Text, useStyles2 } from '@grafana/ui';

import { BUILDER } from '../english/builder';

import type { About } from './about';
import { ConditionRow } from './ConditionRow';
import { operatorsFor } from './operators';
import type { Condition, Group } from './outline';

interface Props {
  groups: Group[];
  about: About;
  /** What a field of a condition is called: `Filter 2: column`. */
  word: (number: string, part: string) => string;
  add: string;
  suggests: boolean;
  /** `field` names the field that is typed in. */
  onChange: (groups: Group[], field?: string) => void;
}

const NEW: Condition = { column: '', operator: operatorsFor('string')[0] ?? '==', values: [''] };

/** The conditions of a query. All groups have to hold; of a group all conditions, or any. */
export function Groups({ groups, about, word, add, suggests, onChange }: Props) {
  const set = (i: number, group: Group, field?: string) =>
    onChange(
      group.conditions.length === 0
        ? groups.filter((_, at) => at !== i)
        : groups.map((g, at) => (at === i ? group : g)),
      field
    );
  return (
    <>
      {groups.map((group, i) => (
        <OneGroup
          key={`${groups.length}.${i}`} // a row that goes takes what was typed with it
          {...{ group, about, suggests }}
          word={(at, part) => word(group.conditions.length > 1 ? `${i + 1}.${at + 1}` : `${i + 1}`, part)}
          onChange={(next, typedAt) => set(i, next, typedAt === undefined ? undefined : `${add} ${i}.${typedAt}`)}
        />
      ))}
      <div>
        <Button
          size="sm"
          variant="secondary"
          icon="plus"
          onClick={() => onChange([...groups, { any: false, conditions: [NEW] }])}
        >
          {add}
        </Button>
      </div>
    </>
  );
}

interface OneGroupProps {
  group: Group;
  about: About;
  suggests: boolean;
  word: (at: number, part: string) => string;
  onChange: (group: Group, typedAt?: number) => void;
}

function OneGroup({ group, about, suggests, word, onChange }: OneGroupProps) {
  const { any, conditions } = group;
  const styles = useStyles2(getStyles);
  const isAlone = conditions.length === 1;
  const more = () => onChange({ any: any || isAlone, conditions: [...conditions, NEW] });
  return (
    <div className={isAlone ? undefined : styles.group}>
      {conditions.map((condition, at) => (
        <div key={`${conditions.length}.${at}`}>
          {at === 1 && (
            <RadioButtonGroup
              size="sm"
              aria-label={word(0, BUILDER.joined)}
              options={[
                { value: true, label: BUILDER.or },
                { value: false, label: BUILDER.and },
              ]}
              value={any}
              onChange={(value) => onChange({ any: value, conditions })}
            />
          )}
          {at > 1 && <Text variant="bodySmall">{any ? BUILDER.or : BUILDER.and}</Text>}
          <ConditionRow
            {...{ condition, about, suggests }}
            word={(part) => word(at, part)}
            onChange={(next, isTyped) =>
              onChange({ any, conditions: conditions.map((c, i) => (i === at ? next : c)) }, isTyped ? at : undefined)
            }
            onRemove={() => onChange({ any, conditions: conditions.filter((_, i) => i !== at) })}
            extra={
              at === conditions.length - 1 ? (
                <Button
                  size="sm"
                  fill="text"
                  variant="secondary"
                  tooltip={BUILDER.addTo(any || isAlone)}
                  onClick={more}
                >
                  {any || isAlone ? BUILDER.or : BUILDER.and}
                </Button>
              ) : undefined
            }
          />
        </div>
      ))}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    paddingLeft: theme.spacing(1),
    borderLeft: `2px solid ${theme.colors.border.strong}`,
    '& [role=radiogroup]': { marginBottom: theme.spacing(0.5) },
  }),
});
