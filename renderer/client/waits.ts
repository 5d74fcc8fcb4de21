import { useSyncExternalStore } from 'react';
import type { ProcedureName } from '#shared/contract/contract.ts';
import type { EventMessage } from '#shared/contract/envelope.ts';

/** A call that takes long, and how far it is. */
interface Wait {
  readonly name: ProcedureName;
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** When its present step began, in ms of the page's clock. */
  readonly since: number;
  /** Stops it, and whatever waits for the same work. */
  readonly cancel: () => void;
}

/** Who waits longer is told how far it is, ms. */
const LONG_MS = 1000;

interface Begun {
  readonly name: ProcedureName;
  readonly at: number;
  readonly cancel: () => void;
}

const begun = new Map<string, Begun>();
let waits: ReadonlyMap<string, Wait> = new Map();
const listeners = new Set<() => void>();

/** Notes that a call was made that shows no progress of its own. Returns what notes its end. */
export function beginWait(
  id: string,
  name: ProcedureName,
  cancel: () => void,
  now = performance.now(),
): () => void {
  begun.set(id, { name, at: now, cancel });
  return () => {
    begun.delete(id);
    if (!waits.has(id)) return;
    const left = new Map(waits);
    left.delete(id);
    tell(left);
  };
}

/** Notes how far a call is. */
export function noteProgress(
  { id, label, done, total }: Extract<EventMessage, { event: 'progress' }>,
  now = performance.now(),
): void {
  const call = begun.get(id);
  if (!call || now - call.at < LONG_MS) return;
  const known = waits.get(id);
  const since = known?.label === label ? known.since : now;
  const cancel = () => {
    for (const [other, wait] of waits) if (wait.label === label) begun.get(other)?.cancel();
  };
  tell(new Map(waits).set(id, { name: call.name, label, done, total, since, cancel }));
}

/** The first of some calls that takes long and tells how far it is; null where none does. */
export function useWait(names: readonly ProcedureName[]): Wait | null {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waits,
  );
  return [...all.values()].find(({ name }) => names.includes(name)) ?? null;
}

function tell(next: ReadonlyMap<string, Wait>): void {
  waits = next;
  for (const listener of listeners) listener();
}
