import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('the emulator ends with the program that started it, whose end closes its standard input', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'emulator-'));
  try {
    writeFileSync(join(dir, 'DeviceInfo.ndjson'), JSON.stringify({ Timestamp: '2026-11-20T10:00:00Z' }));
    const args = ['--import', 'tsx', join(__dirname, 'main.ts'), '--end-with-stdin', '--port', '0', '--data', dir];
    const child = spawn(process.execPath, args, { cwd: join(__dirname, '..'), stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data'); // its ready line
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  } finally {
    rmSync(dir, { recursive: true });
  }
}, 60_000);
