import { isTyping } from '../../../components/is-typing.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';

interface DecisionKeys {
  /** What a digit decides, and with Shift; null where it decides nothing. */
  readonly digit: (digit: number, withShift: boolean) => (() => void) | null;
  /** What other keys do, by their code. */
  readonly others: Readonly<Record<string, () => void>>;
}

/** Keys that decide what is in hand: heard everywhere but in fields and in dialogs. */
export function useDecisionKeys({ digit, others }: DecisionKeys): void {
  useKeyDown((event) => {
    const { target, code } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(target)) return;
    if (target instanceof Element && target.closest('[role="dialog"]')) return;
    const pressed = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
    const action = pressed === undefined ? others[code] : digit(Number(pressed), event.shiftKey);
    if (!action) return;
    event.preventDefault();
    action();
  });
}
