import { useNotify } from '../../../components/notify.ts';

/** Carries out what an editor asks for, says that it is done and leaves the editor; where it fails, says why. */
export function useEdit() {
  const notify = useNotify();
  return async <Result>(
    task: () => Promise<Result>,
    done: string | ((result: Result) => string),
    leave: (result: Result) => void,
  ) => {
    try {
      const result = await task();
      notify.done(typeof done === 'string' ? done : done(result));
      leave(result);
    } catch (error) {
      notify.failed(error);
    }
  };
}
