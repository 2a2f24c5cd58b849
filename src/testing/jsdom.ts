/** What Grafana's packages expect of a browser and jsdom doesn't have. */
import { TextDecoder, TextEncoder } from 'node:util';

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

if (typeof window !== 'undefined') {
  Object.assign(globalThis, { TextEncoder, TextDecoder, ResizeObserver: NoObserver, IntersectionObserver: NoObserver });
  window.matchMedia = (media: string) =>
    Object.assign(new EventTarget(), {
      media,
      matches: false,
      onchange: null,
      addListener: () => undefined,
      removeListener: () => undefined,
    });
}

// i18next, which Grafana's packages bring, advertises on the console of every test file otherwise.
Object.assign(globalThis, { __i18next_supportNoticeShown: true });

// An icon is fetched over the network and drawn later, which no test waits for.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null, cacheStore: { clear: () => undefined } }));
