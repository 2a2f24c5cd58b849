import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { load } from 'js-yaml';

import { ROOT } from './command';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts;

interface Step {
  uses?: string;
  run?: string;
}
interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<string, { 'timeout-minutes'?: number; steps: Step[] }>;
}

describe('docker-compose.yaml', () => {
  interface Service {
    image?: string;
    build?: { context: string; dockerfile: string };
    ports: string[];
    volumes: string[];
    healthcheck?: { test: string[] };
    depends_on?: Record<string, { condition: string }>;
  }
  const { services, volumes } = load(read('docker-compose.yaml')) as {
    services: Record<string, Service>;
    volumes: Record<string, unknown>;
  };
  const each = Object.entries(services);

  it('starts Grafana and the emulator', () => expect(Object.keys(services).sort()).toEqual(['emulator', 'grafana']));

  it.each(each)('%s is pinned, on loopback alone and watched', (_, service) => {
    expect(service.image ?? service.build?.dockerfile).toMatch(
      /^(grafana\/grafana:\d+\.\d+\.\d+|emulator\/Dockerfile)$/
    );
    expect(service.ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  });

  it.each(each)('%s mounts what exists or is built', (_, service) => {
    for (const from of service.volumes.map((volume) => volume.split(':')[0] ?? '')) {
      const known = from.startsWith('./') ? from === './dist' || existsSync(join(ROOT, from)) : from in volumes;
      expect([from, known]).toEqual([from, true]);
    }
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect([other in services, condition]).toEqual([true, 'service_healthy']);
    }
  });

  it('builds from a pinned image, as nobody in particular', () => {
    const dockerfile = read('emulator/Dockerfile');
    expect(dockerfile).toMatch(/^FROM \S+:\d+\.\d+\S*$/m);
    expect(dockerfile).toMatch(/^USER (?!root)\w+$/m);
  });
});

describe('the workflows', () => {
  const names = readdirSync(join(ROOT, '.github/workflows'));
  const workflow = (name: string) => load(read(`.github/workflows/${name}`)) as Workflow;
  const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);

  it('are CI, release and compatibility', () =>
    expect(names.sort()).toEqual(['ci.yml', 'compatibility.yml', 'release.yml']));

  it.each(names)('%s may write nothing unless a job says so, and ends by itself', (name) => {
    expect(workflow(name).permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow(name).jobs)) {
      expect(job['timeout-minutes']).toBeLessThanOrEqual(60);
    }
  });

  it.each(names)('%s pins each action by its commit and says its release', (name) => {
    for (const line of read(`.github/workflows/${name}`)
      .split('\n')
      .filter((line) => line.includes('uses:'))) {
      expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # \S*v\d+\.\d+\.\d+$/);
    }
  });

  it.each(names)('%s runs only scripts that package.json has', (name) => {
    const called = stepsOf(name).flatMap(({ run = '' }) =>
      [...run.matchAll(/npm (?:run )?([\w:]+)/g)].map((m) => m[1] ?? '')
    );
    expect(called.filter((script) => !(script in scripts) && !['ci', 'audit'].includes(script))).toEqual([]);
  });

  it('no shell line takes text of a pull request', () => {
    const lines = names.flatMap(stepsOf).flatMap(({ run = '' }) => run.match(/\$\{\{[^}]*\}\}/g) ?? []);
    expect(lines).toEqual([]);
  });
});

describe('plugin.json at the root', () => {
  // A checkout without symbolic links (Git for Windows by default) has a text file with the link's target instead.
  it('leads to src/plugin.json, as a link or as the text of one', () => {
    const link = lstatSync(join(ROOT, 'plugin.json'));
    expect(link.isSymbolicLink() ? JSON.parse(read('plugin.json')).id : read('plugin.json').trim()).toMatch(
      /^(huntboard-defender-datasource|src\/plugin\.json)$/
    );
  });

  it('is read by no build: all take src/plugin.json', () => {
    const sources = readdirSync(join(ROOT, 'build'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(m?[tj]s)$/.test(name) && !name.endsWith('.test.ts'))
      .map((name) => join('build', name));
    const readers = sources.filter((path) => /join\(ROOT, 'plugin\.json'\)|from: 'plugin\.json'/.test(read(path)));
    expect(readers).toEqual([]);
  });
});
