// cspell:words winlogon userinit harborstatic Visualisation
// Graphs that the back end makes of several hunts, on a generated tenant: the process tree follows the attack from its shell
// up to the first process and down, and an alert leads to the mail that began it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { type Frame, NOW, openOffice, startOffice } from './office';
import { startTenant } from './site';

let office: Awaited<ReturnType<typeof startOffice>>;

before(async () => {
  office = await startOffice();
});

after(() => office.stop());

type Cells = Record<string, unknown>;

/** The rows of a frame, by the names of its fields. */
function cellsOf({ schema, data }: Frame): Cells[] {
  return (data.values[0] ?? []).map((_, row) =>
    Object.fromEntries(schema.fields.map(({ name }, field) => [name, data.values[field]![row]]))
  );
}

interface Graph {
  nodes: Cells[];
  /** Titles of both ends, and what the edge says. */
  edges: string[];
  notices: string;
}

async function graph(query: object, of = office): Promise<Graph> {
  const { error, frames = [] } = await of.ask(query);
  assert.equal(error, undefined);
  assert.deepEqual(
    frames.map(({ schema }) => schema.meta?.preferredVisualisationType),
    ['nodeGraph', 'nodeGraph']
  );
  const [nodes, edges] = frames.map(cellsOf) as [Cells[], Cells[]];
  const title = (id: unknown) => nodes.find((node) => node['id'] === id)?.['title'];
  return {
    nodes,
    edges: edges.map(({ source, target, mainstat }) => `${title(source)} ${mainstat} ${title(target)}`),
    notices: frames[0]!.schema.meta?.notices?.map(({ text }) => text).join(' ') ?? '',
  };
}

const named = (nodes: Cells[], title: string) => nodes.filter((node) => node['title'] === title);

describe('the process tree of the attack', () => {
  const SHELL =
    "DeviceProcessEvents | where FileName =~ 'powershell.exe' and InitiatingProcessFileName =~ 'winword.exe'";
  let hunt: object;
  before(async () => {
    const [row] = cellsOf(await office.rows({ query: SHELL, format: 'table' }));
    const { DeviceId: deviceId, ProcessId: id, ProcessCreationTime: created, Timestamp: at } = row!;
    hunt = { deviceId, processId: String(id), createdMs: String(created), atMs: String(at) };
  });

  it('reaches from the shell up to the first process and down to what it started', async () => {
    const { nodes, edges } = await graph({ queryType: 'process', hunt });
    for (const edge of [
      'winlogon.exe started userinit.exe',
      'userinit.exe started explorer.exe',
      'explorer.exe started outlook.exe',
      'outlook.exe started winword.exe',
      'winword.exe started powershell.exe',
      'powershell.exe started whoami.exe',
      'net.exe started net1.exe',
      'powershell.exe started rundll32.exe',
      'powershell.exe started PsExec64.exe',
    ]) {
      assert.ok(edges.includes(edge), `no ${edge} in ${edges.join('\n')}`);
    }
    assert.match(String(named(nodes, 'winlogon.exe')[0]?.['detail__Start']), /^not seen starting/);
    assert.equal(named(nodes, 'outlook.exe')[0]?.['detail__Start'], 'seen starting');
  });

  it('colors what alerts name, and says how that is known', async () => {
    const { nodes } = await graph({ queryType: 'process', hunt });
    const [shell, tool, harmless] = ['powershell.exe', 'PsExec64.exe', 'outlook.exe'].map(
      (title) => named(nodes, title)[0]
    );
    assert.match(String(shell?.['detail__Verdict']), /names this process by its id and creation/);
    assert.match(String(tool?.['detail__Verdict']), /^High .* names a process of this file and command line/);
    assert.deepEqual(
      [shell, tool, harmless].map((node) => node?.['color']),
      ['orange', 'red', 'gray']
    );
  });

  it('shows on request what the processes did', async () => {
    const { edges } = await graph({ queryType: 'process', hunt: { ...hunt, edges: ['network', 'file', 'registry'] } });
    for (const edge of [
      'powershell.exe ConnectionSuccess :443 cdn.harborstatic.example',
      'powershell.exe FileCreated sync.ps1',
      'powershell.exe RegistryValueSet HarborSync',
      'rundll32.exe FileCreated d.dmp',
    ]) {
      assert.ok(edges.includes(edge), `no ${edge} in ${edges.join('\n')}`);
    }
  });

  it('keeps to its limits and says what is left out', async () => {
    const { nodes, notices } = await graph({ queryType: 'process', hunt, limits: { depth: 1, nodes: 5 } });
    assert.equal(nodes.length, 5);
    assert.match(notices, /more than 1 generations of ancestors.*shows the nearest 5/);
  });
});

describe('processes of an id that is used again', () => {
  /** The start of a process by a parent of the id 50. */
  const start = (at: string, FileName: string, id: number, parent: string) => ({
    ...{
      Timestamp: at,
      DeviceId: 'd1',
      ActionType: 'ProcessCreated',
      FileName,
      ProcessId: id,
      ProcessCreationTime: at,
    },
    ...{ InitiatingProcessId: 50, InitiatingProcessFileName: 'of the id 50', InitiatingProcessCreationTime: parent },
  });
  const [FIRST, SECOND] = ['2026-11-20T08:00:00.1234567Z', '2026-11-20T09:00:00.7654321Z'];
  let again: Awaited<ReturnType<typeof startOffice>>;
  before(async () => {
    const tenant = await startTenant('DeviceProcessEvents', [
      start(FIRST, 'first.exe', 50, '2026-11-19T00:00:00Z'),
      start('2026-11-20T08:30:00Z', 'of the first', 60, FIRST),
      start(SECOND, 'second.exe', 50, FIRST),
      start('2026-11-20T09:30:00Z', 'of the second', 61, SECOND),
    ]);
    again = await openOffice(tenant.emulator, tenant.stop);
  });
  after(() => again.stop());

  for (const [created, root, edges] of [
    [FIRST, 'first.exe', ['first.exe started of the first', 'first.exe started second.exe']],
    [SECOND, 'second.exe', ['first.exe started second.exe', 'second.exe started of the second']],
  ] as const) {
    it(`is ${root} at its own time`, async () => {
      const hunt = { deviceId: 'd1', processId: 50, createdMs: Date.parse(created) };
      const found = await graph({ queryType: 'process', hunt }, again);
      assert.equal(found.nodes[0]?.['title'], root);
      const own = found.edges.filter((edge) => !edge.startsWith('of the id 50'));
      for (const edge of edges) {
        assert.ok(own.includes(edge), `no ${edge} in ${own.join(', ')}`);
      }
      assert.ok(!own.includes('second.exe started of the first') && !own.includes('first.exe started first.exe'));
    });
  }
});

describe('the graph of an alert', () => {
  it('names its device, its user and, by what other alerts share, the mail', async () => {
    const info = "AlertInfo | where Title startswith 'Suspicious PowerShell started by Microsoft Word'";
    const [row] = cellsOf(await office.rows({ query: info, format: 'table' }));
    const { AlertId: alertId, Timestamp: atMs } = row!;
    const { nodes, edges } = await graph({ queryType: 'incident', hunt: { alertId, atMs: String(atMs) } });
    const kinds = nodes.map((node) => node['detail__Kind']);
    for (const kind of ['Alert', 'Machine', 'User', 'Process', 'Ip', 'MailMessage']) {
      assert.ok(kinds.includes(kind), `no ${kind} among ${kinds.join(', ')}`);
    }
    assert.equal(nodes[0]?.['detail__AlertId'], alertId);
    assert.ok(edges.some((edge) => edge.includes(' Impacted ws-')));
    assert.ok(edges.some((edge) => /^Email messages .* Related Overdue: invoice/.test(edge)));
  });

  it('of an id that would end its literal is empty', async () => {
    const { nodes, notices } = await graph({ queryType: 'incident', hunt: { alertId: "x' or true //\\", atMs: NOW } });
    assert.deepEqual(nodes, []);
    assert.match(notices, /No row around this time names the alert/);
  });

  it('of an incident is refused with what to do', async () => {
    const { error } = await office.ask({ queryType: 'incident', hunt: { incidentId: '7' } });
    assert.match(error ?? '', /no table has an IncidentId\. Start from one of the incident's alerts/);
  });
});
