/** A form that somebody has open. */
export interface OpenForm {
  readonly session: string;
  /** The form's own identity: one page may have several. */
  readonly form: string;
  /** What it is about. */
  readonly thing: string;
  readonly person: string;
  readonly body: string;
}

interface Kept extends OpenForm {
  readonly until: number;
}

/** A page says every 20 s that its form is open still; who has said nothing for so long has gone. */
const SILENCE_MS = 50_000;

/** Who has which form open: in memory alone, and only while the pages say so. */
export class Presence {
  readonly #forms = new Map<string, Kept>();
  readonly #now: () => number;
  readonly #onTurn: () => void;
  #timer: NodeJS.Timeout | null = null;

  /** `now` in milliseconds; `onTurn` is called when somebody came or went. */
  constructor(now: () => number, onTurn: () => void) {
    this.#now = now;
    this.#onTurn = onTurn;
  }

  /** A form is open, or still is. */
  come(form: OpenForm): void {
    const key = keyOf(form);
    const known = this.#forms.get(key);
    const isNew = known === undefined || known.thing !== form.thing || known.until <= this.#now();
    this.#forms.set(key, { ...form, until: this.#now() + SILENCE_MS });
    this.#watch();
    if (isNew) this.#onTurn();
  }

  leave(form: Pick<OpenForm, 'session' | 'form'>): void {
    if (this.#forms.delete(keyOf(form))) this.#onTurn();
  }

  /** A session's pages have gone, all of them. */
  leaveAll(session: string): void {
    const own = [...this.#forms].filter(([, each]) => each.session === session);
    for (const [key] of own) this.#forms.delete(key);
    if (own.length > 0) this.#onTurn();
  }

  /** Nobody is here any more. */
  clear(): void {
    this.#forms.clear();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Who has a form about a thing open, but for one form. */
  others(thing: string, but: Pick<OpenForm, 'session' | 'form'>): OpenForm[] {
    const now = this.#now();
    return [...this.#forms.values()].filter(
      (each) => each.thing === thing && each.until > now && keyOf(each) !== keyOf(but),
    );
  }

  /** Looks once in a while for who has gone without a word, as long as anybody is here. */
  #watch(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#forgetSilent();
      if (this.#forms.size > 0) this.#watch();
    }, SILENCE_MS / 2);
    this.#timer.unref();
  }

  #forgetSilent(): void {
    const now = this.#now();
    const silent = [...this.#forms].filter(([, { until }]) => until <= now);
    for (const [key] of silent) this.#forms.delete(key);
    if (silent.length > 0) this.#onTurn();
  }
}

function keyOf({ session, form }: Pick<OpenForm, 'session' | 'form'>): string {
  return `${session}\n${form}`;
}
