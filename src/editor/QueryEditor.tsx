import { CoreApp, type QueryEditorProps as GrafanaProps } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Stack } from '@grafana/ui';
import { useMemo } from 'react';

import { BuilderHints } from '../builder/BuilderHints';
import { Modes } from '../builder/Modes';
import { useReading } from '../builder/useMode';
import type { DataSource } from '../datasource';
import { TargetEditor } from '../explore/TargetEditor';
import { useVolumeRefusal } from '../explore/useVolumeRefusal';
import { VolumePicker } from '../explore/VolumePicker';
import { LibraryShelf } from '../library/LibraryShelf';
import { useDrawer } from '../library/useDrawer';
import { type HuntingQuery, isAboutEntity, withDefaults } from '../query';
import type { Settings } from '../settings';

import { Actions } from './Actions';
import { useBudget } from './budget';
import { FORMAT_CHOICES, RANGE_CHOICES } from './choices';
import { useDraft } from './draft';
import { Footer } from './Footer';
import { Hints } from './Hints';
import { KqlEditor } from './KqlEditor';
import { lastRun } from './lastRun';
import { mistakeOf } from './mistake';
import { Options } from './Options';
import { Picker } from './Picker';
import { ResizeHandle, useHeight } from './ResizeHandle';
import { SidePanel } from './SidePanel';
import { useCommands } from './useCommands';
import { useHints } from './useHints';
import { usePortal } from './usePortal';

export type QueryEditorProps = GrafanaProps<DataSource, HuntingQuery, Settings>;

/** Edits a hunt as text, and one that the backend writes by what it is about. */
export function QueryEditor(props: QueryEditorProps) {
  return isAboutEntity(props.query) ? <TargetEditor {...props} /> : <HuntEditor {...props} />;
}

/**
 * Edits one hunt. It runs on Shift+Enter, on Grafana's own button and when a picker changes, never while typing.
 * The error of a run is not shown here: Grafana's query row shows it right below.
 */
function HuntEditor(props: QueryEditorProps) {
  const { data, datasource } = props;
  const reading = useReading(withDefaults(props.query));
  const { query, outline } = reading;
  const [height, setHeight] = useHeight();
  const [draft, setDraft] = useDraft(query.query);
  const { onReady, side, save, saveAndRun, edit, commands, text, size, shelf } = useCommands(props, query, setDraft);
  const run = lastRun(data, query);
  const budget = useBudget(datasource, data?.series);
  const noVolume = useVolumeRefusal(datasource, query.refId);
  const portal = usePortal(run?.executed ?? query.query, run?.portalUrl, datasource.settings?.cloud);
  const marks = useMarks(props, query, draft);
  const library = useDrawer();
  const onVolume = props.app === CoreApp.Explore ? props.onRunQuery : undefined;
  const { format: onFormat, toggleComment: onComment, runPart: onRunPart } = commands;

  return (
    <Stack direction="column" gap={1}>
      <Modes
        {...{ reading, text, portal }}
        source={datasource}
        range={props.range ?? data?.request?.range}
        variables={variableNames()}
        onSave={save}
        onRun={(kql) => saveAndRun({ query: kql })}
        onSize={size}
      >
        <div>
          <KqlEditor
            {...{ height, marks, commands }}
            kql={query.query}
            source={datasource}
            variables={variableNames}
            onSave={(kql) => kql !== query.query && save({ query: kql })}
            onDraft={setDraft}
            onReady={onReady}
          />
          <ResizeHandle height={height} onChange={setHeight} />
          <Actions {...{ portal, onFormat, onComment, onRunPart }} onSize={size} onLibrary={library.open} />
        </div>
        <LibraryShelf
          {...shelf}
          draft={draft}
          format={query.format}
          drawer={library}
          onBuild={() => save({ query: '', builder: true })}
        />
      </Modes>
      <SidePanel answer={side.answer} onClose={side.close} />
      {outline ? (
        <BuilderHints {...marks} onChange={(kql) => save({ query: kql })} />
      ) : (
        <Hints hints={marks.hints} onFix={(fix) => text() === marks.kql && edit(fix.edits)} />
      )}
      <Pickers query={query} onPick={saveAndRun} onVolume={onVolume} />
      <Options query={query} onSave={saveAndRun} />
      <Footer run={run} budget={budget} note={noVolume} />
    </Stack>
  );
}

interface PickersProps {
  query: HuntingQuery;
  onPick: (change: Partial<HuntingQuery>) => void;
  /** Explore alone has a volume. */
  onVolume: (() => void) | undefined;
}

function Pickers({ query, onPick, onVolume }: PickersProps) {
  return (
    <Stack direction="row" wrap="wrap" gap={1}>
      <Picker label="Format" options={FORMAT_CHOICES} value={query.format} onPick={(format) => onPick({ format })} />
      <Picker label="Time range" options={RANGE_CHOICES} value={query.range} onPick={(range) => onPick({ range })} />
      {onVolume && <VolumePicker onPick={onVolume} />}
    </Stack>
  );
}

/** What is underlined in the box: hints on the text as it is typed, and the last error while the text is the one that ran. */
function useMarks({ data, datasource, app }: QueryEditorProps, query: HuntingQuery, kql: string) {
  const timeZone = data?.request?.timezone;
  const { settings } = datasource;
  const about = { range: query.range, api: settings?.api, app, timeZone, source: datasource, variables: variableNames };
  const hints = useHints({ kql, ...about });
  const { refId, query: saved } = query;
  return useMemo(() => {
    const mistake = kql === saved ? mistakeOf(data, refId, kql) : undefined;
    return { kql, hints, mistake };
  }, [data, refId, saved, kql, hints]);
}

function variableNames(): string[] {
  return (getTemplateSrv()?.getVariables?.() ?? []).map(({ name }) => name);
}
