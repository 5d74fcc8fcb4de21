/** How often somebody may call: so many a second for long, so many at once for a moment, so many under way. */
interface Limit {
  readonly perSecond: number;
  readonly burst: number;
  readonly atOnce: number;
}

/** A page that opens asks for two dozen things, a map that is moved for dozens of tiles. */
const ofSession: Limit = { perSecond: 30, burst: 150, atOnce: 16 };
/** Who has not signed in yet: a page and its form. Many people may come from one address. */
const ofAddress: Limit = { perSecond: 10, burst: 60, atOnce: 16 };
/** All together. */
const MOST_AT_ONCE = 256;
const MOST_LISTENING = 1024;
const MOST_LISTENING_EACH = 16;
/** Who has not called for so long is forgotten. */
const FORGOTTEN_MS = 120_000;

interface Used {
  tokens: number;
  at: number;
  running: number;
  listening: number;
}

/** Limits by session and by address, and of all together. What is too much is answered at once, with when to come again. */
export class CallLimits {
  readonly #used = new Map<string, Used>();
  #running = 0;
  #listening = 0;
  #sweptAt = 0;

  /** Begins a call; the seconds after which to come again where it is one too many, else null. */
  begin(who: string, isSignedIn: boolean, now: number): number | null {
    const limit = isSignedIn ? ofSession : ofAddress;
    const used = this.#usedBy(who, limit, now);
    used.tokens = Math.min(limit.burst, used.tokens + ((now - used.at) / 1000) * limit.perSecond);
    used.at = now;
    if (this.#running >= MOST_AT_ONCE || used.running >= limit.atOnce) return 1;
    if (used.tokens < 1) return Math.max(1, Math.ceil((1 - used.tokens) / limit.perSecond));
    used.tokens -= 1;
    used.running += 1;
    this.#running += 1;
    return null;
  }

  end(who: string): void {
    const used = this.#used.get(who);
    if (used) used.running -= 1;
    this.#running -= 1;
  }

  /** Begins to listen; false where too many do. */
  beginListening(who: string, now: number): boolean {
    const used = this.#usedBy(who, ofSession, now);
    if (this.#listening >= MOST_LISTENING || used.listening >= MOST_LISTENING_EACH) return false;
    used.listening += 1;
    this.#listening += 1;
    return true;
  }

  endListening(who: string): void {
    const used = this.#used.get(who);
    if (used) used.listening -= 1;
    this.#listening -= 1;
  }

  #usedBy(who: string, { burst }: Limit, now: number): Used {
    this.#sweep(now);
    let used = this.#used.get(who);
    if (!used) {
      used = { tokens: burst, at: now, running: 0, listening: 0 };
      this.#used.set(who, used);
    }
    return used;
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < FORGOTTEN_MS) return;
    this.#sweptAt = now;
    for (const [who, { at, running, listening }] of this.#used)
      if (running === 0 && listening === 0 && at + FORGOTTEN_MS < now) this.#used.delete(who);
  }
}
