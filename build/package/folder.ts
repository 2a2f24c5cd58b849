import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

import type { Entry } from './archive';

export const PLUGIN_ID = 'huntboard-defender-datasource';

/** The files of a folder, sorted by path, below a first folder of the plugin's name as Grafana wants it in an archive. */
export function entriesOf(folder: string): Entry[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name))
    .map((file) => ({
      path: [PLUGIN_ID, ...relative(folder, file).split(sep)].join('/'),
      bytes: readFileSync(file),
      executable: /(^|[/\\])gpx_[^/\\]+$/.test(file),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
