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
