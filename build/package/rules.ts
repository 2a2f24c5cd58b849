import type { Entry } from './archive';
import { overBudget, weights } from './budget';
import { PLUGIN_ID } from './folder';
import { checkPictures } from './pictures';

/** A rule of Grafana's validator for plugins, or one of ours, that needs neither a network nor an account. */
export interface Rule {
  /** The validator's name of it; ours begin with `huntboard:`. */
  name: string;
  /** Faults in words; none when the plugin keeps the rule. */
  check(plugin: Plugin): string[];
}

/** What is checked. */
export interface Plugin {
  entries: Entry[];
  /** `version` of package.json. */
  version: string;
  /** Binaries that must be there: all of the SDK's for an archive, this machine's for a build of one's own. */
  platforms: string[];
}

/** Platforms that Grafana's SDK builds for (`build.BuildAll`), as its binaries' names end. */
export const PLATFORMS = [
  'linux_amd64',
  'linux_arm64',
  'linux_arm',
  'darwin_amd64',
  'darwin_arm64',
  'windows_amd64.exe',
];

interface Metadata {
  id: string;
  name: string;
  type: string;
  backend?: boolean;
  alerting?: boolean;
  executable?: string;
  info: {
    version: string;
    updated: string;
    description?: string;
    keywords?: string[];
    author?: { name?: string };
    logos: { small: string; large: string };
    screenshots: Array<{ name: string; path: string }>;
    links?: Array<{ url: string }>;
  };
  includes?: Array<{ type: string; path?: string }>;
  dependencies: { grafanaDependency?: string };
}

const bytesOf = ({ entries }: Plugin, path: string) => entries.find((e) => e.path === `${PLUGIN_ID}/${path}`)?.bytes;
const textOf = (plugin: Plugin, path: string) => bytesOf(plugin, path)?.toString('utf8') ?? '';
const metadataOf = (plugin: Plugin): Metadata => JSON.parse(textOf(plugin, 'plugin.json'));
const namesOf = ({ entries }: Plugin) => entries.map(({ path }) => path.slice(PLUGIN_ID.length + 1));
const scriptsOf = (plugin: Plugin) => namesOf(plugin).filter((name) => /^[^/]+\.js$/.test(name));
const missing = (plugin: Plugin, paths: string[]) =>
  paths.filter((path) => bytesOf(plugin, path) === undefined).map((path) => `${path} is not in the plugin's folder.`);
const unless = (kept: boolean, fault: string) => (kept ? [] : [fault]);

/** The rules in the order in which their results are told. */
export const RULES: Rule[] = [
  {
    name: 'archive, archivename',
    check: ({ entries }) =>
      unless(
        entries.length > 0 && entries.every(({ path }) => path.startsWith(`${PLUGIN_ID}/`)),
        `Everything must be in a folder ${PLUGIN_ID}.`
      ),
  },
  {
    name: 'modulejs, readme, license, changelog',
    check: (p) => missing(p, ['module.js', 'README.md', 'LICENSE', 'CHANGELOG.md']),
  },
  {
    name: 'license',
    check: (p) =>
      unless(/Apache License\s+Version 2\.0/.test(textOf(p, 'LICENSE')), 'LICENSE is not that of Apache-2.0.'),
  },
  {
    name: 'pluginname, typesuffix, org',
    check: (p) => {
      const { id, name, type, info } = metadataOf(p);
      return [
        ...unless(id === PLUGIN_ID && id.endsWith(`-${type}`), `The id ${id} does not end in -${type}.`),
        ...unless(!/plugin|data ?source|grafana/i.test(name), `The name ${name} says what Grafana says anyway.`),
        ...unless(
          id.split('-')[0] === info.author?.name?.toLowerCase(),
          `The id ${id} does not begin with its author.`
        ),
      ];
    },
  },
  {
    name: 'version, packagejson',
    check: (p) => {
      const { version, updated } = metadataOf(p).info;
      return [
        ...unless(version === p.version, `plugin.json is version ${version}, package.json ${p.version}.`),
        ...unless(/^\d{4}-\d{2}-\d{2}$/.test(updated), `updated is ${updated}, not a date.`),
        ...unless(textOf(p, 'CHANGELOG.md').includes(version), `CHANGELOG.md does not tell of ${version}.`),
      ];
    },
  },
  {
    name: 'grafanadependency, discoverability',
    check: (p) => {
      const { dependencies, info } = metadataOf(p);
      return [
        ...unless(
          /^>=\d+\.\d+\.\d+-0$/.test(dependencies.grafanaDependency ?? ''),
          'grafanaDependency names no least version with pre-releases.'
        ),
        ...unless((info.description ?? '') !== '', 'There is no description.'),
        ...unless((info.keywords ?? []).length > 0, 'There are no keywords.'),
      ];
    },
  },
  {
    name: 'logos, screenshots, metadatapaths',
    check: (p) => {
      const { logos, screenshots } = metadataOf(p).info;
      const paths = [logos.small, logos.large, ...screenshots.map(({ path }) => path)];
      return [
        ...paths.filter((path) => /^[./]|:/.test(path)).map((path) => `${path} is not relative to plugin.json.`),
        ...missing(p, paths),
        ...unless(screenshots.length > 0, 'There are no screenshots.'),
        ...checkPictures(screenshots.map(({ path }) => ({ path, bytes: bytesOf(p, path) ?? Buffer.alloc(0) }))),
      ];
    },
  },
  {
    name: 'unsafesvg',
    check: (p) =>
      namesOf(p)
        .filter(
          (name) => name.endsWith('.svg') && /<script|<foreignObject|\son\w+=|javascript:|href=/i.test(textOf(p, name))
        )
        .map((name) => `${name} holds what could run or load something.`),
  },
  {
    name: 'includesnested',
    check: (p) =>
      missing(
        p,
        (metadataOf(p).includes ?? []).flatMap(({ path }) => path ?? [])
      ),
  },
  {
    name: 'backendbinary, binarypermissions',
    check: (p) => {
      const { backend, executable = '', alerting } = metadataOf(p);
      const binaries = p.platforms.map((platform) => `${executable}_${platform}`);
      return [
        ...unless(
          backend === true && alerting === true && executable.startsWith('gpx_'),
          'plugin.json names no server half.'
        ),
        ...missing(p, binaries),
        ...p.entries
          .filter(({ path, executable: starts }) => path.includes('/gpx_') && !starts)
          .map(({ path }) => `${path} has no permission to be started.`),
      ];
    },
  },
  { name: 'gomanifest', check: (p) => missing(p, ['go_plugin_build_manifest']) },
  {
    name: 'jssourcemap',
    check: (p) =>
      missing(
        p,
        scriptsOf(p).map((name) => `${name}.map`)
      ),
  },
  {
    name: 'brokenlinks (relative links), jargon, templatereadme',
    check: (p) => {
      const readme = textOf(p, 'README.md');
      const relative = [...readme.matchAll(/\[[^\]]*\]\(([^)\s]+)/g)]
        .flatMap((m) => m[1] ?? [])
        .filter((to) => !/^(https?:|mailto:|#)/.test(to));
      return [
        ...relative.map((to) => `README.md links to ${to}, which is not beside it in the catalog.`),
        ...unless(!/\byarn\b|nodejs/.test(readme), 'README.md speaks of the tools that build it.'),
        ...unless(!/<!--/.test(readme), 'README.md holds comments.'),
      ];
    },
  },
  {
    name: 'legacyplatform, trackingscripts, safelinks',
    check: (p) =>
      scriptsOf(p).flatMap((name) => {
        const urls = textOf(p, name).match(/https?:\/\/[\w.-]+/g) ?? [];
        const foreign = urls.filter((url) => !ADDRESSES.test(url));
        return [
          ...unless(!/PanelCtrl|QueryCtrl|ConfigCtrl|app\/plugins\/sdk/.test(textOf(p, name)), `${name} uses Angular.`),
          ...[...new Set(foreign)].map((url) => `${name} names ${url}, which is none of ours.`),
        ];
      }),
  },
  {
    name: 'sourcecode (maps hold the sources)',
    check: (p) =>
      scriptsOf(p).flatMap((name) => {
        const map: { sources?: string[]; sourcesContent?: string[] } = JSON.parse(textOf(p, `${name}.map`) || '{}');
        return unless(
          (map.sources?.length ?? 0) > 0 && map.sources?.length === map.sourcesContent?.length,
          `${name}.map holds no sources.`
        );
      }),
  },
  {
    name: 'huntboard: sizes of the scripts',
    check: (p) =>
      overBudget(weights(scriptsOf(p).map((name) => ({ name, bytes: bytesOf(p, name) ?? Buffer.alloc(0) })))),
  },
];

/**
 * Addresses that the scripts may hold: the service's, its documents', the portal's, ATT&CK's pages, XML's names, and some that
 * lead nowhere (`defender-` is what stands before a number).
 */
const ADDRESSES =
  /^https?:\/\/(localhost|127\.0\.0\.1|host|defender\.huntboard\.invalid|defender-|attack\.mitre\.org|([\w-]+\.)*(microsoft\.com|microsoft\.us|apps\.mil|microsoftonline\.(com|us|cn)|partner\.microsoftonline\.cn|chinacloudapi\.cn|w3\.org|grafana\.com|github\.com|example\.com|example))$/;
