import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { type KeyboardEvent, type PointerEvent, useState } from 'react';

import { EDITOR } from '../english/editor';

const KEY = 'huntboard.editor.height';
const [LEAST, USUAL, MOST] = [80, 180, 900];
const STEP = 20;

/** The height of the box in pixels, and how to change it; this browser remembers it for all queries. */
export function useHeight(): [number, (height: number) => void] {
  const [height, setHeight] = useState(remembered);
  const change = (next: number) => {
    const fitting = Math.min(Math.max(Math.round(next), LEAST), MOST);
    setHeight(fitting);
    try {
      localStorage.setItem(KEY, String(fitting));
    } catch {
      // A browser that keeps nothing: the height lasts as long as the page.
    }
  };
  return [height, change];
}

function remembered(): number {
  try {
    const stored = Number(localStorage.getItem(KEY));
    return stored >= LEAST && stored <= MOST ? stored : USUAL;
  } catch {
    return USUAL;
  }
}

/** The edge below the box: drawn with the pointer, or moved with the arrow keys. */
export function ResizeHandle({ height, onChange }: { height: number; onChange: (height: number) => void }) {
  const styles = useStyles2(getStyles);
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const from = event.clientY - height;
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => onChange(move.clientY - from);
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const steps = { ArrowDown: STEP, ArrowUp: -STEP }[event.key];
    if (steps !== undefined) {
      event.preventDefault();
      onChange(height + steps);
    }
  };
  return (
    <div
      className={styles}
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={EDITOR.resize}
      aria-valuenow={height}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({
    height: 6,
    cursor: 'ns-resize',
    touchAction: 'none',
    borderRadius: theme.shape.radius.default,
    '&:hover, &:focus-visible': { background: theme.colors.border.medium },
  });
