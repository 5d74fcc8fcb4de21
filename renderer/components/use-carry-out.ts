import { useRef } from 'react';
import { useNotify } from './notify.ts';

/**
 * Carries out what a form or an editor asks for, says that it is done and leaves it; where it fails, says why. What is
 * asked for meanwhile is a second press of the same button: it comes before the button is seen to be busy.
 */
export function useCarryOut() {
  const notify = useNotify();
  const isUnderWay = useRef(false);
  return async <Result>(
    task: () => Promise<Result>,
    done: string | ((result: Result) => string),
    leave: (result: Result) => void,
  ) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    try {
      const result = await task();
      notify.done(typeof done === 'string' ? done : done(result));
      leave(result);
    } catch (error) {
      notify.failed(error);
    } finally {
      isUnderWay.current = false;
    }
  };
}
