import { CodedError } from '#shared/contract/errors.ts';
import type { Read } from '../db/schema/schema.ts';
import { opensLock, readLock } from '../workspace/workspace-password.ts';

/** Wrong passwords in a row before one has to wait, and for how long at most. */
const FREE_TRIES = 3;
const LONGEST_WAIT_MS = 60_000;

/**
 * Which sessions may use the open workspace; wrong passwords make the next try wait, longer each time, whoever tries.
 */
export class SessionLock {
  /** Whether a session that comes now has to give the password first. */
  #isAsked = false;
  /** Whether the sessions that came have to. */
  readonly #locked = new Map<string, boolean>();
  #wrong = 0;
  #notBefore = 0;

  isLocked(session: string): boolean {
    const known = this.#locked.get(session);
    if (known !== undefined) return known;
    this.#locked.set(session, this.#isAsked);
    return this.#isAsked;
  }

  /** Begins with a workspace that was just opened: locked where it has a password. */
  async begin(db: Read): Promise<void> {
    this.#isAsked = (await readLock(db)) !== null;
    this.#locked.clear();
    this.#wrong = 0;
    this.#notBefore = 0;
  }

  /** Asks a session, and all that come after, for the password again, where there is one. */
  async close(db: Read, session: string): Promise<void> {
    await this.follow(db);
    this.#locked.set(session, this.#isAsked);
  }

  /** A password was set or taken away: who comes from now on is asked by that; who is in stays in. */
  async follow(db: Read): Promise<void> {
    this.#isAsked = (await readLock(db)) !== null;
  }

  /** Errors: WORKSPACE_PASSWORD. */
  async open(db: Read, session: string, password: string, now: number): Promise<void> {
    const lock = await readLock(db);
    if (lock !== null) await this.check(lock, password, now);
    this.#locked.set(session, false);
  }

  /** Compares a password with a lock, counting wrong ones. Errors: WORKSPACE_PASSWORD. */
  async check(lock: Parameters<typeof opensLock>[0], password: string, now: number): Promise<void> {
    if (now < this.#notBefore) throw refusal(this.#notBefore - now);
    // The try is counted before it is checked. Otherwise many guesses sent at once would all be checked before the
    // first one counts.
    this.#wrong += 1;
    const wait =
      this.#wrong < FREE_TRIES ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (this.#wrong - FREE_TRIES));
    this.#notBefore = now + wait;
    if (!(await opensLock(lock, password))) throw refusal(wait);
    this.#wrong = 0;
    this.#notBefore = 0;
  }
}

function refusal(wait: number): CodedError {
  return new CodedError('WORKSPACE_PASSWORD', { wait: Math.ceil(wait / 1000) });
}
