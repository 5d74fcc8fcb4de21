import { useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type SheetOrder, sheetOrderSchema } from '#shared/contract/sheets.ts';
import type { SheetTemplate } from '#shared/sheets/sheet-template.ts';
import { useRemembered } from '../../../components/use-remembered.ts';

export type OwnSheetTemplate = OutputOf<'sheets.templates'>[number];

/** The names of maker and checker are remembered, because they are usually the same next time. */
interface RememberedTexts {
  readonly maker: string;
  readonly reviewer: string;
  readonly approver: string;
}

export interface OrderState {
  readonly order: SheetOrder;
  change(part: Partial<SheetOrder>): void;
  changeTemplate(part: Partial<SheetTemplate>): void;
  /** Goes back to the saved template. */
  reset(): void;
  /** Whether the template was changed since it was chosen. */
  readonly changed: boolean;
  /** Takes the last change of the template back; null where there is none. */
  readonly undo: (() => void) | null;
}

const KEPT_STEPS = 60;

/** What is to be printed, from a template on; one page of it alone where `only` names it. */
export function useOrder(template: OwnSheetTemplate, only: string | null): OrderState {
  const { savedId: _, ...own } = template;
  const [texts, rememberTexts] = useRemembered<RememberedTexts>('xueantu.sheets.texts', {
    maker: '',
    reviewer: '',
    approver: '',
  });
  const fresh = () =>
    sheetOrderSchema.parse({ template: own, texts, pages: { keys: only === null ? null : [only] } });
  const [held, setHeld] = useState<{ id: string; order: SheetOrder; steps: readonly SheetTemplate[] }>(
    () => ({
      id: template.id,
      order: fresh(),
      steps: [],
    }),
  );
  // Another template begins anew.
  const current = held.id === template.id ? held : { id: template.id, order: fresh(), steps: [] };
  if (current !== held) setHeld(current);
  const { order, steps } = current;
  return {
    order,
    changed: JSON.stringify(order.template) !== JSON.stringify(own),
    change(part) {
      setHeld((before) => ({ ...before, order: { ...before.order, ...part } }));
      if (part.texts) rememberTexts(part.texts);
    },
    changeTemplate(part) {
      setHeld((before) => ({
        ...before,
        order: { ...before.order, template: { ...before.order.template, ...part } },
        steps: [...before.steps, before.order.template].slice(-KEPT_STEPS),
      }));
    },
    reset: () => setHeld({ id: template.id, order: { ...order, template: own }, steps: [] }),
    undo:
      steps.length === 0
        ? null
        : () =>
            setHeld((before) => {
              const last = before.steps.at(-1);
              return last
                ? { ...before, order: { ...before.order, template: last }, steps: before.steps.slice(0, -1) }
                : before;
            }),
  };
}
