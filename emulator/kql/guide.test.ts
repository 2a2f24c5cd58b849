import { readFileSync } from 'node:fs';

import { guide, GUIDE_FILE } from './guide';

describe('docs/guide/emulator-kql.md', () => {
  it('says what the engine runs now (else: npx tsx emulator/kql/guide.ts)', () => {
    expect(readFileSync(GUIDE_FILE, 'utf8')).toBe(guide());
  });
});
