// Every panel of every dashboard on the built plugin, in front of a generated tenant.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type Answer, ask, queriesOf } from './ask';
import { type Dashboard, type Panel, readDashboards, type Variable } from './dashboard';
import { missingFields } from './fields';
import { type Site, startSite, UID } from './site';

const SLOW = 2_000; // milliseconds
const FOR_PEOPLE = 20; // calls a minute of the default budget of 30 that are not kept for alert rules
/** Good news has no rows. */
const MAY_BE_EMPTY = ['Tables that do not answer', 'Slowest hunts of the last hour'];
const MINUTES_BETWEEN = 5; // refreshes of a dashboard

let site: Site;
before(async () => {
  site = await startSite();
});
after(() => site.stop());

for (const [file, dashboard] of readDashboards()) {
  describe(file, () => {
    for (const panel of dashboard.panels) {
      it(`${panel.title}: rows, and every field that it shows`, async (t) => {
        const answers = await run(panel, dashboard, {});
        t.diagnostic(`${Math.round(Math.max(...answers.map(({ took }) => took)))} ms`);
        for (const answer of answers) {
          assert.equal(answer.error, undefined);
          assert.ok(answer.took < SLOW, `${answer.took} ms`);
          assert.ok(answer.rows > 0 || MAY_BE_EMPTY.includes(panel.title), 'no rows');
          assert.ok(answer.rows === 0 || answer.fields.some(({ values }) => values.some((value) => value !== null)));
        }
        const found = answers.some(({ rows }) => rows > 0);
        assert.deepEqual(found ? missingFields(panel, answers) : [], []);
      });
    }

    for (const variable of dashboard.templating.list.slice(1)) {
      it(`$${variable.name} has values, and each panel takes one and two of them`, async () => {
        const values = await valuesOf(variable);
        assert.ok(values.length >= 2, `${values.length} values`);
        for (const chosen of [values.slice(0, 1), values.slice(0, 2)]) {
          for (const panel of dashboard.panels) {
            const answers = await run(panel, dashboard, { [variable.name]: chosen });
            assert.deepEqual(answers.map(({ error }) => error).filter(Boolean), [], panel.title);
          }
        }
      });
    }
  });
}

describe('the budget', () => {
  const distinct = new Map([...readDashboards()].map(([file, dashboard]) => [file, huntsOf(dashboard)]));
  for (const [file, hunts] of distinct) {
    it(`${file} opens within one minute's calls for people`, () => {
      assert.ok(hunts.size <= FOR_PEOPLE, `${hunts.size} hunts`);
    });
  }

  it('all dashboards at once are refreshed within the default budget', () => {
    const all = new Set([...distinct.values()].flatMap((hunts) => [...hunts]));
    assert.ok(all.size / MINUTES_BETWEEN <= FOR_PEOPLE, `${all.size} hunts each ${MINUTES_BETWEEN} minutes`);
  });
});

function run(panel: Panel, dashboard: Dashboard, choices: Record<string, string[]>): Promise<Answer[]> {
  const { from, to } = dashboard.time;
  return Promise.all(
    queriesOf(panel, dashboard, choices).map((query) => ask({ ...query, url: site.url, uid: UID, from, to }))
  );
}

async function valuesOf({ type, query, options }: Variable): Promise<string[]> {
  if (type === 'custom') {
    return options.map(({ value }) => value).filter((value) => value !== '$__all');
  }
  const answer = await ask({ url: site.url, uid: UID, query: query as object, from: 'now-7d', to: 'now' });
  assert.equal(answer.error, undefined);
  return (answer.fields[0]?.values ?? []).map(String);
}

/** What a dashboard asks of the service when it opens, its variables among it; alike hunts are one call. */
function huntsOf(dashboard: Dashboard): Set<string> {
  const panels = dashboard.panels.flatMap((panel) => queriesOf(panel, dashboard, {}));
  const hunts = panels
    .filter(({ query }) => query.queryType !== 'budget')
    .map(({ query, intervalMs }) => `${query.query.includes('$__interval') ? intervalMs : ''} ${query.query}`);
  const variables = dashboard.templating.list
    .filter(({ type }) => type === 'query')
    .map(({ query }) => JSON.stringify(query));
  return new Set([...hunts, ...variables]);
}
