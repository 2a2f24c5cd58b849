import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { caseFiles, openCaseFile } from './caseFile';

describe.each(caseFiles(join(__dirname, 'cases')).map((path) => [basename(path, '.json'), path]))('%s', (_, path) => {
  const file = openCaseFile(path, readFileSync(path, 'utf8'));

  it.each(file.cases.map((item) => [item.name, item]))(
    '%s',
    async (_name, item) => {
      const { run } = await file.open();
      expect(await run(item)).toBeUndefined();
      // The first case of a file loads the analysis and the tables.
    },
    30_000
  );
});
