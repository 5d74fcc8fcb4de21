import { toHalfWidth } from '../registry/text.ts';
import type { KindDictionary } from './category.ts';

/** What the list's own column of categories says. */
export interface ListedReading {
  readonly kinds: readonly string[];
  /** The words that told each of them. */
  readonly words: readonly string[];
  /** The words that told the first category. */
  readonly word: string;
  /** The other trade that it names; null where it names none. */
  readonly other: string | null;
}

const silent: ListedReading = { kinds: [], words: [], word: '', other: null };

/** Lists have few distinct values: what each says is kept. */
const MOST_VALUES = 5000;

/** Builds a reader of a list's own categories and kinds of licence (体育休闲服务;娱乐场所;网吧). */
export function createListedReader({
  categories,
  trades,
}: KindDictionary): (listed: string) => ListedReading {
  const patterns = categories.flatMap(({ id, listed }) =>
    listed === null ? [] : [{ kind: id, pattern: new RegExp(listed, 'i') }],
  );
  const otherTrades = new RegExp(trades.listed);
  const known = new Map<string, ListedReading>();
  const read = (listed: string): ListedReading => {
    const text = toHalfWidth(listed);
    const hits = patterns.flatMap(({ kind, pattern }) => {
      const word = pattern.exec(text)?.[0];
      return word ? [{ kind, word }] : [];
    });
    const [first] = hits;
    if (first)
      return {
        kinds: hits.map(({ kind }) => kind),
        words: hits.map(({ word }) => word),
        word: first.word,
        other: null,
      };
    const other = otherTrades.test(text) ? (text.split(/[;|]/).at(-1) ?? text) : null;
    return { ...silent, other };
  };
  return (listed) => {
    if (listed === '') return silent;
    const before = known.get(listed);
    if (before) return before;
    const reading = read(listed);
    if (known.size >= MOST_VALUES) known.clear();
    known.set(listed, reading);
    return reading;
  };
}
