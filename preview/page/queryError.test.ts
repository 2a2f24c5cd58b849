import type { PanelData } from '@grafana/data';

import { queryError } from './queryError';

describe('the error below the editor', () => {
  const sentence = "'where' operator: Failed to resolve column named 'EventTime'.";

  it.each([
    ['an error of this query', { errors: [{ refId: 'A', message: sentence }] }, sentence],
    ['the one error of a lone query', { error: { message: sentence } }, sentence],
    ['an error with its text in the body', { error: { refId: 'A', data: { message: sentence } } }, sentence],
    ['an error without a text', { errors: [{ refId: 'A' }] }, 'The query failed without a reason.'],
    ['nothing for an error of another query', { error: { refId: 'B', message: sentence } }, undefined],
    ['nothing after a good run', {}, undefined],
  ])('%s', (_, data, want) => {
    expect(queryError(data as PanelData, 'A')).toBe(want);
  });
});
