import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './command';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** Every `$NAME` that a provisioning file names. */
function variablesOf(text: string): string[] {
  return [...text.matchAll(/\$(HUNTBOARD_\w+)/g)].map((match) => match[1] ?? '');
}

describe('what the demo provisions', () => {
  const compose = read('docker-compose.yaml');
  const host = read('build/demo/host.ts');
  const named = ['provisioning/datasources/huntboard.yaml', 'provisioning/dashboards/huntboard.yaml'].flatMap((path) =>
    variablesOf(read(path))
  );

  it.each([...new Set(named)])('%s is set by the demo and by docker-compose.yaml', (name) => {
    expect(host).toContain(`${name}:`);
    expect(compose).toMatch(new RegExp(`${name}[:=]`));
  });

  it('the files that docker-compose.yaml and the Dockerfile name exist', () => {
    const dockerfile = read('emulator/Dockerfile');
    const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap((match) => (match[1] ?? '').split(' '));
    expect(copied).toContain('package-lock.json');
    for (const path of ['emulator/Dockerfile', 'provisioning', ...copied]) {
      expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
    }
  });

  it('ports are published on loopback only', () => {
    const ports = [...compose.matchAll(/^ {6}- (\S+:\d+)$/gm)].map((match) => match[1] ?? '');
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(ports).toHaveLength(2);
  });
});
