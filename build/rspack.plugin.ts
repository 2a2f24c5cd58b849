import { readFileSync } from 'node:fs';
import path from 'node:path';

import { type Configuration, CopyRspackPlugin } from '@rspack/core';

import { catalogReadme } from './package/catalogReadme';
import { SHARED_MODULES } from './sharedModules';
import { TYPESCRIPT_RULE } from './typescriptRule';

const root = path.resolve(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** Grafana shows the version and the date of the build that runs, so they are written into the copies. */
function stamp(content: Buffer): string {
  const today = new Date().toISOString().slice(0, 10);
  return content.toString('utf8').replaceAll('%VERSION%', version).replaceAll('%TODAY%', today);
}

const config: Configuration = {
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  entry: { module: './src/module.ts' },
  devtool: 'source-map',
  output: {
    path: path.join(root, 'dist'),
    filename: '[name].js',
    chunkFilename: '[name].js?_cache=[contenthash]', // a new version must not meet the old one's chunks in a cache
    library: { type: 'amd' },
    publicPath: '',
    uniqueName: 'huntboard-defender-datasource',
    clean: { keep: /gpx_|go_plugin_/ }, // the backend is built into the same folder
  },
  externalsType: 'amd',
  externals: [...SHARED_MODULES, { 'amd-module': 'module' }],
  resolve: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  module: {
    rules: [TYPESCRIPT_RULE],
  },
  plugins: [
    new CopyRspackPlugin({
      patterns: [
        { from: 'src/plugin.json', to: '.', transform: stamp },
        { from: 'src/img', to: 'img' },
        { from: 'src/locales', to: 'locales' },
        { from: 'src/pluginschema', to: 'schema' }, // where tools look for it
        { from: 'README.md', to: '.', transform: (content) => catalogReadme(content.toString('utf8')) },
        { from: 'src/dashboards', to: 'dashboards' },
        { from: 'CHANGELOG.md', to: '.', noErrorOnMissing: true },
        { from: 'LICENSE', to: '.', noErrorOnMissing: true },
      ],
    }),
  ],
};

export default config;
