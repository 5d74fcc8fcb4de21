import { type KeyboardEvent, type PointerEvent, useState } from 'react';

interface SizeOptions {
  readonly initial: number;
  readonly least: number;
  readonly most: number;
  /** Which edge of the panel is dragged. */
  readonly edge: 'top' | 'right' | 'left';
}

const STEP = 24;

/** The size of a panel: changed by dragging or arrow keys, and remembered. */
export function useSize(key: string, { initial, least, most, edge }: SizeOptions) {
  const [size, setSize] = useState(() => clamp(Number(localStorage.getItem(key)) || initial, least, most));
  const change = (next: number) => {
    const value = clamp(next, least, most);
    setSize(value);
    localStorage.setItem(key, String(value));
  };
  const sign = edge === 'right' ? 1 : -1;
  const along = (event: { clientX: number; clientY: number }) =>
    edge === 'top' ? event.clientY : event.clientX;
  return {
    size,
    handle: {
      role: 'separator',
      tabIndex: 0,
      'aria-label': '拖动调整大小',
      'aria-valuenow': size,
      'aria-valuemin': least,
      'aria-valuemax': most,
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const start = along(event);
        const target = event.currentTarget;
        target.setPointerCapture(event.pointerId);
        target.onpointermove = (move) => change(size + sign * (along(move) - start));
        target.onpointerup = () => {
          target.onpointermove = null;
          target.onpointerup = null;
        };
      },
      onKeyDown(event: KeyboardEvent) {
        const grow = edge === 'top' ? 'ArrowUp' : edge === 'right' ? 'ArrowRight' : 'ArrowLeft';
        const shrink = edge === 'top' ? 'ArrowDown' : edge === 'right' ? 'ArrowLeft' : 'ArrowRight';
        if (event.key === grow) change(size + STEP);
        if (event.key === shrink) change(size - STEP);
      },
    } as const,
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
