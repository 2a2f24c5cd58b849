import { highestRate } from './calls';
import { Quota } from './quota';

function quotaAt(callsPerMinute: number) {
  let now = 0;
  const quota = new Quota(callsPerMinute, () => now);
  return { take: (seconds: number) => ((now = seconds * 1000), quota.take()) };
}

describe('Quota', () => {
  it('lets as many calls through in 60 seconds as it says, and tells how long to wait', () => {
    const { take } = quotaAt(2);
    expect(take(0)).toEqual({ allowed: true });
    expect(take(20)).toEqual({ allowed: true });
    expect(take(30)).toEqual({ allowed: false, retryAfter: 30 });
    expect(take(59.9)).toEqual({ allowed: false, retryAfter: 1 });
  });

  it('slides: a place is free as soon as the oldest call is 60 seconds old', () => {
    const { take } = quotaAt(2);
    take(0);
    take(20);
    expect(take(60)).toEqual({ allowed: true });
    expect(take(61)).toEqual({ allowed: false, retryAfter: 19 });
  });

  it('does not count a refused call', () => {
    const { take } = quotaAt(1);
    take(0);
    take(59);
    expect(take(60)).toEqual({ allowed: true });
  });

  it('that is lowered blocks until so few are left', () => {
    let now = 0;
    const quota = new Quota(3, () => now);
    [0, 10, 20].forEach((seconds) => ((now = seconds * 1000), quota.take()));
    quota.callsPerMinute = 1;
    now = 30_000;
    expect(quota.take()).toEqual({ allowed: false, retryAfter: 50 });
    now = 80_000;
    expect(quota.take()).toEqual({ allowed: true });
  });

  it('is off at 0', () => {
    const { take } = quotaAt(0);
    expect([1, 2, 3].map(take)).toEqual([{ allowed: true }, { allowed: true }, { allowed: true }]);
  });
});

describe('highestRate', () => {
  it.each([
    ['no calls', [], 0],
    ['one call', [5], 1],
    ['two calls 60 seconds apart', [0, 60_000], 1],
    ['a burst among quiet minutes', [0, 100_000, 100_001, 159_999, 160_001], 3],
    ['calls out of order', [90_000, 10_000, 30_000], 2],
  ])('counts %s', (_, moments, want) => {
    expect(highestRate(moments)).toBe(want);
  });
});
