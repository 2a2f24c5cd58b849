import type { RuleSetRule } from '@rspack/core';

/** How both bundles compile our TypeScript. */
export const TYPESCRIPT_RULE: RuleSetRule = {
  test: /\.tsx?$/,
  exclude: /node_modules/,
  loader: 'builtin:swc-loader',
  options: {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
    },
  },
};
