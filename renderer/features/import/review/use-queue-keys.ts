import { OTHER_CATEGORY } from '#shared/classification/category.ts';
import { isTyping } from '../../../components/is-typing.ts';
import { useKeyDown } from '../../../components/use-key-down.ts';

interface QueueActions {
  readonly decide: (category: string) => void;
  readonly decideAll: (category: string) => void;
  readonly nextAlike: () => void;
  readonly choose: () => void;
  readonly skip: () => void;
  readonly undo: () => void;
}

/**
 * Keys of the queue: 1 to 9 decide and 0 says 其他, with Shift all alike; A changes what alike means, K goes to the list
 * of all kinds, N passes over, U takes back.
 */
export function useQueueKeys(choices: readonly string[], actions: QueueActions): void {
  const others: Readonly<Record<string, () => void>> = {
    KeyA: actions.nextAlike,
    KeyK: actions.choose,
    KeyN: actions.skip,
    KeyU: actions.undo,
  };
  useKeyDown((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    const choice = digit === '0' ? OTHER_CATEGORY : choices[Number(digit) - 1];
    const other = others[event.code];
    if (digit !== undefined && choices.length > 0 && choice !== undefined)
      (event.shiftKey ? actions.decideAll : actions.decide)(choice);
    else if (other) other();
    else return;
    event.preventDefault();
  });
}
