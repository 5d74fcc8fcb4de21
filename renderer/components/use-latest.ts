import { useCallback, useRef } from 'react';

/** A function that stays the same and always does what the latest one does: for what is handed out once. */
export function useLatest<Args extends unknown[], Result>(
  act: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(act);
  latest.current = act;
  return useCallback((...args) => latest.current(...args), []);
}
