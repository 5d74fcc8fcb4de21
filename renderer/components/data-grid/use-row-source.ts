import type { IDatasource } from 'ag-grid-community';
import { type RefObject, useMemo, useRef } from 'react';
import { ROW_HEIGHT } from './grid-library.ts';
import { BLOCK } from './grid-options.ts';
import { ReadAhead, type ReadRows } from './read-ahead.ts';

/** Where the grid gets its rows from. A new source when another function reads them. */
export function useRowSource(read: ReadRows) {
  const ahead = useRef<ReadAhead | null>(null);
  const source = useMemo((): IDatasource => {
    const rows = new ReadAhead(read, BLOCK);
    ahead.current = rows;
    return {
      getRows: ({ startRow, sortModel, successCallback, failCallback }) => {
        const sort = sortModel.map(({ colId, sort: order }) => ({
          column: colId,
          descending: order === 'desc',
        }));
        rows.read(startRow, sort).then(
          (found) => successCallback([...found.rows], found.total),
          () => failCallback(),
        );
      },
    };
  }, [read]);
  return { source, ahead };
}

/** Asks for rows as soon as they are scrolled to. Gives what ends that. */
export function expectOnScroll(frame: HTMLElement, ahead: RefObject<ReadAhead | null>): () => void {
  const scrolled = ({ target }: Event) => {
    if (!(target instanceof Element)) return;
    const { scrollTop, clientHeight } = target;
    ahead.current?.expect(
      Math.floor(scrollTop / ROW_HEIGHT),
      Math.floor((scrollTop + clientHeight) / ROW_HEIGHT),
    );
  };
  // Listens in the capture phase, that is before the grid, which then is busy with drawing.
  frame.addEventListener('scroll', scrolled, true);
  return () => frame.removeEventListener('scroll', scrolled, true);
}
