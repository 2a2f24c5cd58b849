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
  // Nothing is laid out: a list that draws only what is in sight, and tags that are measured, need sizes.
  const measure = { measureText: (text: string) => ({ width: 8 * text.length }) };
  Object.assign(HTMLCanvasElement.prototype, { getContext: () => measure });
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 240 });
  Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 480 });
  const rectangle = { x: 0, y: 0, top: 0, left: 0, bottom: 240, right: 480, width: 480, height: 240 };
  Element.prototype.getBoundingClientRect = () => ({ ...rectangle, toJSON: () => rectangle });
}

// i18next, which Grafana's packages bring, advertises on the console of every test file otherwise.
Object.assign(globalThis, { __i18next_supportNoticeShown: true });

// An icon is fetched over the network and drawn later, which no test waits for.
jest.mock('react-inlinesvg', () => ({ __esModule: true, default: () => null, cacheStore: { clear: () => undefined } }));
