import type { Ending } from '../../preview/child';
import { untilSomethingEnds } from './wait';

/** A part of the demo, and what ends it. */
function part(name: string) {
  let end: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => {
    end = resolve;
  });
  return { name, ended, end: () => end({ how: 'exit code 0', stderr: 'the last line' }) };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let said: jest.SpyInstance;
beforeEach(() => {
  said = jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  SIGNALS.forEach((name) => process.removeAllListeners(name));
  said.mockRestore();
});

it.each(SIGNALS)('ends well on %s, and does not call it an accident that the parts are stopped then', async (name) => {
  const parts = [part('The emulator'), part('Preview')];
  const code = untilSomethingEnds(parts);
  process.emit(name);
  parts.forEach(({ end }) => end());
  await Promise.all(parts.map(({ ended }) => ended));
  expect(await code).toBe(0);
  expect(said).not.toHaveBeenCalled();
});

it('says which part ended by itself, once, and fails', async () => {
  const [emulator, preview] = [part('The emulator'), part('Preview')];
  const code = untilSomethingEnds([emulator, preview]);
  emulator.end();
  preview.end();
  expect(await code).toBe(1);
  expect(said.mock.calls).toEqual([['The emulator ended by itself (exit code 0).\nthe last line']]);
});
