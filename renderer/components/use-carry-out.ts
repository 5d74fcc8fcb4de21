import { useState } from 'react';
import { useNotify } from './notify.ts';
import { useOneAtATime } from './use-one-at-a-time.ts';

/** What is said when something is done; null where it shows by itself. */
type Said<Result> = string | null | ((result: Result) => string | null);

/**
 * Carries out what a button, a form or an editor asks for, once; says that it is done and leaves it; where it fails,
 * says why.
 */
export function useCarryOut() {
  const notify = useNotify();
  const oneAtATime = useOneAtATime();
  return async <Result>(
    task: () => Promise<Result>,
    done: Said<Result> = null,
    leave: (result: Result) => void = () => undefined,
  ) =>
    await oneAtATime(async () => {
      try {
        const result = await task();
        const said = typeof done === 'function' ? done(result) : done;
        if (said !== null) notify.done(said);
        leave(result);
      } catch (error) {
        notify.failed(error);
      }
    });
}

/** The same for what takes a while and is no command of its own; `busy` until it is done. */
export function useBusyCarryOut(): { busy: boolean; carryOut: ReturnType<typeof useCarryOut> } {
  const carryOut = useCarryOut();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    carryOut: async (task, done, leave) =>
      await carryOut(
        async () => {
          setBusy(true);
          try {
            return await task();
          } finally {
            setBusy(false);
          }
        },
        done,
        leave,
      ),
  };
}
