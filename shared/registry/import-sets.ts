/** What tells a list of a set from the others. */
interface KnownList {
  readonly file: string;
  readonly columns: readonly string[];
}

/** A file of which is known what stands in its header. */
export interface HeadedFile {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface MatchedSet<List> {
  /** For each file what it was in the set; null for one that is new. */
  readonly before: readonly (List | null)[];
  /** Lists of the set of which no file is there. */
  readonly missing: readonly List[];
}

/** The same header says that two files are one list; where a header was changed, the name without its dates does. */
const SAME_HEADER = 2;
const SAME_NAME = 1;

/** Tells which list of a set each file is: the surest first, each list and each file once. */
export function matchSet<List extends KnownList>(
  lists: readonly List[],
  files: readonly HeadedFile[],
): MatchedSet<List> {
  const pairs = lists
    .flatMap((list) => files.map((file, at) => ({ list, at, score: scoreOf(list, file) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const before: (List | null)[] = files.map(() => null);
  const found = new Set<List>();
  for (const { list, at } of pairs) {
    if (found.has(list) || before[at]) continue;
    found.add(list);
    before[at] = list;
  }
  return { before, missing: lists.filter((list) => !found.has(list)) };
}

function scoreOf(list: KnownList, file: HeadedFile): number {
  const isSameHeader = JSON.stringify(list.columns) === JSON.stringify(file.columns);
  const stem = stemOf(file.name);
  const isSameName = stem !== '' && stem === stemOf(list.file);
  return (isSameHeader ? SAME_HEADER : 0) + (isSameName ? SAME_NAME : 0);
}

/** A name without its ending, and without what differs from quarter to quarter. */
function stemOf(name: string): string {
  return name
    .replace(/\.[^.]+$/, '')
    .replace(/第?[一二三四1-4]季度|[上下]半年|Q[1-4]/gi, '')
    .replace(/[\d０-９年月日号版终稿新（）()【】[\]_\-.\s]/g, '')
    .toLowerCase();
}

/** The set that knows most of the files, at least half of them; null where none does. */
export function likelySet<Named extends { readonly lists: readonly KnownList[] }>(
  sets: readonly Named[],
  files: readonly HeadedFile[],
): Named | null {
  const known = sets
    .map((set) => ({
      set,
      count: matchSet(set.lists, files).before.filter((list) => list !== null).length,
    }))
    .sort((a, b) => b.count - a.count);
  const [best] = known;
  return best && best.count > 0 && best.count * 2 >= files.length ? best.set : null;
}

/** A set after one of its files was imported: in the place of what that was before, else behind the others. */
export function withImported<List>(lists: readonly List[], before: List | null, imported: List): List[] {
  const at = before ? lists.indexOf(before) : -1;
  return at < 0 ? [...lists, imported] : lists.map((list, i) => (i === at ? imported : list));
}
