import type { Caller } from '../platform/caller.ts';

/**
 * Which page made which edit, where no account says who it was: people who share a machine take back their own edits
 * and nobody else's. It is known as long as the workspace is open; edits from before belong to the name alone.
 */
export class Editors {
  readonly #sessions = new Map<number, string>();

  note(edit: number, { session, hasAccount }: Caller): void {
    if (hasAccount) this.#sessions.delete(edit);
    else this.#sessions.set(edit, session);
  }

  /** Edits under the same name that are somebody else's. */
  notOf({ session, hasAccount }: Caller): number[] {
    if (hasAccount) return [];
    return [...this.#sessions].flatMap(([edit, other]) => (other === session ? [] : [edit]));
  }
}
