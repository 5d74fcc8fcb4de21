import { useSyncExternalStore } from 'react';
import { CodedError } from '#shared/contract/errors.ts';

/** What is wrong with the way to the service: nobody answers, it is being upgraded, or this page is let in no more. */
type Trouble = 'CONNECTION_LOST' | 'UPGRADING' | 'DOOR_CLOSED';

let trouble: Trouble | null = null;
const listeners = new Set<() => void>();

/** Whether a call failed because its message or its answer was lost on the way: it may have been carried out. */
export function isLost(error: unknown): boolean {
  const found = troubleIn(error);
  return found === 'CONNECTION_LOST' || found === 'UPGRADING';
}

/** Notes how a call ended; anything that the service answered shows that it is there. */
export function noteAnswer(error: unknown = null): void {
  const now = troubleIn(error);
  if (now === trouble) return;
  trouble = now;
  for (const listener of listeners) listener();
}

/** Notes that the service is being upgraded, on a page that asks for nothing: who reads it may go on writing. */
export function noteUpgrading(error: unknown): void {
  if (troubleIn(error) === 'UPGRADING') noteAnswer(error);
}

/** What is wrong with the way to the service; null while it answers. */
export function useTrouble(): Trouble | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => trouble,
  );
}

function troubleIn(error: unknown): Trouble | null {
  // The browser tells a broken connection as an error of types.
  if (error instanceof TypeError) return 'CONNECTION_LOST';
  if (!(error instanceof CodedError)) return null;
  if (error.code === 'CONNECTION_LOST' && error.details.upgrading !== undefined) return 'UPGRADING';
  return error.code === 'CONNECTION_LOST' || error.code === 'DOOR_CLOSED' ? error.code : null;
}
