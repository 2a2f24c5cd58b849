import { createHash } from 'node:crypto';

/** A part of the plugin that somebody else wrote. */
export interface Part {
  ecosystem: 'npm' | 'golang';
  name: string;
  version: string;
}

/**
 * Packages of npm whose code is in the scripts, by the sources that their maps name; what Grafana shares with plugins is
 * not among them. `versions` answers from the lock file.
 */
export function npmParts(maps: string[], versions: (name: string) => string | undefined): Part[] {
  const sources = maps.flatMap((map) => (JSON.parse(map) as { sources: string[] }).sources);
  const names = sources.flatMap((source) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  return [...new Set(names)].sort().map((name) => {
    const version = versions(name);
    if (version === undefined) {
      throw new Error(
        `The scripts hold code of ${name}, which package-lock.json does not name. Run npm ci and build anew.`
      );
    }
    return { ecosystem: 'npm', name, version };
  });
}

/** Modules that are linked into a binary, from what `go version -m FILE` prints, Go's own library included. */
export function goParts(listing: string): Part[] {
  const go = /: go(\S+)/.exec(listing)?.[1];
  const modules = [...listing.matchAll(/^\tdep\t(\S+)\t(\S+)/gm)].map(([, name = '', version = '']) => ({
    name,
    version,
  }));
  if (go === undefined || modules.length === 0) {
    throw new Error('`go version -m` tells no modules of the binary: it was built without its build information.');
  }
  return [{ name: 'stdlib', version: go }, ...modules].map((module) => ({ ecosystem: 'golang', ...module }));
}

/** The list of parts as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/). The same parts make the same text. */
export function sbom(plugin: { name: string; version: string }, parts: Part[]): string {
  const components = parts.map(({ ecosystem, name, version }) => {
    const purl = `pkg:${ecosystem}/${name.replace(/^@/, '%40')}@${version}`;
    return { type: 'library', 'bom-ref': purl, name, version, purl };
  });
  const digest = createHash('sha256')
    .update(JSON.stringify([plugin, components]))
    .digest('hex');
  const serial = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ];
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${serial.join('-')}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': plugin.name,
        ...plugin,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
