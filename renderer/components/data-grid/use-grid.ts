import { createGrid, type GridApi } from 'ag-grid-community';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { columnDefinitions, type TotalsRow } from './column-definitions.ts';
import { headClass, type SetHeads } from './column-heads.ts';
import type { DataGridProps, LatestProps } from './data-grid-props.ts';
import { copyOfDrawn } from './drawn-values.tsx';
import { gridOptions, showPicked } from './grid-options.ts';
import type { GridRow } from './grid-row.ts';
import { expectOnScroll, useRowSource } from './use-row-source.ts';

interface GridPlaces {
  /** Where the grid is made. */
  readonly frame: RefObject<HTMLDivElement | null>;
  /** Values that are more than text, as they are drawn. */
  readonly samples: RefObject<HTMLDivElement | null>;
  readonly setHeads: SetHeads;
}

/** Makes the grid once, and from then on tells it what changes. */
export function useGrid(props: DataGridProps, { frame, samples, setHeads }: GridPlaces): void {
  const latest = useRef(props);
  latest.current = props;
  const grid = useRef<GridApi<GridRow> | null>(null);
  const definitions = useDefinitions(props, latest, samples);
  const { source, ahead } = useRowSource(props.read);
  const pinned = usePinned(props.totals);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the grid is made once and told what changes
  useEffect(() => {
    if (!frame.current) return;
    const api = createGrid<GridRow>(frame.current, {
      ...gridOptions(latest),
      components: { head: headClass(setHeads) },
      columnDefs: definitions,
      datasource: source,
      pinnedBottomRowData: pinned,
    });
    grid.current = api;
    const stop = expectOnScroll(frame.current, ahead);
    return () => {
      stop();
      grid.current = null;
      api.destroy();
    };
  }, []);
  useEffect(() => grid.current?.setGridOption('columnDefs', definitions), [definitions]);
  useEffect(() => grid.current?.setGridOption('datasource', source), [source]);
  useEffect(() => grid.current?.setGridOption('pinnedBottomRowData', pinned), [pinned]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version means that rows have changed
  useEffect(() => {
    ahead.current?.forget();
    grid.current?.refreshInfiniteCache();
  }, [props.version]);
  useSight(grid, latest);
}

function useDefinitions(
  { shown, columns, titles }: DataGridProps,
  latest: LatestProps,
  samples: GridPlaces['samples'],
) {
  return useMemo(
    () =>
      columnDefinitions(shown, {
        columns,
        titles,
        latest,
        drawn: (key, value) => copyOfDrawn(samples.current, key, value),
      }),
    [shown, columns, titles, latest, samples],
  );
}

/** The row of totals beneath the others, where there are any. The library takes it for a row like them. */
function usePinned(totals: DataGridProps['totals']) {
  return useMemo(
    () => (totals && Object.keys(totals).length > 0 ? [{ totals } satisfies TotalsRow] : []) as never,
    [totals],
  );
}

/** Marks what is picked, and scrolls to the row that is to be seen. */
function useSight(grid: RefObject<GridApi<GridRow> | null>, latest: LatestProps): void {
  const { picked, inSight } = latest.current;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is picked is asked row by row
  useEffect(() => {
    if (grid.current) showPicked(grid.current, latest.current);
  }, [picked]);
  useEffect(() => {
    const api = grid.current;
    if (inSight === null || !api) return;
    // A grid that was just made does not know yet how many rows there are.
    const see = () => {
      if (inSight >= api.getDisplayedRowCount()) return;
      api.removeEventListener('modelUpdated', see);
      const isDrawn = inSight >= api.getFirstDisplayedRowIndex() && inSight <= api.getLastDisplayedRowIndex();
      api.ensureIndexVisible(inSight, isDrawn ? null : 'middle');
    };
    api.addEventListener('modelUpdated', see);
    see();
    return () => {
      if (!api.isDestroyed()) api.removeEventListener('modelUpdated', see);
    };
  }, [grid, inSight]);
}
