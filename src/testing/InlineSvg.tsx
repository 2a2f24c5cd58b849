/** In place of react-inlinesvg: an icon is fetched over the network and drawn later, which no test waits for. */
function InlineSvg() {
  return <svg aria-hidden />;
}

export const cacheStore = { clear: () => undefined };

export { InlineSvg as default };
