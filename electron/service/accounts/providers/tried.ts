/** One thing of a provider that was tried, and what came of it. */
export interface Tried {
  readonly what: string;
  readonly ok: boolean;
  readonly words: string;
}

export const good = (what: string, words: string): Tried => ({ what, ok: true, words });
export const bad = (what: string, words: string): Tried => ({ what, ok: false, words });
