import type { KindDictionary, Strength } from './category.ts';
import { partsOfName } from './plain-name.ts';
import { type FoundWord, WordTrie } from './word-trie.ts';

/** What a name says of a category. */
export interface NameHint {
  readonly kind: string;
  /** `before`: the word stands before the one that decides. */
  readonly strength: Strength | 'brand' | 'before';
  readonly word: string;
}

export interface NameReading {
  /** The categories that the name speaks of, what it says most of first. */
  readonly hints: readonly NameHint[];
  /** The other trade that the name ends with; null where it ends with none. */
  readonly other: { readonly word: string; readonly trade: string } | null;
  /** 筹建, 已注销 …: the name itself says that the business is not, or no more, at work. */
  readonly state: string | null;
  /** Whether the name is that of a company: 有限公司, 集团. */
  readonly isCompany: boolean;
  /** 总公司: the office of a business, and not its premises. */
  readonly isHeadOffice: boolean;
}

interface Meaning {
  readonly kinds: readonly { readonly kind: string; readonly strength: Strength | 'brand' }[];
  readonly trade: string | null;
  readonly joins: boolean;
  readonly leads: boolean;
  readonly neutral: boolean;
}

type Said = Pick<NameReading, 'hints' | 'other'>;

/** Brands stand at the beginning of a name, or behind the name of a city. */
const CITY = 2;

/** Another business inside these is one of its own: 宾馆餐厅 is a restaurant. */
const apart: ReadonlySet<string> = new Set(['lodging', 'liquor', 'shop']);

const nothing: Meaning = { kinds: [], trade: null, joins: false, leads: false, neutral: false };
const noHints: readonly NameHint[] = [];
const saysNothing: Said = { hints: noHints, other: null };

const rank: Record<NameHint['strength'], number> = {
  sure: 5,
  brand: 4,
  likely: 3,
  maybe: 2,
  before: 1,
  hint: 0,
};

/** Whether a hint tells only in what kind of house another business is: 大酒店 of 大酒店KTV. */
export function isHouse({ kind, strength }: NameHint): boolean {
  return strength === 'before' && apart.has(kind);
}

/** How much a hint says, from 0 to 5. */
export function rankOfHint({ strength }: NameHint): number {
  return rank[strength];
}

/** Builds a reader of names over a dictionary. */
export function createNameReader(dictionary: KindDictionary): (name: string) => NameReading {
  const words = collectWords(dictionary);
  const patterns = dictionary.trades.trades.flatMap(({ title, pattern }) =>
    pattern === null ? [] : [{ title, pattern: new RegExp(pattern) }],
  );
  return (name) => {
    const { text, whole, aside, state } = partsOfName(name);
    const isCompany = /(公司|集团)$/.test(text);
    const rest = { state, isCompany, isHeadOffice: isCompany && text.endsWith('总公司') };
    if (text === '') return { ...saysNothing, ...rest };
    if (/[幢栋楼元区座弄期]$/.test(whole))
      for (const { title, pattern } of patterns) {
        const [word] = pattern.exec(whole) ?? [];
        if (word) return { hints: noHints, other: { word, trade: title }, ...rest };
      }
    const said = meaningOf(words, isCompany && text.endsWith('分公司') ? withoutBranch(words, text) : text);
    return { ...(aside === '' ? said : withAside(words, said, aside)), ...rest };
  };
}

function collectWords({ categories, trades, brands }: KindDictionary): WordTrie<Meaning> {
  const trie = new WordTrie<Meaning>();
  const add = (word: string, meaning: Partial<Meaning>) =>
    trie.add(word.toUpperCase(), { ...nothing, ...meaning }, (known, added) => ({
      kinds: [...known.kinds, ...added.kinds],
      trade: known.trade ?? added.trade,
      joins: known.joins || added.joins,
      leads: known.leads || added.leads,
      neutral: known.neutral && added.neutral,
    }));
  for (const { id, names } of categories)
    for (const strength of ['sure', 'likely', 'maybe', 'hint'] as const)
      for (const word of names[strength]) add(word, { kinds: [{ kind: id, strength }] });
  for (const { title, words, joins, leads } of trades.trades) {
    for (const word of words) add(word, { trade: title, joins });
    for (const word of leads) add(word, { trade: title, leads: true });
  }
  for (const word of trades.neutral) add(word, { neutral: true });
  for (const { kind, names } of brands.brands)
    for (const word of names) add(word, { kinds: [{ kind, strength: 'brand' }] });
  for (const { title, names } of brands.others) for (const word of names) add(word, { trade: title });
  return trie;
}

/** A branch's own part without a word of any trade (…网吧有限公司人民路分公司) is left out. */
function withoutBranch(words: WordTrie<Meaning>, text: string): string {
  const at = text.lastIndexOf('公司', text.length - 4);
  if (at < 0) return text;
  const own = meaningOf(words, text.slice(at + 2, -3));
  return own.other || own.hints.length > 0 ? text : text.slice(0, at + 2);
}

/** What follows the word that decides, and is no word of the dictionary, should be the name of a place or a number. */
const placeLike =
  /(路|街|巷|弄|站|桥|门|口|广场|区|镇|村|园|城|里|乡|县|市|州|新天地|[东西南北中湖江山]|[一二三四五六七八九十\d]|号|总|旗舰|连锁|分|本)$/;

/** A road, a bridge or a stop that is called after a business. */
const roadOnly = /^(路|街|巷|弄|桥|路口|街区|站台)$/;

/** Reads a name from its end. */
function meaningOf(words: WordTrie<Meaning>, text: string): Said {
  const scan = new NameScan(text);
  for (let end = text.length; end > 0; ) {
    const found = words.endingAt(text, end);
    if (found && !scan.see(found, end)) break;
    end = found ? found.start : end - 1;
  }
  return scan.said();
}

/** What was seen of a name on the way from its end to its beginning. */
class NameScan {
  readonly #text: string;
  #hints: NameHint[] = [];
  #other: NameReading['other'] = null;
  /** Whether the other trade is often found together with what stands right before it. */
  #isJoined = false;
  /** Where the word that decides begins, with what it follows right after; -1 before one is found. */
  #decidedAt = -1;
  /** Where the last word begins. */
  #seenAt: number;
  /** Whether words that are in no dictionary, and name no place, follow. */
  #isOpen = false;

  constructor(text: string) {
    this.#text = text;
    this.#seenAt = text.length;
  }

  said(): Said {
    if (this.#hints.length === 0 && !this.#other) return saysNothing;
    return { hints: strongest(this.#hints), other: this.#other };
  }

  /** Takes the next word towards the beginning; false where nothing before it matters. */
  see({ word, start, meaning }: FoundWord<Meaning>, end: number): boolean {
    if (this.#decidedAt < 0 && end < this.#seenAt && !this.#isOpen)
      this.#isOpen = !isPlace(this.#text.slice(end, this.#seenAt));
    this.#seenAt = start;
    const isNext = end === this.#decidedAt;
    if (meaning.neutral) {
      if (isNext) this.#decidedAt = start;
      return true;
    }
    if (meaning.leads) {
      [this.#hints, this.#other] = [[], { word, trade: meaning.trade ?? '' }];
      return false;
    }
    if (this.#decidedAt < 0) this.#decide(word, start, meaning);
    else {
      if (isNext) this.#decidedAt = start;
      this.#seeEarlier(word, start, meaning, isNext);
    }
    return true;
  }

  /** The first word that says what the business is. */
  #decide(word: string, start: number, { kinds, trade, joins }: Meaning): void {
    const isHint = kinds.every(({ strength }) => strength === 'hint');
    if (isHint && trade !== null) {
      [this.#other, this.#isJoined, this.#decidedAt] = [{ word, trade }, joins, start];
      return;
    }
    const isBrand = kinds.every(({ strength }) => strength === 'brand');
    if (!isHint && isBrand && (this.#isOpen || !mayBeginAt(this.#text, start))) return;
    if (!isHint && roadOnly.test(this.#text.slice(start + word.length))) {
      [this.#other, this.#decidedAt] = [{ word: this.#text.slice(start), trade: '地名' }, start];
      return;
    }
    for (const { kind, strength } of kinds)
      this.#hints.push({ kind, word, strength: this.#isOpen && !isHint ? weaker(strength) : strength });
    if (!isHint) this.#decidedAt = start;
  }

  /** A word before the one that decides. */
  #seeEarlier(word: string, start: number, { kinds, trade }: Meaning, isNext: boolean): void {
    if (trade !== null) {
      if (!isNext || this.#other) this.#isJoined = false;
      else this.#soften(start, trade);
      return;
    }
    if (this.#other && !this.#isJoined) return;
    for (const { kind, strength } of kinds) {
      if (strength === 'hint' || (this.#other && apart.has(kind))) continue;
      if (strength === 'brand') {
        if (
          !this.#other &&
          this.#hints.every((hint) => rank[hint.strength] < 3) &&
          mayBeginAt(this.#text, start)
        )
          this.#hints.push({ kind, word, strength });
        continue;
      }
      this.#hints.push({
        kind,
        word,
        strength: earlierStrength(kind, strength, this.#other !== null, isNext),
      });
      if (strength !== 'maybe') this.#other = null;
    }
  }

  /**
   * Another trade stands right before a word that is not sure of itself: 美容养生 is rather a beauty parlour, and
   * 水果超市 sells fruit.
   */
  #soften(start: number, trade: string): void {
    const likely = this.#hints.some(({ strength }) => strength === 'likely');
    if (likely && this.#hints.every(({ kind }) => kind === 'shop'))
      [this.#hints, this.#other] = [[], { word: this.#text.slice(start), trade }];
    else
      this.#hints = this.#hints.map((hint) =>
        hint.strength === 'likely' ? { ...hint, strength: 'maybe' } : hint,
      );
  }
}

/** What a word says that is followed by words nobody knows. */
function weaker(strength: NameHint['strength']): NameHint['strength'] {
  return strength === 'hint' ? strength : 'maybe';
}

/** What a word says that stands before the one that decides: 足浴棋牌 is both, 台球室旁棋牌 is not. */
function earlierStrength(
  kind: string,
  strength: Strength,
  isJoined: boolean,
  isNext: boolean,
): NameHint['strength'] {
  if (strength === 'maybe') return 'before';
  if (isJoined) return strength;
  return strength === 'sure' && isNext && !apart.has(kind) ? 'likely' : 'before';
}

/** Whether a brand can begin there: at the beginning of the name, behind a city or behind another place. */
function mayBeginAt(text: string, start: number): boolean {
  return start <= CITY || /[区县市镇乡道路街城店]$/.test(text.slice(0, start));
}

function isPlace(gap: string): boolean {
  const text = gap.replace(/[\s\-·、&+—.,/|:]+/g, '');
  return text === '' || placeLike.test(text);
}

/** Each category once, with what says most of it. */
function strongest(hints: readonly NameHint[]): readonly NameHint[] {
  if (hints.length < 2) return hints;
  const best: NameHint[] = [];
  for (const hint of hints) {
    const at = best.findIndex(({ kind }) => kind === hint.kind);
    const known = best[at];
    if (!known) best.push(hint);
    else if (rank[hint.strength] > rank[known.strength]) best[at] = hint;
  }
  return best.sort((a, b) => rank[b.strength] - rank[a.strength]);
}

/** What stands in brackets counts where the name itself says nothing, unless it only tells where it is. */
function withAside(words: WordTrie<Meaning>, said: Said, aside: string): Said {
  if (/(公交站|停车场|地铁站|出入口|充电站)$/.test(aside))
    return { hints: noHints, other: { word: aside, trade: '停车、交通' } };
  if (said.other || said.hints.some(({ strength }) => strength !== 'hint')) return said;
  if (/[旁边东西南北内外侧门口楼层对面路街店]$/.test(aside) && !/(专卖|网吧|KTV)店$/.test(aside)) return said;
  const { hints } = meaningOf(words, aside);
  const added = hints
    .filter(({ strength }) => rank[strength] >= 3)
    .map(({ kind, word }): NameHint => ({ kind, word, strength: 'maybe' }));
  return added.length === 0 ? said : { ...said, hints: strongest([...added, ...said.hints]) };
}
