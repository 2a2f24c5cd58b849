import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Case, caseFiles } from './caseFile';

describe('the cases', () => {
  const cases = caseFiles(join(__dirname, 'cases')).flatMap(
    (path) => (JSON.parse(readFileSync(path, 'utf8')) as { cases: Case[] }).cases
  );

  it('are at least 400, of which at least 150 have rows that were published elsewhere', () => {
    const published = cases.filter(({ source }) => source !== undefined && source !== '');
    expect(cases.length).toBeGreaterThanOrEqual(400);
    expect(published.length).toBeGreaterThanOrEqual(150);
  });

  it('say the same question once', () => {
    const questions = cases.map(({ name, query }) => `${name}: ${query}`);
    expect(new Set(questions).size).toBe(questions.length);
  });
});
