import { createHash, randomBytes } from 'node:crypto';

/** How long a ticket lets somebody in, and how long a page that asks for nothing stays let in. */
const TICKET_MS = 60_000;
const IDLE_MS = 24 * 3600_000;
/** More browsers than a person has open. */
const MOST_SESSIONS = 64;

/**
 * What lets a page in. A browser sends the cookie to every port of this machine, so other programs may come to know it;
 * the key only this door's own pages have. Calls need both.
 */
export interface DoorSession {
  readonly cookie: string;
  readonly key: string;
}

/** Who may use the loopback door: tickets that are good once and for a minute, and the sessions that they became. */
export class DoorSessions {
  /** Kept by their hashes: how far a guess was right is not told by the time that looking it up takes. */
  readonly #tickets = new Map<string, number>();
  readonly #sessions = new Map<string, { readonly name: string; readonly key: string; usedAt: number }>();

  offerTicket(now: number): string {
    for (const [ticket, until] of this.#tickets) if (until <= now) this.#tickets.delete(ticket);
    const ticket = randomBytes(24).toString('base64url');
    this.#tickets.set(hashOf(ticket), now + TICKET_MS);
    return ticket;
  }

  /** A session for a ticket, which is used up by that; null for one that is unknown, used or too old. */
  redeem(ticket: string, now: number): DoorSession | null {
    const until = this.#tickets.get(hashOf(ticket));
    this.#tickets.delete(hashOf(ticket));
    if (until === undefined || until <= now) return null;
    const session = {
      cookie: randomBytes(24).toString('base64url'),
      key: randomBytes(24).toString('base64url'),
    };
    // The name tells nobody anything that lets him in.
    const name = randomBytes(12).toString('base64url');
    this.#sessions.set(hashOf(session.cookie), { name, key: hashOf(session.key), usedAt: now });
    if (this.#sessions.size > MOST_SESSIONS) this.#forgetLongestUnused();
    return session;
  }

  /** Whether a browser has entered: enough to be shown the page itself, which tells nothing. */
  knows(cookie: string | undefined, now: number): boolean {
    return this.#find(cookie, now) !== null;
  }

  /** The name of the session of a page that has entered, which counts as a use of it; null where it has not. */
  admit(cookie: string | undefined, key: string | undefined, now: number): string | null {
    const session = this.#find(cookie, now);
    if (session === null || key === undefined || session.key !== hashOf(key)) return null;
    session.usedAt = now;
    return session.name;
  }

  #find(cookie: string | undefined, now: number) {
    const session = cookie === undefined ? undefined : this.#sessions.get(hashOf(cookie));
    return session !== undefined && session.usedAt + IDLE_MS > now ? session : null;
  }

  #forgetLongestUnused(): void {
    const [longest] = [...this.#sessions].sort(([, one], [, other]) => one.usedAt - other.usedAt);
    if (longest) this.#sessions.delete(longest[0]);
  }
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}
