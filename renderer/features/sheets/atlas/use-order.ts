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

/** An order with the templates that it had before, the newest last. */
interface OrderHistory {
  readonly order: SheetOrder;
  readonly steps: readonly SheetTemplate[];
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
  const begin = (): OrderHistory => ({
    order: sheetOrderSchema.parse({ template: own, texts, pages: { keys: only === null ? null : [only] } }),
    steps: [],
  });
  const [held, setHeld] = useState(begin);
  // Another template begins anew.
  const current = held.order.template.id === template.id ? held : begin();
  if (current !== held) setHeld(current);
  const { order, steps } = current;
  return {
    order,
    changed: JSON.stringify(order.template) !== JSON.stringify(own),
    change(part) {
      setHeld((before) => ({ ...before, order: { ...before.order, ...part } }));
      if (part.texts) rememberTexts(part.texts);
    },
    changeTemplate: (part) => setHeld((before) => withTemplate(before, part)),
    reset: () => setHeld({ order: { ...order, template: own }, steps: [] }),
    undo: steps.length === 0 ? null : () => setHeld(stepBack),
  };
}

function withTemplate({ order, steps }: OrderHistory, part: Partial<SheetTemplate>): OrderHistory {
  return {
    order: { ...order, template: { ...order.template, ...part } },
    steps: [...steps, order.template].slice(-KEPT_STEPS),
  };
}

function stepBack(history: OrderHistory): OrderHistory {
  const last = history.steps.at(-1);
  if (!last) return history;
  return { order: { ...history.order, template: last }, steps: history.steps.slice(0, -1) };
}
