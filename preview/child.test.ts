/** @jest-environment node */
import { startChild } from './child';

/** A child that runs this JavaScript. */
const node = (script: string, readyWithin?: number) =>
  startChild({ name: 'The child', command: process.execPath, args: ['-e', script], readyWithin });

const STAYS = 'process.stdin.resume();';

describe('a child', () => {
  test('is ready with its first JSON line that has a url; other lines before it are passed over', async () => {
    const child = await node(
      `console.log('starting'); console.log('{"a":1}'); console.log('{"url":"u","b":2}');${STAYS}`
    );
    expect(child.ready).toEqual({ url: 'u', b: 2 });
    await child.stop();
  });

  test('that ends before it is ready is an error with its exit code and its last words', async () => {
    await expect(node(`console.error('no such port'); process.exit(3)`)).rejects.toThrow(
      'The child ended (exit code 3) before it was ready.\nno such port'
    );
  });

  test('whose program is missing is an error, too', async () => {
    const missing = startChild({ name: 'The child', command: '/no/such/program', args: [] });
    await expect(missing).rejects.toThrow(/The child ended \(spawn .*ENOENT\) before it was ready/);
  });

  test('that stays silent is given up and ended', async () => {
    await expect(node(STAYS, 300)).rejects.toThrow("The child wasn't ready within 0.3 s.");
  });

  test('is told to end together with the processes it started', async () => {
    const grandchild = `
      process.on('SIGTERM', () => { console.error('the grandchild ends'); process.exit(); });
      setInterval(() => {}, 1000);
      console.log('{"url":"u"}');`;
    const child = await node(`
      require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
      ${STAYS}`);
    await child.stop();
    expect(await child.ended).toEqual({ how: 'signal SIGTERM', stderr: 'the grandchild ends' });
  });

  test('can be stopped twice', async () => {
    const child = await node(`console.log('{"url":"u"}');${STAYS}`);
    await child.stop();
    await expect(child.stop()).resolves.toBeUndefined();
  });
});
