import type { Drawer } from '@grafana/ui';
import type { ComponentProps } from 'react';

/** Grafana's drawer without its motion, portal and focus trap, which the browser suite tries. */
export function FakeDrawer({ title, children, onClose }: ComponentProps<typeof Drawer>) {
  return (
    <div role="dialog" aria-label={typeof title === 'string' ? title : undefined}>
      <button onClick={onClose}>Close</button>
      {children}
    </div>
  );
}
