import { toHalfWidth } from '../registry/text.ts';
import type { KindDictionary } from './category.ts';

/** What a licence of a venue says of a category. */
export interface LicenceHint {
  readonly kind: string;
  /** The licence as it is called: 烟草专卖零售许可证. */
  readonly word: string;
  /** Whether such licences are given for other trades as well (特种行业许可证). */
  readonly isShared: boolean;
}

const none: readonly never[] = [];

/** Licences have few distinct names: what each says is kept. */
const MOST_NAMES = 5000;

/**
 * Builds a reader of what kinds of licences say. When a licence ends does not matter here: that a venue has had it
 * tells what it is, and one that is not to be renewed would vanish from its own list.
 */
export function createLicenceReader({
  categories,
}: Pick<KindDictionary, 'categories'>): (licences: readonly string[]) => readonly LicenceHint[] {
  const patterns = categories.flatMap(({ id, licences, sharedLicences }) =>
    [
      { kind: id, source: licences, isShared: false },
      { kind: id, source: sharedLicences, isShared: true },
    ].flatMap(({ source, ...rest }) =>
      source === null ? [] : [{ ...rest, pattern: new RegExp(source, 'i') }],
    ),
  );
  const known = new Map<string, readonly LicenceHint[]>();
  const readOne = (word: string): readonly LicenceHint[] => {
    const before = known.get(word);
    if (before) return before;
    const text = toHalfWidth(word);
    const all = patterns.filter(({ pattern }) => pattern.test(text));
    // Where the name itself tells the trade (娱乐经营许可证（歌舞）), what such licences are given for does not count.
    const sure = all.filter(({ isShared }) => !isShared);
    const hints = (sure.length > 0 ? sure : all).map(({ kind, isShared }) => ({ kind, word, isShared }));
    if (known.size >= MOST_NAMES) known.clear();
    known.set(word, hints);
    return hints;
  };
  return (licences) => {
    if (licences.length === 0) return none;
    // One that is given for a trade alone tells more than those that are given for several.
    const hints = licences.flatMap(readOne).sort((a, b) => Number(a.isShared) - Number(b.isShared));
    return hints.filter(({ kind }, at) => hints.findIndex((each) => each.kind === kind) === at);
  };
}
