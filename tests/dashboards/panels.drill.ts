// Every panel, variable, annotation and link to Explore of every dashboard on the built plugin, in front of a generated
// tenant.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type Answer, ask } from './ask';
import { type Dashboard, type Panel, readDashboards } from './dashboard';
import { type Hunt, huntsOf, huntsOfAnnotation, huntsOfPanel, huntsOfVariable, keyOf, lengthOfRange } from './hunts';
import { linksOf, paneOf } from './links';
import { flagsAt, MOMENTS } from '../moments';
import { panelFaults } from './panelFaults';
import { type Site, startSite, UID } from './site';

const FOR_PEOPLE = 20; // calls a minute of the default budget of 30 that are not kept for alert rules
const MINUTES_BETWEEN = 5; // refreshes of a dashboard
const [MOMENT] = MOMENTS;
const NOW = Date.parse(MOMENT.now);

let site: Site;
before(async () => {
  site = await startSite(flagsAt(MOMENT));
});
after(() => site.stop());

for (const [file, dashboard] of readDashboards()) {
  describe(file, () => {
    const run = (hunts: Hunt[]) => Promise.all(hunts.map((hunt) => answerOf(hunt, dashboard)));
    const runPanel = (panel: Panel, choices: Record<string, string[]>) => run(huntsOfPanel(panel, dashboard, choices));

    for (const panel of dashboard.panels) {
      it(`${panel.title}: rows, and every field that it shows`, async (t) => {
        const answers = await runPanel(panel, {});
        t.diagnostic(`${Math.round(Math.max(...answers.map(({ took }) => took)))} ms`);
        assert.deepEqual(panelFaults(panel, answers), []);
      });
    }

    for (const variable of dashboard.templating.list.slice(1)) {
      it(`$${variable.name} has values, and each panel takes one and two of them`, async () => {
        const [answer] = await run(huntsOfVariable(variable, dashboard));
        assert.equal(answer?.error, undefined);
        const values = (answer?.fields[0]?.values ?? []).map(String);
        assert.ok(values.length >= 2, `${values.length} values`);
        for (const chosen of [values.slice(0, 1), values.slice(0, 2)]) {
          for (const panel of dashboard.panels) {
            const answers = await runPanel(panel, { [variable.name]: chosen });
            assert.deepEqual(answers.map(({ error }) => error).filter(Boolean), [], panel.title);
          }
        }
      });
    }

    it('its annotations are alerts, with the columns that Grafana makes events of', async () => {
      const answers = await run(dashboard.annotations.list.flatMap((each) => huntsOfAnnotation(each, dashboard)));
      assert.equal(answers.length, 1);
      for (const { error, rows, fields } of answers) {
        assert.equal(error, undefined);
        assert.ok(rows > 0, 'no rows');
        const types = Object.fromEntries(fields.map(({ name, type }) => [name, type]));
        assert.deepEqual(types, { time: 'time', title: 'string', text: 'string', tags: 'string', id: 'string' });
      }
    });

    for (const pane of linksOf(dashboard).flatMap((link) => paneOf(link) ?? [])) {
      it(`its link to Explore brings rows: ${pane.queries[0]?.query.split('\n')[0]}`, async () => {
        for (const query of pane.queries) {
          const [answer] = await run([{ query, maxDataPoints: 600, intervalMs: 3_600_000 }]);
          assert.equal(answer?.error, undefined);
          assert.ok(answer && answer.rows > 0, 'no rows');
        }
      });
    }
  });
}

describe('the budget', () => {
  const distinct = new Map([...readDashboards()].map(([file, board]) => [file, new Set(huntsOf(board).map(keyOf))]));
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

function answerOf(hunt: Hunt, dashboard: Dashboard): Promise<Answer> {
  return ask({ ...hunt, url: site.url, uid: UID, from: String(NOW - lengthOfRange(dashboard)), to: String(NOW) });
}
