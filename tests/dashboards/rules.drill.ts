// Every provisioned alert rule on the built plugin, over three days of attacks and of work that looks like them.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { ask } from './ask';
import { readRules, type Rule } from './rule';
import { type Site, startSite, UID } from './site';

const HOUR = 3_600_000;
const PAST = 72; // hours that the rules are evaluated over

/** Hours before the end of the tenant's events within which an attack makes a rule fire, and for what. */
const ATTACKS: Record<string, { from: number; to: number; on: RegExp }> = {
  'phish-clicked': { from: 20, to: 12, on: /^[\w.]+@brightharbor\.example,/ },
  'office-shell': { from: 20, to: 18, on: /,winword\.exe,powershell\.exe$/ },
  'encoded-powershell': { from: 20, to: 14, on: /^(lt|ws|dc)-/ },
  'questions-in-a-row': { from: 20, to: 18, on: /^(lt|ws)-/ },
  'lsass-memory': { from: 20, to: 17, on: /,rundll32\.exe$/ },
  'psexec-service': { from: 19, to: 14, on: /^fs-/ },
  'impossible-travel': { from: 19, to: 0, on: /,MT$/ },
  'copy-tool': { from: 17, to: 10, on: /,wsusync\.exe$/ },
  'rdp-guessed': { from: 9, to: 6, on: /^web-.*,203\.0\.113\.117$/ },
  'new-local-admin': { from: 9, to: 7, on: /^web-.*,support_adm$/ },
  'sensor-disabled': { from: 9, to: 6, on: /^web-/ },
  'recovery-disabled': { from: 8, to: 5, on: /^web-/ },
  'mass-rename': { from: 8, to: 5, on: /,hbsvc\.exe,\.harborlock$/ },
  'password-spray': { from: 50, to: 47, on: /^203\.0\.113\.20\d,CY$/ },
  'mail-rule-forwarding': { from: 49, to: 46, on: /,203\.0\.113\.201$/ },
  'consent-to-app': { from: 49, to: 46, on: /,Harbor Mail Archiver,/ },
};

/** Work that a rule without its care would have fired on: there is some within the three days. */
const LOOK_ALIKES: Record<string, string> = {
  'encoded-powershell':
    'DeviceProcessEvents | where InitiatingProcessFileName == "deployagent.exe" and ProcessCommandLine has "-EncodedCommand"',
  'rdp-guessed': 'DeviceLogonEvents | where AccountName == "svc-scan" and ActionType == "LogonFailed"',
  'password-spray': 'EntraIdSignInEvents | where ErrorCode == 50126 and Country != "CY"',
  'mass-rename':
    'DeviceFileEvents | where ActionType == "FileRenamed" and InitiatingProcessFileName == "backupagent.exe"',
  'impossible-travel': 'EntraIdSignInEvents | where Country == "JP" and ErrorCode == 0',
  'lsass-memory':
    'DeviceEvents | where ActionType == "OpenProcessApiCall" and InitiatingProcessFileName =~ "MsSense.exe"',
  'new-local-admin': 'IdentityDirectoryEvents | where ActionType == "Group Membership changed"',
  'phish-clicked': 'UrlClickEvents | where ActionType == "ClickAllowed"',
};

const rules = readRules();
let site: Site;
let end: number;
before(async () => {
  site = await startSite();
  end = Date.now(); // the generated events end when the tenant starts
});
after(() => site.stop());

/** The labels of each instance that fires when a rule is evaluated at a time. */
async function firing(rule: Rule, at: number): Promise<string[]> {
  const answer = await ask({
    ...{ url: site.url, uid: UID, query: rule.query, headers: { FromAlert: 'true' } },
    ...{ from: String(at - rule.window * 1_000), to: String(at) },
  });
  assert.equal(answer.error, undefined);
  const numbers = answer.fields.filter(({ type }) => type === 'number');
  const labels = answer.fields.filter(({ type }) => type === 'string');
  assert.ok(numbers.length <= 1, 'more than one number');
  const values = numbers[0]?.values ?? [];
  return values.flatMap((value, row) =>
    rule.fires(Number(value)) ? [labels.map(({ values: texts }) => texts[row]).join(',')] : []
  );
}

describe('the rules', () => {
  it('are 15 or more, with ids, labels, a summary and a dashboard of their own', () => {
    assert.ok(rules.length >= 15, String(rules.length));
    assert.equal(new Set(rules.map(({ uid }) => uid)).size, rules.length);
    for (const { uid, labels, annotations, execErrState, noDataState } of rules) {
      assert.equal(execErrState, 'Error', uid);
      assert.equal(noDataState, uid === 'huntboard-table-silent' ? 'Alerting' : 'OK', uid);
      assert.ok(labels.tactic && labels.severity && annotations.summary && annotations.dashboard, uid);
    }
  });

  it('name each technique that they look for, and look back at least twice as far as they are evaluated', () => {
    for (const { uid, labels, window, query } of rules.filter(({ file }) => file !== 'health.yaml')) {
      assert.match(labels.technique ?? '', /^T\d{4}/, uid);
      assert.ok(window >= 2 * 300, uid);
      assert.match(query.query, /\$__timeFilter\(\)/, uid);
    }
  });
});

describe('attacks', () => {
  for (const [name, { from, to, on }] of Object.entries(ATTACKS)) {
    it(`${name} fires on its attack and on nothing else in ${PAST} hours`, async () => {
      const rule = rules.find(({ uid }) => uid === `huntboard-${name}`)!;
      const hours = rule.window / 3_600;
      const during: string[] = [];
      for (let ago = 0; ago < PAST; ago += Math.max(0.5, hours / 2)) {
        const found = await firing(rule, end - ago * HOUR);
        if (ago <= from + 0.5 && ago >= to - hours) {
          during.push(...found);
        } else {
          assert.deepEqual(found, [], `${ago} hours before the end`);
        }
      }
      assert.ok(during.length > 0, 'it never fired');
      assert.deepEqual(
        during.filter((labels) => !on.test(labels)),
        []
      );
    });
  }
});

describe('work that looks like an attack', () => {
  for (const [name, kql] of Object.entries(LOOK_ALIKES)) {
    it(`there is some for ${name} to stay quiet on`, async () => {
      const query = { schemaVersion: 1, query: `${kql} | count`, format: 'table' };
      const span = { from: String(end - PAST * HOUR), to: String(end) };
      const answer = await ask({ url: site.url, uid: UID, query, ...span });
      assert.equal(answer.error, undefined);
      assert.ok(Number(answer.fields[0]?.values[0]) > 0);
    });
  }
});

describe('hunting itself', () => {
  it('no table is silent while events arrive, and each is told once they end', async () => {
    const rule = rules.find(({ uid }) => uid === 'huntboard-table-silent')!;
    assert.deepEqual(await firing(rule, end), []);
    assert.equal((await firing(rule, end + 30 * HOUR)).length, 10);
  });

  it('the budget is far from spent', async () => {
    assert.deepEqual(
      await firing(
        rules.find(({ uid }) => uid === 'huntboard-budget-nearly-spent')!,
        end
      ),
      []
    );
  });
});
