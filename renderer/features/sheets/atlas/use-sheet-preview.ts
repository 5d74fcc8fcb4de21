import type { SheetOrder } from '#shared/contract/sheets.ts';
import { useService } from '../../../client/queries.ts';
import { useSettled } from './use-settled.ts';

/** The pages of an order, and the one that is looked at as it will print. */
export function useSheetPreview(order: SheetOrder, page: string | null) {
  const settled = useSettled(order, 250);
  const pages = useService('sheets.pages', { kind: settled.template.pages, order: listOrder(settled) });
  const shown = pages.data?.find(({ key }) => key === page)?.key ?? pages.data?.[0]?.key ?? null;
  const preview = useService('sheets.preview', shown === null ? null : { order: settled, key: shown });
  return {
    pages: pages.data,
    shown,
    // While a sheet is drawn, the last one stays on the screen; not where this order has no page.
    drawn: shown === null ? undefined : preview.data,
    error: pages.error ?? preview.error,
    previewFailed: preview.isError,
    isFirstDrawing: preview.isLoading,
    isBehind: preview.isFetching || settled !== order,
  };
}

/** Which pages there are does not depend on which of them are chosen. */
function listOrder(order: SheetOrder): SheetOrder {
  return { ...order, pages: { ...order.pages, keys: null } };
}
