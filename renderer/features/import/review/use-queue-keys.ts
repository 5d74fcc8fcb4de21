import { useEffect, useEffectEvent } from 'react';
import { isTyping } from '../../../components/is-typing.ts';

interface QueueActions {
  readonly decide: (category: string) => void;
  readonly decideAll: (category: string) => void;
  readonly skip: () => void;
  readonly undo: () => void;
}

/** Keys of the queue: 1 to 9 decide, with Shift all alike; N passes over, U takes back. */
export function useQueueKeys(choices: readonly string[], actions: QueueActions): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    const choice = digit === undefined ? undefined : choices[Number(digit) - 1];
    if (choice !== undefined) (event.shiftKey ? actions.decideAll : actions.decide)(choice);
    else if (event.code === 'KeyN') actions.skip();
    else if (event.code === 'KeyU') actions.undo();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
