import { type SearchKind, searchKindSchema } from '#shared/contract/places.ts';
import { elementAt } from '#shared/lists/element.ts';
import { toHalfWidth } from '#shared/registry/text.ts';
import { soundsOf } from './pinyin.ts';

/** One thing that can be found. */
export interface SearchEntry {
  readonly kind: SearchKind;
  readonly id: number;
  readonly name: string;
  /** Addresses, codes, phones: whatever else it is looked for by. */
  readonly words: readonly string[];
}

/** These end each entry and each part of an entry. No query contains them. */
const ENTRY = '\n';
const PART = '\t';
/** How many matches are compared at most to find the best: a single letter would match nearly everything. */
const MOST_LOOKED_AT = 3000;

/**
 * Everything that can be found, as one long text: finding is then one search in a string, which is fast.
 * Later changes are kept beside it and are compared one by one.
 */
export class SearchIndex {
  readonly #keys: string[] = [];
  readonly #starts: number[] = [];
  readonly #text: string;
  readonly #changed = new Map<string, string | null>();

  constructor(entries: Iterable<SearchEntry>) {
    const texts: string[] = [];
    let length = 0;
    for (const entry of entries) {
      const text = textOf(entry);
      this.#keys.push(keyOf(entry.kind, entry.id));
      this.#starts.push(length);
      texts.push(text);
      length += text.length;
    }
    this.#text = texts.join('');
  }

  get changes(): number {
    return this.#changed.size;
  }

  /** Takes over entries as they are now; those of the ids that are missing are gone. */
  replace(kind: SearchKind, ids: readonly number[], entries: readonly SearchEntry[]): void {
    for (const id of ids) this.#changed.set(keyOf(kind, id), null);
    for (const entry of entries) this.#changed.set(keyOf(entry.kind, entry.id), textOf(entry));
  }

  /** Kinds and ids of what holds every word of the query, best first, at most `limit` of each kind. */
  find(query: string, limit: number): { readonly kind: SearchKind; readonly id: number }[] {
    const words = toHalfWidth(query).toLowerCase().split(/\s+/).filter(Boolean);
    const [longest] = [...words].sort((a, b) => b.length - a.length);
    if (longest === undefined) return [];
    const hits: { key: string; score: number }[] = [];
    const consider = (key: string, text: string) => {
      if (words.every((word) => text.includes(word))) hits.push({ key, score: scoreOf(text, words) });
    };
    for (const [key, text] of this.#changed) if (text !== null) consider(key, text);
    for (let at = this.#text.indexOf(longest), seen = 0; at >= 0 && seen < MOST_LOOKED_AT; seen++) {
      const i = this.#entryAt(at);
      const end = this.#starts[i + 1] ?? this.#text.length;
      const key = elementAt(this.#keys, i);
      if (!this.#changed.has(key)) consider(key, this.#text.slice(this.#starts[i], end));
      at = this.#text.indexOf(longest, end);
    }
    hits.sort((a, b) => a.score - b.score || (a.key < b.key ? -1 : 1));
    const counts = new Map<string, number>();
    return hits.flatMap(({ key }) => {
      const [kind = '', id = ''] = key.split('/');
      const count = counts.get(kind) ?? 0;
      counts.set(kind, count + 1);
      return count < limit ? [{ kind: searchKindSchema.parse(kind), id: Number(id) }] : [];
    });
  }

  /** The entry that holds a place of the text. */
  #entryAt(at: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (elementAt(this.#starts, middle) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function keyOf(kind: SearchKind, id: number): string {
  return `${kind}/${id}`;
}

/** Name, initials, syllables and the other words, each a part. */
function textOf({ name, words }: SearchEntry): string {
  const { whole, initials } = soundsOf(name);
  const parts = [name, ...initials, whole, ...words].map((part) =>
    toHalfWidth(part)
      .toLowerCase()
      .replace(/[\t\n]/g, ' '),
  );
  return `${parts.join(PART)}${ENTRY}`;
}

/** Lower is better: a name that begins with the word, that holds it, its sounds from the start, anything else; short names first. */
function scoreOf(text: string, words: readonly string[]): number {
  const [name = '', ...rest] = text.split(PART);
  const rank = Math.max(
    ...words.map((word) => {
      if (name === word) return 0;
      if (name.startsWith(word)) return 1;
      if (name.includes(word)) return 2;
      return rest.some((part) => part.startsWith(word)) ? 3 : 4;
    }),
  );
  return rank * 1000 + Math.min(name.length, 999);
}
