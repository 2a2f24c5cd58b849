import { type RefCallback, useCallback, useRef, useState } from 'react';

/** The width in pixels of the element that gets the ref, kept up to date; Grafana's charts want it as a number. */
export function useWidth(): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(0);
  const observer = useRef<ResizeObserver>();
  const ref = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (element) {
      observer.current = new ResizeObserver(() => setWidth(element.clientWidth));
      observer.current.observe(element);
    }
  }, []);
  return [ref, width];
}
