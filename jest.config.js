const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2022',
    },
  },
];

/** Packages of @grafana's that ship as ES modules only and so pass through the compiler too. */
const ES_MODULES = [
  '@grafana',
  'd3',
  'd3-.*',
  'delaunator',
  'internmap',
  'robust-predicates',
  'ol',
  'color-.*',
  'rbush',
  'quickselect',
  'earcut',
  'pbf',
  'uuid',
  'marked',
  'react-calendar',
  'get-user-locale',
  'memoize',
  'mimic-function',
  '@wojtekmaj',
  'uwrap',
  'jose',
].join('|');

const shared = {
  transform: { '^.+\\.(t|j|mj)sx?$': swc },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES})/)`],
};

module.exports = {
  testTimeout: 30_000, // the first KQL of a suite loads the analyzer, which takes seconds on a busy machine
  projects: [
    {
      ...shared,
      displayName: 'src',
      testEnvironment: 'jsdom',
      clearMocks: true,
      testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
      setupFiles: ['<rootDir>/src/testing/jsdom.ts'],
      setupFilesAfterEnv: ['<rootDir>/src/testing/matchers.ts'],
      moduleNameMapper: { '\\.(css|svg)$': 'identity-obj-proxy' },
    },
    { ...shared, displayName: 'emulator', testEnvironment: 'node', testMatch: ['<rootDir>/emulator/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'build',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{build,preview,tests}/**/*.test.{ts,tsx}'],
    },
  ],
};
