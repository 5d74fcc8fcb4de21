import { type Dispatch, type SetStateAction, useState } from 'react';
import { z } from 'zod';
import type { OutputOf } from '#shared/contract/contract.ts';
import { type SheetOrder, sheetOrderSchema } from '#shared/contract/sheets.ts';
import { type SheetTemplate, sheetTemplateSchema } from '#shared/sheets/sheet-template.ts';
import type { KeptDraft } from '../../../components/drafts/use-draft.ts';
import { useKeptState } from '../../../components/drafts/use-kept-state.ts';
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
  /** The name that a changed template is to have; null until somebody writes one. */
  readonly name: string | null;
  changeName(name: string): void;
  /** What was changed of the template is kept until it is saved or taken back. */
  readonly kept: KeptDraft;
}

/** What of an order outlives the page. */
const keptSchema = z.object({ template: sheetTemplateSchema, name: z.string().nullable() });

/** An order with the templates that it had before, the newest last. */
interface OrderHistory {
  readonly order: SheetOrder;
  readonly steps: readonly SheetTemplate[];
  readonly name: string | null;
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
  const pages = { keys: only === null ? null : [only] };
  const [held, setHeld] = useHistory(template.id, () => ({
    order: sheetOrderSchema.parse({ template: own, texts, pages }),
    steps: [],
    name: null,
  }));
  const { order } = held;
  return {
    order,
    changed: JSON.stringify(order.template) !== JSON.stringify(own),
    change(part) {
      setHeld((before) => ({ ...before, order: { ...before.order, ...part } }));
      if (part.texts) rememberTexts(part.texts);
    },
    ...useTemplateChanges(own, held, setHeld),
  };
}

/** An order and what it was before; another template begins anew. */
function useHistory(templateId: string, begin: () => OrderHistory) {
  const [held, setHeld] = useState(begin);
  const current = held.order.template.id === templateId ? held : begin();
  if (current !== held) setHeld(current);
  return [current, setHeld] as const;
}

/** Changes of a template, which are kept until they are saved or taken back. */
function useTemplateChanges(
  own: SheetTemplate,
  { order, steps, name }: OrderHistory,
  setHeld: Dispatch<SetStateAction<OrderHistory>>,
) {
  const kept = useKeptState(
    { kind: 'sheetTemplate', thing: own.id, title: own.title },
    keptSchema,
    { template: order.template, name },
    (found) => setHeld((before) => ({ ...withTemplate(before, found.template), name: found.name })),
  );
  const change = (next: (before: OrderHistory) => OrderHistory, what: object) => {
    setHeld(next);
    kept.change(what);
  };
  const undo = () => {
    change(stepBack, { template: null });
    if (steps.length === 1) kept.end();
  };
  return {
    changeTemplate: (part: Partial<SheetTemplate>) =>
      change((before) => withTemplate(before, part), { template: null }),
    reset() {
      kept.end();
      setHeld({ order: { ...order, template: own }, steps: [], name: null });
    },
    undo: steps.length === 0 ? null : undo,
    name,
    changeName: (next: string) => change((before) => ({ ...before, name: next }), { name: null }),
    kept,
  };
}

function withTemplate({ order, steps, name }: OrderHistory, part: Partial<SheetTemplate>): OrderHistory {
  return {
    name,
    order: { ...order, template: { ...order.template, ...part } },
    steps: [...steps, order.template].slice(-KEPT_STEPS),
  };
}

function stepBack(history: OrderHistory): OrderHistory {
  const last = history.steps.at(-1);
  if (!last) return history;
  return { ...history, order: { ...history.order, template: last }, steps: history.steps.slice(0, -1) };
}
