import path from 'node:path';

import { type Configuration, CopyRspackPlugin, DefinePlugin } from '@rspack/core';

import { TYPESCRIPT_RULE } from './typescriptRule';

const root = path.resolve(import.meta.dirname, '..');
const modules = path.join(root, 'node_modules');

/** Fonts under the names that @grafana/ui asks for; its package has none. */
const FONTS = {
  'inter/Inter-Regular': '@fontsource/inter/files/inter-latin-400-normal',
  'inter/Inter-Medium': '@fontsource/inter/files/inter-latin-500-normal',
  'inter/Inter-Italic': '@fontsource/inter/files/inter-latin-400-italic',
  'inter/Inter-MediumItalic': '@fontsource/inter/files/inter-latin-500-italic',
  'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ':
    '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal',
};

/** The preview's page with everything that Grafana itself would serve: shared modules, Monaco, icons, fonts. */
const config: Configuration = {
  mode: 'production',
  target: ['web', 'es2022'],
  context: root,
  entry: { page: './preview/page/main.tsx' },
  devtool: false,
  // Served from this machine: a small file isn't worth the minutes that minifying Grafana's libraries takes.
  optimization: { minimize: false },
  performance: { hints: false },
  output: { path: path.join(root, '.cache/preview/page'), filename: '[name].js', publicPath: '/', clean: true },
  resolve: { extensions: ['.ts', '.tsx', '.js', '.mjs'] },
  module: {
    rules: [
      TYPESCRIPT_RULE,
      { test: /\.css$/, type: 'css/auto' },
      { test: /\.(svg|ttf)$/, type: 'asset/resource' },
      // @grafana's packages are built for bundlers: imports without file extensions, `default` as Babel means it.
      { test: /\.m?js$/, type: 'javascript/auto', resolve: { fullySpecified: false } },
    ],
  },
  plugins: [
    // SystemJS puts an AMD `define` on the window for the plugin; bundled libraries must not hand themselves to it.
    new DefinePlugin({ 'typeof define': JSON.stringify('undefined') }),
    new CopyRspackPlugin({
      patterns: [
        { from: 'preview/page/index.html', to: '.' },
        { from: path.join(modules, '@grafana/ui/dist/public/img'), to: 'public/build/img' },
        { from: 'preview/page/icons', to: 'public/build/img/icons/unicons' }, // two that its package leaves out
        ...Object.entries(FONTS).map(([name, file]) => ({
          from: path.join(modules, `${file}.woff2`),
          to: `public/fonts/${name}.woff2`,
        })),
      ],
    }),
  ],
};

export default config;
