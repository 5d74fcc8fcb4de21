import type { EventMessage } from '#shared/contract/envelope.ts';
import type { Report } from '../cache/joined-work.ts';
import type { Listener } from './service-call.ts';

/** Who hears what happens. */
export class Listeners {
  readonly #all = new Set<Listener>();

  /** Returns what ends it; `onGone` is called when nobody of the session is left. */
  add(listener: Listener, onGone: (session: string) => void): () => void {
    this.#all.add(listener);
    return () => {
      this.#all.delete(listener);
      if (![...this.#all].some(({ session }) => session === listener.session)) onGone(listener.session);
    };
  }

  all(): readonly Listener[] {
    return [...this.#all];
  }

  has(listener: Listener): boolean {
    return this.#all.has(listener);
  }

  /** Tells everybody, or one session alone. */
  tell(event: EventMessage, session?: string): void {
    for (const listener of this.#all)
      if (session === undefined || listener.session === session) listener.tell(event);
  }

  /** Tells a session how far its call is. */
  reportOf(id: string, session: string): Report {
    return (label, done, total) => this.tell({ event: 'progress', id, label, done, total }, session);
  }
}
