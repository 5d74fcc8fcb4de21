import { useRef } from 'react';

/**
 * Begins nothing while the last task is under way: what is asked for meanwhile is a second press of the same button,
 * which comes before the button is seen to be busy.
 */
export function useOneAtATime(): (task: () => Promise<unknown>) => Promise<void> {
  const isUnderWay = useRef(false);
  return async (task) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      await task();
    } finally {
      isUnderWay.current = false;
    }
  };
}
