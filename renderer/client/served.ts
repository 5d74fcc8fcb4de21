import { useSyncExternalStore } from 'react';
import type { EventMessage } from '#shared/contract/envelope.ts';

type Served = Extract<EventMessage, { event: 'served' }>;

interface Door {
  /** The version that served this page: the first that its door told. */
  readonly loaded: string;
  readonly version: string;
  readonly notice: string | null;
}

let door: Door | null = null;
const listeners = new Set<() => void>();

/** Notes what the door of an office said of itself. */
export function noteServed({ version, notice }: Served): void {
  if (door?.version === version && door.notice === notice) return;
  door = { loaded: door?.loaded ?? version, version, notice };
  for (const listener of listeners) listener();
}

/** What the door of an office said of itself; null where there is none, or nothing was heard yet. */
export function useServed(): Door | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => door,
  );
}
