import { type KeyboardEvent, useRef, useState } from 'react';

const moves: Readonly<Record<string, readonly [row: number, column: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** One cell of the table is reached by Tab, the others from there by arrow keys. */
export function useCellFocus(rows: number, columns: number) {
  const [at, setAt] = useState<readonly [number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const held = [Math.min(at[0], rows - 1), Math.min(at[1], columns - 1)] as const;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const next = [within(held[0] + move[0], rows), within(held[1] + move[1], columns)] as const;
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-at="${next.join()}"]`)?.focus();
  };
  const cell = (row: number, column: number) => ({
    'data-at': `${row},${column}`,
    tabIndex: held[0] === row && held[1] === column ? 0 : -1,
    onFocus: () => setAt([row, column]),
  });
  return { table, onKeyDown, cell };
}

function within(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, place));
}
