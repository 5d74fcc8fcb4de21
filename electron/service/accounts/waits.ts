import { CodedError } from '#shared/contract/errors.ts';
import type { AccountsDatabase } from '../db/accounts/open-accounts.ts';
import { clearWait, readWait, saveWait } from '../db/accounts/sign-in-rows.ts';

interface Patience {
  /** Wrong tries that cost nothing. */
  readonly free: number;
  readonly firstMs: number;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 12 * 60 * MINUTE_MS;
/** What was wrong so long ago counts no more. */
const FORGIVEN_MS = 24 * 60 * MINUTE_MS;

/** The fifth wrong password closes an account for a quarter of an hour, each further one twice as long. */
const ofAccount: Patience = { free: 4, firstMs: 15 * MINUTE_MS };
/** Many people may come from one address. */
const ofAddress: Patience = { free: 20, firstMs: MINUTE_MS };

/** Rising waits after wrong tries, by name and by address. Names that nobody has wait as those that somebody has. */
export class Waits {
  readonly #db: AccountsDatabase;

  constructor(db: AccountsDatabase) {
    this.#db = db;
  }

  /** Milliseconds until tries are heard again; 0 where they are now. */
  left(name: string, address: string, now: number): number {
    const until = keysOf(name, address).map(({ key }) => readWait(this.#db, key).until);
    return Math.max(0, ...until.map((each) => each - now));
  }

  /** Counts a try, unless waits last: then that is told, and it is refused. Errors: SIGN_IN_REFUSED. */
  begin(name: string, address: string, now: number, tellWaiting: () => void = () => undefined): void {
    if (this.left(name, address, now) > 0) {
      tellWaiting();
      throw this.refused(name, address, now);
    }
    this.count(name, address, now);
  }

  /** What a wrong try is answered. */
  refused(name: string, address: string, now: number): CodedError {
    return refusedFor(this.left(name, address, now));
  }

  /**
   * Counts a try before it is checked. Otherwise many guesses that are sent at once would all be checked before the
   * first one counts.
   */
  count(name: string, address: string, now: number): void {
    for (const { key, free, firstMs } of keysOf(name, address)) {
      const known = readWait(this.#db, key);
      const wrong = (known.since + FORGIVEN_MS < now ? 0 : known.wrong) + 1;
      const wait = wrong <= free ? 0 : Math.min(LONGEST_MS, firstMs * 2 ** (wrong - free - 1));
      saveWait(this.#db, key, { wrong, since: now, until: now + wait });
    }
  }

  /** A right password ends the account's waits, and takes back what it cost its address. */
  forgive(name: string, address: string): void {
    clearWait(this.#db, accountKey(name));
    const known = readWait(this.#db, addressKey(address));
    if (known.wrong <= 1) clearWait(this.#db, addressKey(address));
    else saveWait(this.#db, addressKey(address), { ...known, wrong: known.wrong - 1, until: 0 });
  }

  /** Takes back a try that could not be checked: it was neither right nor wrong. */
  takeBack(name: string, address: string, now: number): void {
    for (const { key, free } of keysOf(name, address)) {
      const { wrong, since, until } = readWait(this.#db, key);
      saveWait(this.#db, key, {
        wrong: Math.max(0, wrong - 1),
        since,
        until: wrong <= free + 1 ? now : until,
      });
    }
  }

  /** Until when an account's own tries are not heard, ms; past where they are. */
  untilOf(name: string): number {
    return readWait(this.#db, accountKey(name)).until;
  }

  forgiveAccount(name: string): void {
    clearWait(this.#db, accountKey(name));
  }
}

/** What a refused try is answered. */
export function refusedFor(ms: number): CodedError {
  return new CodedError('SIGN_IN_REFUSED', { wait: Math.ceil(ms / 1000) });
}

function keysOf(name: string, address: string): (Patience & { readonly key: string })[] {
  return [
    { key: accountKey(name), ...ofAccount },
    { key: addressKey(address), ...ofAddress },
  ];
}

const accountKey = (name: string) => `account ${name.toLowerCase()}`;
const addressKey = (address: string) => `address ${address}`;
