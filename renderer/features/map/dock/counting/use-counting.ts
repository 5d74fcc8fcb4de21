import { type CountingView, countingViewSchema, soundView, usualView } from '#shared/tables/counting.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { useRemembered } from '../../../../components/use-remembered.ts';

/** How the rows of a table are counted beside it. */
export interface CountingState {
  readonly isOpen: boolean;
  readonly view: CountingView;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onView: (view: CountingView) => void;
  /** Shows what a saved view has; nothing where it has none. */
  readonly onSaved: (view: CountingView | null) => void;
}

/** Remembered on this machine: of each table by what it is counted, and whether the counting is open. */
export function useCounting(table: TableName): CountingState {
  const [isOpen, onOpen] = useRemembered('xueantu.counting', false);
  const [stored, onView] = useRemembered<unknown>(`xueantu.counting.${table}`, null);
  const known = countingViewSchema.safeParse(stored);
  const view = (known.success && soundView(table, known.data)) || usualView(table);
  return {
    isOpen,
    view,
    onOpen,
    onView,
    onSaved: (saved) => {
      const sound = saved && soundView(table, saved);
      if (sound) onView(sound);
      onOpen(sound !== null);
    },
  };
}
