/** Guesses of the token before the door turns all guesses away for a while. */
const GUESSES = 20;
const PAUSE_MS = 60_000;
/** Calls of pages that are being answered at once: far more than all windows of a person ask. */
const MOST_AT_ONCE = 256;
/** Pages that listen to what changes: far more than a person has windows. */
const MOST_LISTENING = 64;

/** How many may knock at the loopback door: guesses in a row, calls at once, and pages that listen. */
export class Admission {
  #wrong = 0;
  #closedUntil = 0;
  #running = 0;
  #listening = 0;

  /** Counts a guess; false where guesses are no longer heard. */
  hearsGuess(now: number): boolean {
    if (now < this.#closedUntil) return false;
    this.#wrong += 1;
    if (this.#wrong >= GUESSES) {
      this.#wrong = 0;
      this.#closedUntil = now + PAUSE_MS;
    }
    return true;
  }

  /** Begins a call; false where too many are under way. */
  begin(): boolean {
    if (this.#running >= MOST_AT_ONCE) return false;
    this.#running += 1;
    return true;
  }

  end(): void {
    this.#running -= 1;
  }

  /** Begins to listen; false where too many do. */
  beginListening(): boolean {
    if (this.#listening >= MOST_LISTENING) return false;
    this.#listening += 1;
    return true;
  }

  endListening(): void {
    this.#listening -= 1;
  }
}
