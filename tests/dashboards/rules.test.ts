import { readRules, type Rule, ruleCalled } from './rule';
import { ruleFaults } from './ruleFaults';

const rules = readRules();

describe('the alert rules', () => {
  it('are 15 or more, with uids and titles of their own', () => {
    expect(rules.length).toBeGreaterThanOrEqual(15);
    expect(new Set(rules.map(({ uid }) => uid)).size).toBe(rules.length);
    expect(new Set(rules.map(({ title }) => title)).size).toBe(rules.length);
  });

  it('are in the file of their tactic', () => {
    for (const { uid, file, group, labels } of rules) {
      const tactic = file.replace('.yaml', '').replaceAll('-', ' ');
      expect([uid, group.name, labels.tactic?.toLowerCase()]).toEqual([uid, `Huntboard ${tactic}`, tactic]);
    }
  });

  it('go by arrival at least once', () => {
    expect(rules.some(({ data }) => data[0]?.model.query?.includes('ingestion_time()'))).toBe(true);
  });

  it.each(rules.map((rule) => [rule.uid, rule] as const))('%s is as it should be', (_, rule) => {
    expect(ruleFaults(rule)).toEqual([]);
  });
});

describe('the check of a rule', () => {
  const sound = () => structuredClone(ruleCalled('encoded-powershell'));

  it.each<[string, (rule: Rule) => unknown, string]>([
    ['another uid', (rule) => (rule.uid = 'powershell'), 'its uid is not one of ours'],
    ['no title', (rule) => (rule.title = ' '), 'it has no title'],
    ['another folder', (rule) => (rule.group.folder = 'Mine'), 'it is not in our folder'],
    ['an evaluation a minute', (rule) => (rule.group.interval = '1m'), 'it is not evaluated every 5 minutes'],
    ['an odd time to wait', (rule) => (rule.for = '7m'), '`for` is no multiple'],
    ['no unit of the time to wait', (rule) => (rule.for = '5'), '`for` is no multiple'],
    ['an alert without rows', (rule) => (rule.noDataState = 'Alerting'), 'no data must not be Alerting'],
    ['silence that is fine', (rule) => (rule.uid = 'huntboard-table-silent'), 'no data must not be OK'],
    ['an error that is fine', (rule) => (rule.execErrState = 'OK'), 'an error must not be OK'],
    ['no tactic', (rule) => delete rule.labels.tactic, 'it has no tactic'],
    ['an unknown severity', (rule) => (rule.labels.severity = 'urgent'), 'its severity is urgent'],
    ['a technique that is none', (rule) => (rule.labels.technique = 'T59'), 'it names no technique'],
    ['no summary', (rule) => delete rule.annotations.summary, 'it has no summary'],
    ['no portal link', (rule) => delete rule.annotations.portal, 'its portal link is no page of an entity'],
    [
      'a portal link that leads nowhere',
      (rule) => (rule.annotations.portal = 'https://security.microsoft.com/machines/{{ $labels.DeviceId }}'),
      'its portal link is no page of an entity',
    ],
    ['a panel that is gone', (rule) => (rule.panelId = 99), 'its panel does not exist'],
    ['a dashboard that is gone', (rule) => (rule.dashboardUid = 'mine'), 'its panel does not exist'],
    [
      'a label that no row has',
      (rule) => (rule.annotations.summary = '{{ $labels.Mailbox }}'),
      'no row has the label Mailbox',
    ],
    ['another data source', (rule) => (rule.data[0]!.datasourceUid = 'other'), 'it asks another data source'],
    ['a window of yesterday', (rule) => (rule.data[0]!.relativeTimeRange!.to = 86_400), 'its window does not end now'],
    ['a window without overlap', (rule) => (rule.data[0]!.relativeTimeRange!.from = 300), 'too short for late rows'],
    ['a query of no version', (rule) => delete rule.data[0]!.model.schemaVersion, 'its query is not of version 1'],
    ['rows as lines', (rule) => (rule.data[0]!.model.format = 'logs'), 'its rows are no table of the range'],
    ['all of 30 days', (rule) => (rule.data[0]!.model.query = 'T | count'), 'it does not filter by its window'],
    [
      'bins that Grafana decides',
      (rule) => (rule.data[0]!.model.query += '| summarize n = count() by bin(Timestamp, $__interval)'),
      'its bins are not fixed',
    ],
    [
      "a dashboard's variable",
      (rule) => (rule.data[0]!.model.query += '| where DeviceName in ($device)'),
      'it has a variable',
    ],
    ['another condition', (rule) => (rule.condition = 'A'), 'its condition is not its threshold'],
    ['no threshold', (rule) => rule.data.pop(), 'it has no threshold'],
    ['a threshold over nothing', (rule) => (rule.data[1]!.model.expression = 'B'), 'its threshold judges'],
    [
      'a threshold without a bound',
      (rule) => (rule.data[1]!.model.conditions![0]!.evaluator.params = []),
      'its threshold has no bound',
    ],
  ])('finds %s', (_, spoil, fault) => {
    const rule = sound();
    expect(ruleFaults(rule)).toEqual([]);
    spoil(rule);
    expect(ruleFaults(rule).join('; ')).toContain(fault);
  });
});
