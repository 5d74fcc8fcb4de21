import { OTHER_CATEGORY } from '#shared/classification/category.ts';
import { useDecisionKeys } from '../queue/use-decision-keys.ts';

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
  useDecisionKeys({
    digit: (digit, withShift) => {
      const choice = digit === 0 ? OTHER_CATEGORY : choices[digit - 1];
      if (choices.length === 0 || choice === undefined) return null;
      return () => (withShift ? actions.decideAll : actions.decide)(choice);
    },
    others: { KeyA: actions.nextAlike, KeyK: actions.choose, KeyN: actions.skip, KeyU: actions.undo },
  });
}
