import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Folders that may import each other's files: a row imports only from itself and the rows it names. */
const ZONES = [
  { target: './src', from: ['./emulator', './preview', './build', './tests/e2e'] },
  { target: './emulator', from: ['./src', './preview', './build', './tests/e2e'] },
  { target: './preview', from: ['./src', './emulator', './tests/e2e'] },
  { target: './src/kql', from: ['./src/editor', './src/config', './src/datasource.ts'] },
];

export default tseslint.config(
  { ignores: ['dist/', 'release/', '.cache/', 'node_modules/', 'coverage/', 'test-results/'] },
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx,mjs}'],
    plugins: { 'import-x': importX, 'react-hooks': reactHooks },
    settings: { 'import-x/resolver': { typescript: true } },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'import-x/no-restricted-paths': ['error', { zones: ZONES }],
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/order': ['error', { groups: ['builtin', 'external', ['parent', 'sibling', 'index']] }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
    },
  },
  {
    files: ['build/**', 'emulator/**', 'preview/*.ts', 'tests/e2e/serve.ts', 'tests/grafana/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Beside `noUncheckedIndexedAccess` an index that the line above has checked needs its `!`; what ships has none.
    files: ['emulator/**', 'tests/**', '**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: ['**/*.test.{ts,tsx}', '**/*.spec.ts'], rules: { 'max-lines-per-function': 'off' } },
  // Tools that read a configuration want it as the default export.
  { files: ['*.config.*', 'build/rspack.*', 'src/module.ts'], rules: { 'import-x/no-default-export': 'off' } }
);
