import { prepareQuery } from '../../src/annotations/annotationQuery';
import { type HuntingQuery, withDefaults } from '../../src/query';
import { readVariableQuery } from '../../src/variables/variableQuery';
import type { Annotation, Dashboard, Panel, Variable } from './dashboard';
import { type Choices, fill } from './fill';

/** A query as the front end sends it, and the step that Grafana works out for it. */
export interface Hunt {
  query: HuntingQuery;
  maxDataPoints: number;
  intervalMs: number;
}

const DAY = 86_400_000;
const WIDTH = 600; // points of a panel that sets no number of its own
const MINUTE = 60_000;
const STEPS = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => minutes * MINUTE);

/** How far back a dashboard looks when it opens, in milliseconds. */
export function lengthOfRange({ time }: Dashboard): number {
  return Number(/^now-(\d+)d$/.exec(time.from)?.[1] ?? Number.NaN) * DAY;
}

/** The queries of a panel with its variables filled in. */
export function huntsOfPanel(panel: Panel, dashboard: Dashboard, choices: Choices): Hunt[] {
  return panel.targets.map((target) => {
    const query = { ...target, query: fill(target.query, dashboard, choices), origin: 'dashboard', relative: true };
    return withStep(query as HuntingQuery, dashboard, panel.maxDataPoints);
  });
}

/** What fills the list of a variable; nothing where its author has listed the values. */
export function huntsOfVariable(variable: Variable, dashboard: Dashboard): Hunt[] {
  if (variable.type !== 'query') {
    return [];
  }
  const { query = '' } = readVariableQuery(variable.query);
  return [withStep(withDefaults({ refId: 'variable', query, format: 'table', origin: 'variable' }), dashboard)];
}

/** What marks events in the graphs; Grafana's own marks cost no hunt. */
export function huntsOfAnnotation(annotation: Annotation, dashboard: Dashboard): Hunt[] {
  const query = annotation.builtIn === 1 ? undefined : prepareQuery(annotation);
  return query ? [withStep(query, dashboard)] : [];
}

/** All that a dashboard asks of the service when it opens, without what is known in memory. */
export function huntsOf(dashboard: Dashboard): Hunt[] {
  return [
    ...dashboard.panels.flatMap((panel) => huntsOfPanel(panel, dashboard, {})),
    ...dashboard.templating.list.flatMap((variable) => huntsOfVariable(variable, dashboard)),
    ...dashboard.annotations.list.flatMap((annotation) => huntsOfAnnotation(annotation, dashboard)),
  ].filter(({ query }) => query.queryType !== 'budget');
}

/** What makes two hunts one call: their text, and the step where the text has it. */
export function keyOf({ query, intervalMs }: Hunt): string {
  return `${query.query.includes('$__interval') ? intervalMs : ''} ${query.query}`;
}

function withStep(query: HuntingQuery, dashboard: Dashboard, maxDataPoints = WIDTH): Hunt {
  const interval = lengthOfRange(dashboard) / maxDataPoints;
  return { query, maxDataPoints, intervalMs: STEPS.findLast((step) => step <= interval) ?? MINUTE };
}
