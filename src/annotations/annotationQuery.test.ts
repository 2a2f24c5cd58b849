import { type AnnotationTarget, prepareQuery } from './annotationQuery';

const prepared = (target?: Partial<AnnotationTarget>) =>
  prepareQuery({ name: 'a', enable: true, iconColor: 'red', target: target && { refId: 'Anno', ...target } });

describe('the query of an annotation', () => {
  it.each([
    ['a new one', undefined],
    ['one without a kind or a text', {}],
    ['one whose text is blank', { kind: 'kql' as const, query: ' \n' }],
  ])('%s asks for nothing', (_, target) => {
    expect(prepared(target)).toBeUndefined();
  });

  it('KQL goes out as it is, told as an annotation', () => {
    expect(prepared({ query: 'T' })).toMatchObject({
      query: 'T',
      origin: 'annotation',
      format: 'table',
      refId: 'Anno',
    });
  });

  it('alerts of some severities', () => {
    const { query = '' } = prepared({ kind: 'alerts', severities: ['High', "it's"] }) ?? {};
    expect(query).toContain("| where $__timeFilter() and Severity in ('High', 'it\\'s')\n");
    expect(query).toContain("project ['time'] = Timestamp");
  });

  it('alerts of all severities', () => {
    expect(prepared({ kind: 'alerts', severities: [] })?.query).toContain('| where $__timeFilter()\n');
  });

  it('incidents have an end', () => {
    expect(prepared({ kind: 'incidents', severities: ['High'] })?.query).toContain('timeEnd = ClosedTime');
  });
});
