import { goFailures } from './goFailures';

const event = (fields: object) => `${JSON.stringify({ Package: 'p', ...fields })}\n`;

describe('what is shown of a Go run that failed', () => {
  it('holds the words of the failed test and of its package, not those of a test that passed', () => {
    const lines = [
      event({ Action: 'output', Test: 'TestBad', Output: 'bad.go:1: 2 is not 3\n' }),
      event({ Action: 'fail', Test: 'TestBad' }),
      event({ Action: 'output', Test: 'TestGood', Output: 'fine\n' }),
      event({ Action: 'pass', Test: 'TestGood' }),
      event({ Action: 'output', Output: 'FAIL p\n' }),
      event({ Action: 'fail' }),
    ];
    expect(goFailures(lines.join(''))).toBe('bad.go:1: 2 is not 3\nFAIL p\n');
  });

  it('keeps what is no event, such as the words of the compiler', () => {
    expect(goFailures('p.go:1: undefined: x\n')).toBe('p.go:1: undefined: x\n');
  });
});
