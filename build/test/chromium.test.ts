import { findChromium, type Machine } from './chromium';

/** A machine with these files; what apt-get was asked is kept, and `brings` is what its install leaves behind. */
function machine(files: string[], options: { named?: string; isRoot?: boolean; brings?: string; code?: number } = {}) {
  const asked: string[] = [];
  const present = new Set(files);
  const fake: Machine = {
    named: options.named,
    isRoot: options.isRoot ?? true,
    exists: (path) => present.has(path),
    aptGet: async (...args) => {
      asked.push(args.join(' '));
      if (args[0] === 'install' && options.brings) {
        present.add(options.brings);
      }
      return { code: options.code ?? 0, output: 'E: Unable to locate package chromium' };
    },
  };
  return { fake, asked };
}

beforeEach(() => jest.spyOn(console, 'log').mockReturnValue());

describe('finding Chromium', () => {
  it.each([
    ['the one that is named', ['/opt/c', '/usr/bin/chromium'], '/opt/c', '/opt/c'],
    ['the one that Debian installs', ['/usr/bin/chromium'], undefined, '/usr/bin/chromium'],
    ['Chrome, where that is all there is', ['/usr/bin/google-chrome'], '', '/usr/bin/google-chrome'],
  ])('takes %s', async (_, files, named, want) => {
    expect(await findChromium(machine(files, { named }).fake)).toBe(want);
  });

  it('refuses a named one that is not there, even if another is', async () => {
    const { fake } = machine(['/usr/bin/chromium'], { named: '/opt/missing' });
    await expect(findChromium(fake)).rejects.toThrow('CHROMIUM names /opt/missing');
  });

  it('installs it as root on Debian', async () => {
    const { fake, asked } = machine(['/usr/bin/apt-get'], { brings: '/usr/bin/chromium' });
    expect(await findChromium(fake)).toBe('/usr/bin/chromium');
    expect(asked).toEqual(['update -q', 'install -y -q chromium']);
  });

  it.each([
    ['an ordinary user', ['/usr/bin/apt-get'], { isRoot: false }, 'apt-get install chromium'],
    ['a system without apt-get', [], {}, 'brew install'],
    ['apt-get fails', ['/usr/bin/apt-get'], { code: 100 }, 'Unable to locate package chromium'],
  ])('says what to install when it is missing: %s', async (_, files, options, words) => {
    await expect(findChromium(machine(files, options).fake)).rejects.toThrow(words);
  });
});
