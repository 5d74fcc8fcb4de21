import { useNotify } from './notify.ts';
import { useOneAtATime } from './use-one-at-a-time.ts';

/** Carries out what a form or an editor asks for, once; says that it is done and leaves it; where it fails, says why. */
export function useCarryOut() {
  const notify = useNotify();
  const oneAtATime = useOneAtATime();
  return async <Result>(
    task: () => Promise<Result>,
    done: string | ((result: Result) => string),
    leave: (result: Result) => void = () => undefined,
  ) =>
    await oneAtATime(async () => {
      try {
        const result = await task();
        notify.done(typeof done === 'string' ? done : done(result));
        leave(result);
      } catch (error) {
        notify.failed(error);
      }
    });
}
