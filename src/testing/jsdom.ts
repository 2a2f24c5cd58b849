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

  // Combobox draws only the options that fit, and in jsdom everything is 0 pixels high.
  const box = { x: 0, y: 0, top: 0, left: 0, right: 120, bottom: 120, width: 120, height: 120 };
  Element.prototype.getBoundingClientRect = () => ({ ...box, toJSON: () => box });
}
