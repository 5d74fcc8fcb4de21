import { type KeyboardEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Head } from './column-heads.ts';
import type { DataGridProps } from './data-grid-props.ts';
import { DrawnValues } from './drawn-values.tsx';
import { useGrid } from './use-grid.ts';
import './data-grid.css';

/**
 * A table of any length: rows are read as they come into sight; columns are dragged, widened and sorted.
 * Cells are plain elements that the grid makes itself: so rows appear without delay while scrolling.
 * React draws only the heads of columns.
 */
export function DataGrid(props: DataGridProps) {
  const frame = useRef<HTMLDivElement>(null);
  const samples = useRef<HTMLDivElement>(null);
  const [heads, setHeads] = useState<readonly Head[]>([]);
  useGrid(props, { frame, samples, setHeads });
  return (
    <section
      className="data-grid"
      aria-label={props.label}
      onKeyDown={(event) => {
        if (!isCopy(event)) return;
        event.preventDefault();
        props.onCopy();
      }}
    >
      <div ref={frame} />
      {heads.map(({ element, key }) => {
        const column = props.columns.find((each) => each.key === key);
        return column && createPortal(props.head(column), element, key);
      })}
      <DrawnValues ref={samples} drawings={props.drawings} />
    </section>
  );
}

/** Ctrl+C copies rows, unless text is selected: then it copies that. */
function isCopy({ ctrlKey, metaKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === 'c' && !window.getSelection()?.toString();
}
