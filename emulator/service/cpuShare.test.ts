import { CpuShare } from './cpuShare';

const MINUTE = 60_000;

function shareOf(seconds: number) {
  let now = 0;
  const share = new CpuShare(seconds, () => now);
  return { share, at: (minutes: number) => ((now = minutes * MINUTE), share) };
}

describe('CpuShare', () => {
  it('blocks once a cycle has used all of it, until the next quarter hour', () => {
    const { at } = shareOf(100);
    at(1).charge(99);
    expect(at(2).blockedFor()).toBeUndefined();
    at(2).charge(30);
    expect(at(4).blockedFor()).toBe(11 * 60);
    expect(at(14.999).blockedFor()).toBe(1);
    expect(at(15).blockedFor()).toBeUndefined();
  });

  it('starts each cycle with nothing used', () => {
    const { at } = shareOf(100);
    at(14).charge(50);
    expect(at(14).usedPercent).toBe(50);
    expect(at(16).usedPercent).toBe(0);
  });

  it('can be told how much is used', () => {
    const { at } = shareOf(60);
    at(5).usedPercent = 100;
    expect(at(5).blockedFor()).toBe(600);
  });

  it('is off at 0', () => {
    const { share } = shareOf(0);
    share.charge(1_000_000);
    expect([share.usedPercent, share.blockedFor()]).toEqual([0, undefined]);
  });
});
