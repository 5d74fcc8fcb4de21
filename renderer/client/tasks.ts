import { useSyncExternalStore } from 'react';
import type { InputOf, OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import { client } from './client.ts';

/** Long work that goes on while the reader does something else. */
export interface Task {
  readonly id: number;
  readonly title: string;
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** Why it failed, in Chinese. */
  readonly message: string;
  readonly cancel: () => void;
}

/** Finished tasks that are still listed. */
const REMEMBERED = 8;

let tasks: readonly Task[] = [];
let next = 1;
const listeners = new Set<() => void>();

/** Calls the service as a task that is listed, with its progress; it can be cancelled. Errors: those of the call. */
export async function runTask<Name extends ProcedureName>(
  title: string,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  return await runPageTask(title, (report, signal) =>
    client.call(name, input, {
      signal,
      onProgress: ({ label, done, total }) => report(label, done, total),
    }),
  );
}

/** Does work of the page's own as a task that is listed; it looks at the signal to stop early. */
export async function runPageTask<T>(
  title: string,
  work: (
    report: (label: string, done: number, total: number | null) => void,
    signal: AbortSignal,
  ) => Promise<T>,
): Promise<T> {
  const id = next++;
  const stop = new AbortController();
  const fresh: Task = {
    id,
    title,
    label: '',
    done: 0,
    total: null,
    state: 'running',
    message: '',
    cancel: () => stop.abort(),
  };
  tell([fresh, ...tasks].slice(0, REMEMBERED));
  try {
    const result = await work((label, done, total) => change(id, { label, done, total }), stop.signal);
    change(id, { state: stop.signal.aborted ? 'cancelled' : 'done' });
    return result;
  } catch (error) {
    change(id, {
      state: stop.signal.aborted ? 'cancelled' : 'failed',
      message: error instanceof Error ? error.message : '',
    });
    throw error;
  }
}

export function useTasks(): readonly Task[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => tasks,
  );
}

function change(id: number, what: Partial<Task>): void {
  tell(tasks.map((task) => (task.id === id ? { ...task, ...what } : task)));
}

function tell(fresh: readonly Task[]): void {
  tasks = fresh;
  for (const listener of listeners) listener();
}
