import type { QueryEditorProps } from '@grafana/data';
import { Button, InlineField, InlineSwitch, Stack, Text } from '@grafana/ui';
import { useId } from 'react';

import type { DataSource } from '../datasource';
import { useBudget } from '../editor/budget';
import { Footer } from '../editor/Footer';
import { type LastRun, lastRun, type WrittenHunt } from '../editor/lastRun';
import { OptionInput } from '../editor/OptionInput';
import { TARGET } from '../english/explore';
import { type HuntingQuery, isRunnable, MAX_NODES, withDefaults } from '../query';
import type { Settings } from '../settings';

import { EDGES, MAX_DEPTH, MAX_HOURS, type Target, USUAL_DEPTH, USUAL_HOURS, USUAL_NODES, utc } from './target';
import { TargetFields } from './TargetFields';

type Props = QueryEditorProps<DataSource, HuntingQuery, Settings>;

/** Shows a hunt that the backend writes: what it is about, what can be changed, and its KQL. */
export function TargetEditor(props: Props) {
  const { data, datasource, onChange, onRunQuery } = props;
  const query = withDefaults(props.query);
  const run = lastRun(data, query);
  const budget = useBudget(datasource, data?.series);
  const save = (change: Partial<HuntingQuery>) => {
    onChange({ ...query, ...change });
    if (isRunnable({ ...query, ...change })) {
      onRunQuery();
    }
  };
  const { queryType } = query;
  const title = TARGET.titles[queryType === 'process' || queryType === 'incident' ? queryType : 'go'];
  return (
    <Stack direction="column" gap={1}>
      <Stack direction="row" wrap="wrap" gap={2} alignItems="center">
        <Text element="h2" variant="h6">
          {title}
        </Text>
        {factsOf(query.hunt).map(([name, value]) => (
          <Text key={name} variant="bodySmall">
            {`${name}: ${value}`}
          </Text>
        ))}
      </Stack>
      <Changes query={query} onSave={save} />
      {huntsOf(run).map(({ title: part, kql }) => (
        <Written key={part} title={part} kql={kql} onTakeOver={() => save(asText(query, kql))} />
      ))}
      {!run?.executed && (
        <Text variant="bodySmall" color="secondary">
          {TARGET.notRun}
        </Text>
      )}
      <Footer run={run} budget={budget} />
    </Stack>
  );
}

/** What may be changed of each kind. */
function Changes({ query, onSave }: { query: HuntingQuery; onSave: (change: Partial<HuntingQuery>) => void }) {
  const { hunt = {}, limits, queryType } = query;
  return (
    <Stack direction="row" wrap="wrap" gap={1}>
      <TargetFields queryType={queryType} hunt={hunt} onSave={(changed) => onSave({ hunt: changed })} />
      <OptionInput
        label={TARGET.hours}
        hint={TARGET.hoursHint}
        placeholder={String(USUAL_HOURS[queryType === 'process' || queryType === 'incident' ? queryType : 'go'])}
        most={MAX_HOURS}
        value={hunt.hours}
        onSave={(hours) => onSave({ hunt: { ...hunt, hours } })}
      />
      {queryType === 'process' && (
        <>
          <EdgeSwitches hunt={hunt} onSave={(edges) => onSave({ hunt: { ...hunt, edges } })} />
          <OptionInput
            label={TARGET.depth}
            hint={TARGET.depthHint}
            placeholder={String(USUAL_DEPTH)}
            most={MAX_DEPTH}
            value={limits?.depth}
            onSave={(depth) => onSave({ limits: { ...limits, depth } })}
          />
        </>
      )}
      {(queryType === 'process' || queryType === 'incident') && (
        <OptionInput
          label={TARGET.nodes}
          hint={TARGET.nodesHint}
          placeholder={String(USUAL_NODES)}
          most={MAX_NODES}
          value={limits?.nodes}
          onSave={(nodes) => onSave({ limits: { ...limits, nodes } })}
        />
      )}
    </Stack>
  );
}

function EdgeSwitches({ hunt, onSave }: { hunt: Target; onSave: (edges: Target['edges']) => void }) {
  const id = useId();
  const chosen = hunt.edges ?? [];
  return EDGES.map((edge) => (
    <InlineField key={edge} label={TARGET.edgeNames[edge]} tooltip={TARGET.edgesHint} htmlFor={`${id}-${edge}`}>
      <InlineSwitch
        id={`${id}-${edge}`}
        value={chosen.includes(edge)}
        onChange={({ currentTarget }) =>
          onSave(EDGES.filter((other) => (other === edge ? currentTarget.checked : chosen.includes(other))))
        }
      />
    </InlineField>
  ));
}

/** The hunts of the last run: a graph of several is offered hunt by hunt, since their rows have no columns in common. */
function huntsOf(run: LastRun | undefined): WrittenHunt[] {
  return run?.hunts ?? (run?.executed ? [{ title: '', kql: run.executed }] : []);
}

function Written({ title, kql, onTakeOver }: WrittenHunt & { onTakeOver: () => void }) {
  const label = title === '' ? TARGET.written : TARGET.writtenPart(title);
  const action = title === '' ? TARGET.takeOver : TARGET.takePartOver(title);
  return (
    <Stack direction="column" gap={0.5} alignItems="flex-start">
      {title !== '' && <Text variant="bodySmall">{title}</Text>}
      <pre aria-label={label} style={{ maxHeight: 96, width: '100%', overflow: 'auto', margin: 0 }}>
        {kql}
      </pre>
      <Button
        aria-label={action}
        size="sm"
        variant="secondary"
        icon="edit"
        tooltip={TARGET.takeOverHint}
        onClick={onTakeOver}
      >
        {TARGET.takeOver}
      </Button>
    </Stack>
  );
}

/** A hunt of the user's own with the KQL that the backend wrote. It bounds time itself. */
function asText({ queryType }: HuntingQuery, query: string): Partial<HuntingQuery> {
  const format = queryType === 'go' ? 'auto' : 'table';
  return { queryType: 'hunt', hunt: undefined, query, format, range: 'auto', limits: undefined };
}

/** What is known of the target that nobody types: where its row was, and what tells from which it came. */
function factsOf({ incidentId, table, column, atMs }: Target = {}): Array<[string, string]> {
  const facts: Array<[string, string | undefined]> = [
    ['incident', incidentId],
    ['table', table],
    ['column', column],
    ['at', atMs === undefined || atMs === '' ? undefined : `${utc(atMs)} UTC`],
  ];
  return facts.flatMap(([name, fact]) => (fact === undefined || fact === '' ? [] : [[name, fact]]));
}
