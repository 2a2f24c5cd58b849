import { templateSrv } from '../testing/templateSrv';

import { allSelected } from './allSelected';

describe('All is selected', () => {
  const options = ['a', 'b'];
  it.each([
    ['in a variable of several values', { value: ['$__all'], options }, true],
    ['in a variable of one value', { value: '$__all', options }, true],
    ['not where values are', { value: ['a', 'b'], options }, false],
    ['not where the author gives KQL for All', { value: '$__all', options, allValue: 'T | distinct A' }, false],
    ['not in a variable that offers no All', { value: '$__all' }, false],
    ['not where nothing is selected', { value: [], options }, false],
  ])('%s', (_, variable, want) => {
    expect(allSelected('v', templateSrv({ v: variable }), {})).toBe(want);
  });

  it('not in a panel that is repeated for one value', () => {
    const scoped = { v: { text: 'a', value: 'a' } };
    expect(allSelected('v', templateSrv({ v: { value: '$__all', options } }), scoped)).toBe(false);
  });

  it('not where the panel’s scope has another text than the dashboard', () => {
    const templates = templateSrv({ v: { value: '$__all', options } });
    expect(allSelected('v', { ...templates, replace: () => 'srv-01' }, {})).toBe(false);
  });
});
