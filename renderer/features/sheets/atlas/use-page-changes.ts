import { useState } from 'react';
import type { PageChanges, SheetOrder } from '#shared/contract/sheets.ts';
import { useService } from '../../../client/queries.ts';
import { useSettled } from './use-settled.ts';

export interface PageChangesState {
  /** Null where the template was never printed, or until it is known. */
  readonly changes: PageChanges | null;
  /** Only the pages that changed are printed. */
  readonly onlyChanged: boolean;
  setOnlyChanged(wanted: boolean): void;
  /** The page to look at first; null where it does not matter. */
  readonly first: string | null;
  /** The order as it is carried out. */
  readonly order: SheetOrder;
}

/**
 * What changed since the template was last printed. Where that is a part of the pages, only these are printed, unless
 * somebody chooses others.
 */
export function usePageChanges(wanted: SheetOrder): PageChangesState {
  const settled = useSettled(wanted, 250);
  const asked = { ...settled, pages: { ...settled.pages, keys: null } };
  const { data } = useService('sheets.changes', { order: asked });
  const [choice, setChoice] = useState<{ template: string; onlyChanged: boolean } | null>(null);
  const changes = data?.since ? data : null;
  const isChosen = choice?.template === wanted.template.id ? choice.onlyChanged : wanted.pages.keys === null;
  const onlyChanged = isChosen && changes !== null && changes.pages.length > 0;
  return {
    changes,
    onlyChanged,
    setOnlyChanged: (next) => setChoice({ template: wanted.template.id, onlyChanged: next }),
    first: (onlyChanged && changes.pages[0]?.key) || null,
    order: onlyChanged ? onlyThese(wanted, changes) : wanted,
  };
}

function onlyThese(order: SheetOrder, { pages }: PageChanges): SheetOrder {
  return { ...order, pages: { ...order.pages, keys: pages.map(({ key }) => key), replacing: true } };
}
