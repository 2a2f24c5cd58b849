import { useEffect, useRef, useState } from 'react';

/**
 * A drawer that is opened and closed, and gives the keyboard back to what opened it. Grafana's own drawer knows that
 * only while nothing in it takes the focus at once, as the search does.
 */
export function useDrawer() {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);

  const open = () => {
    opener.current = document.activeElement;
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    timer.current = setTimeout(() => opener.current instanceof HTMLElement && opener.current.focus());
  };
  return { isOpen, open, close };
}
