import { CodedError } from '#shared/contract/errors.ts';
import type { Read } from '../db/schema/schema.ts';
import { opensLock, readLock } from '../workspace/workspace-password.ts';

/** Wrong passwords in a row before one has to wait, and for how long at most. */
const FREE_TRIES = 3;
const LONGEST_WAIT_MS = 60_000;

/** Whether the open workspace may be used; wrong passwords make the next try wait, longer each time. */
export class SessionLock {
  #locked = false;
  #wrong = 0;
  #notBefore = 0;

  get locked(): boolean {
    return this.#locked;
  }

  /** Begins with a workspace that was just opened: locked where it has a password. */
  async begin(db: Read): Promise<void> {
    this.#locked = (await readLock(db)) !== null;
    this.#wrong = 0;
    this.#notBefore = 0;
  }

  /** Asks for the password again, where there is one. */
  async close(db: Read): Promise<void> {
    this.#locked = (await readLock(db)) !== null;
  }

  /** Errors: WORKSPACE_PASSWORD. */
  async open(db: Read, password: string, now: number): Promise<void> {
    const lock = await readLock(db);
    if (lock === null) {
      this.#locked = false;
      return;
    }
    await this.check(lock, password, now);
    this.#locked = false;
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
