import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../build/command';
import { readDashboards } from './dashboard';
import { lengthOf, queryOf, type Rule, windowOf } from './rule';

/** The only rule for which no rows are bad news. */
const SILENCE = 'huntboard-table-silent';
const SEVERITIES = ['critical', 'high', 'medium', 'low'];
const MINUTE = 60_000;
/** Rows are seldom later than this; a rule that looks back less goes by their arrival. */
const LATE = 60 * MINUTE;

/** What is wrong with a provisioned rule, a sentence each; nothing when it is as it should be. */
export function ruleFaults(rule: Rule): string[] {
  return [...frameFaults(rule), ...wordFaults(rule), ...huntFaults(rule), ...thresholdFaults(rule)];
}

/** Where it stands, how often it is evaluated, and what it does without an answer. */
function frameFaults({ uid, title, group, noDataState, execErrState, ...rule }: Rule): string[] {
  const pending = lengthOf(rule.for);
  return [
    ...unless(/^huntboard-[a-z-]+$/.test(uid), 'its uid is not one of ours'),
    ...unless(title.trim() !== '', 'it has no title'),
    ...unless(group.folder === 'Huntboard' && group.name.startsWith('Huntboard '), 'it is not in our folder'),
    ...unless(group.interval === '5m', 'it is not evaluated every 5 minutes, which the budget is reckoned with'),
    ...unless(pending === 0 || pending % lengthOf(group.interval) === 0, '`for` is no multiple of the interval'),
    ...unless(noDataState === (uid === SILENCE ? 'Alerting' : 'OK'), `no data must not be ${noDataState}`),
    ...unless(execErrState === 'Error', `an error must not be ${execErrState}`),
  ];
}

/** What people read of it, and where its links lead. */
function wordFaults(rule: Rule): string[] {
  const { labels, annotations, dashboardUid, panelId } = rule;
  const kql = queryOf(rule).query ?? '';
  const used = [...JSON.stringify(annotations).matchAll(/\$labels\.(\w+)/g)].map((match) => match[1] ?? '');
  const panels = [...readDashboards().values()].find(({ uid }) => uid === dashboardUid)?.panels;
  return [
    ...unless(labels.tactic !== undefined, 'it has no tactic'),
    ...unless(SEVERITIES.includes(labels.severity ?? ''), `its severity is ${labels.severity}`),
    ...unless(isHealth(rule) || /^T\d{4}(\.\d{3})?$/.test(labels.technique ?? ''), 'it names no technique'),
    ...unless((annotations.summary ?? '') !== '', 'it has no summary'),
    ...unless(isHealth(rule) || isPortalLink(annotations.portal ?? ''), 'its portal link is no page of an entity'),
    ...unless(panels?.some(({ id }) => id === panelId) === true, 'its panel does not exist'),
    ...used.filter((label) => !new RegExp(`\\b${label}\\b`).test(kql)).map((label) => `no row has the label ${label}`),
  ];
}

/** The hunt: it must bring the same rows at each evaluation, and miss none that is late. */
function huntFaults(rule: Rule): string[] {
  const [asked] = rule.data;
  const { schemaVersion, queryType, query = '', format, range } = queryOf(rule);
  const budget = queryType === 'budget';
  return [
    ...unless(asked?.datasourceUid === 'huntboard', 'it asks another data source'),
    ...unless(asked?.relativeTimeRange?.to === 0, 'its window does not end now'),
    ...unless(schemaVersion === 1, 'its query is not of version 1'),
    ...unless(budget || (format === 'table' && range === 'auto'), 'its rows are no table of the range'),
    ...unless(budget || query.includes('$__timeFilter()'), 'it does not filter by its window'),
    ...unless(!/\$__interval|\$__timeBin/.test(query), 'its bins are not fixed'),
    ...unless(!/\$(?!__)\w+/.test(query), 'it has a variable, which no rule can fill'),
    ...unless(
      budget || windowOf(rule) >= Math.max(LATE, 2 * lengthOf(rule.group.interval)),
      'its windows are too short for late rows'
    ),
  ];
}

function thresholdFaults({ condition, data }: Rule): string[] {
  const threshold = data[1];
  const evaluator = threshold?.model.conditions?.[0]?.evaluator;
  return [
    ...unless(data.length === 2 && condition === threshold?.refId, 'its condition is not its threshold'),
    ...unless(threshold?.datasourceUid === '__expr__' && threshold.model.type === 'threshold', 'it has no threshold'),
    ...unless(threshold?.model.expression === data[0]?.refId, 'its threshold judges something else'),
    ...unless(
      ['gt', 'lt'].includes(evaluator?.type ?? '') && Number.isFinite(evaluator?.params[0]),
      'its threshold has no bound'
    ),
  ];
}

function unless(sound: boolean, fault: string): string[] {
  return sound ? [] : [fault];
}

function isHealth({ file }: Rule): boolean {
  return file === 'health.yaml';
}

/** The pages of the portal that the back end links cells to. */
const PAGES = [...readFileSync(join(ROOT, 'pkg/schema/entity.go'), 'utf8').matchAll(/Entity\w+: +"(\/[^"]+)"/g)].map(
  (match) => match[1] ?? ''
);

function isPortalLink(link: string): boolean {
  const page = link.replace(/\{\{ \$labels\.\w+ \}\}/, '{}');
  return PAGES.some((path) => page === `https://security.microsoft.com${path}`);
}
