import { toHalfWidth } from '../registry/text.ts';
import type { KindDictionary } from './category.ts';

/** What a business scope says of a category. */
export interface ScopeHint {
  readonly kind: string;
  readonly word: string;
  /** Whether it stands among what needs a licence (许可项目). */
  readonly licensed: boolean;
}

export interface ScopeReading {
  readonly hints: readonly ScopeHint[];
  /** Categories that the scope excludes in words (不得从事互联网上网服务). */
  readonly excluded: readonly string[];
  /** Categories in whose place it states another business with a similar name (餐饮 for 酒店), with the word. */
  readonly instead: readonly { readonly kind: string; readonly word: string }[];
  /** Whether the scope says anything at all. */
  readonly says: boolean;
}

type Item = Pick<ScopeReading, 'excluded' | 'instead' | 'says'> & {
  readonly hits: readonly { readonly kind: string; readonly word: string }[];
  /** What follows is among what needs a licence, or is not; null where the item begins no such part. */
  readonly begins: 'licensed' | 'general' | null;
};

/** Items of scopes repeat by the thousand: what each says is kept. */
const MOST_ITEMS = 50_000;

const none: readonly never[] = [];
const silent: ScopeReading = { hints: none, excluded: none, instead: none, says: false };

/** Builds a reader of business scopes, which looks at each item (between semicolons) by itself. */
export function createScopeReader(dictionary: KindDictionary): (scope: string) => ScopeReading {
  const readItem = createItemReader(dictionary);
  const known = new Map<string, Item>();
  return (scope) => {
    if (scope === '') return silent;
    let hints: ScopeHint[] | readonly never[] = none;
    let excluded: readonly string[] = none;
    let instead: ScopeReading['instead'] = none;
    let says = false;
    let licensed = false;
    for (let start = 0; start < scope.length; ) {
      const end = endOfItem(scope, start);
      const text = scope.slice(start, end);
      start = end + 1;
      let item = known.get(text);
      if (!item) {
        item = readItem(text);
        if (known.size >= MOST_ITEMS) known.clear();
        known.set(text, item);
      }
      if (item.begins) licensed = item.begins === 'licensed';
      if (item.says) says = true;
      if (item.excluded.length > 0) excluded = [...excluded, ...item.excluded];
      if (item.instead.length > 0) instead = [...instead, ...item.instead];
      for (const hit of item.hits) hints = withHint(hints, hit, licensed);
    }
    return { hints, excluded, instead, says };
  };
}

function withHint(
  hints: readonly ScopeHint[],
  { kind, word }: { readonly kind: string; readonly word: string },
  licensed: boolean,
): ScopeHint[] {
  const at = hints.findIndex((hint) => hint.kind === kind);
  if (at < 0) return [...hints, { kind, word, licensed }];
  return licensed && !hints[at]?.licensed
    ? hints.map((hint, i) => (i === at ? { kind, word, licensed } : hint))
    : [...hints];
}

/** Where an item ends: at a semicolon or full stop outside brackets. */
function endOfItem(scope: string, start: number): number {
  let depth = 0;
  for (let i = start; i < scope.length; i++)
    switch (scope.charCodeAt(i)) {
      case 0x28:
      case 0xff08:
      case 0x5b:
        depth++;
        break;
      case 0x29:
      case 0xff09:
      case 0x5d:
        depth--;
        break;
      case 0x3b:
      case 0xff1b:
      case 0x3002:
        if (depth <= 0) return i;
        break;
      default:
    }
  return scope.length;
}

function createItemReader({ categories, scopeNot, trades }: KindDictionary): (text: string) => Item {
  const matchers = categories.flatMap(({ id, scope, scopeNot: own, scopeInstead }) => {
    if (scope === null) return [];
    const not = own === undefined ? scopeNot : own;
    return [
      {
        kind: id,
        positive: new RegExp(scope, 'i'),
        negative: not === null ? null : new RegExp(not, 'i'),
        instead: scopeInstead === null ? null : new RegExp(scopeInstead),
      },
    ];
  });
  const vacuous = new RegExp(trades.vacuous);
  return (text) => {
    const whole = toHalfWidth(text).trim();
    const { stated, excluded } = partExclusions(whole.replace(/^[^:]{0,12}项目:/, ''));
    const parts = stated.split(/[,()[\]]/).filter((part) => part.trim() !== '');
    return {
      hits: matchers.flatMap(({ kind, positive, negative }) => {
        for (const part of parts) {
          const word = positive.exec(part.trim())?.[0];
          if (word && !negative?.test(part)) return [{ kind, word: word.replace(/^、/, '') }];
        }
        return [];
      }),
      excluded:
        excluded === ''
          ? none
          : matchers.filter(({ positive }) => positive.test(excluded)).map(({ kind }) => kind),
      instead: matchers.flatMap(({ kind, instead }) => {
        const word = instead?.exec(stated)?.[0];
        return word ? [{ kind, word }] : [];
      }),
      says: !vacuous.test(stated.trim()),
      begins: /许可(经营)?项目/.test(whole) ? 'licensed' : /一般(经营)?项目/.test(whole) ? 'general' : null,
    };
  };
}

/** A business scope without what it excludes (不含…, 除…外, bracketed exclusions). */
export function statedScope(scope: string): string {
  return partExclusions(toHalfWidth(scope)).stated;
}

/** What a scope states and what it excludes; `scope` in half width. */
function partExclusions(scope: string): { stated: string; excluded: string } {
  if (!/不|除|禁止/.test(scope)) return { stated: scope, excluded: '' };
  let excluded = '';
  const drop = (text: string) => {
    excluded += `${text};`;
    return '';
  };
  const stated = scope
    .replace(/[([][^)\]]*(不含|不包括|除|不得|禁止|不从事|不涉及)[^)\]]*[)\]]/g, drop)
    .replace(/除[^;,。;]*?(以?外|除外)/g, drop)
    .replace(/(不含|不包括|不包含|不得(从事|经营)|禁止|不从事|不涉及)[^;。;,)]*/g, drop);
  return { stated: stated.includes('除外') ? stated.replace(/[^;。;,(]*除外/g, drop) : stated, excluded };
}
