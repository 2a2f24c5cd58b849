import { after, before, describe } from 'node:test';

import { startEmulator } from '../../preview/start';
import { flagsAt, MOMENTS } from '../moments';
import { type Site, startSite } from './site';

/**
 * Declares the same tests at each moment: the built plugin in front of a generated tenant whose time ends then, in ms. The site
 * is there once the tests run.
 */
export function atEachMoment(declare: (site: () => Site, now: number) => void): void {
  for (const moment of MOMENTS) {
    describe(`on ${moment.name}`, () => {
      let site: Site;

      before(async () => {
        site = await startSite(await startEmulator(['--port', '0', '--calls-per-minute', '0', ...flagsAt(moment)]));
      });

      after(async () => {
        await site.stop();
        await site.emulator.stop();
      });

      declare(() => site, Date.parse(moment.now));
    });
  }
}
