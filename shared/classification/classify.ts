import { comparable, toHalfWidth } from '../registry/text.ts';
import type { Category, Wording, WordingField } from './category.ts';

/** What a list says of a venue, as far as it decides the category. */
export interface VenueWords {
  readonly name: string;
  readonly listed: string;
  readonly scope: string;
  readonly industryCode: string;
}

export interface Classification {
  /** Category id, or `other` where nothing matched. */
  readonly category: string;
  /** 0 to 1; below `REVIEW_SCORE` a person should look. */
  readonly score: number;
  /** Chinese sentence naming the words that decided. */
  readonly reason: string;
}

export const OTHER_CATEGORY = 'other';
export const REVIEW_SCORE = 0.6;

/** Scores measured on three million registry rows: see the category table of the project's reference. */
const SCORES = { decided: 1, listed: 1, industry: 0.95, nameAndScope: 0.95, name: 0.8, scope: 0.5 } as const;

/** Words of a venue in the forms that are matched, made only when a first look finds something. */
interface Looked {
  readonly words: VenueWords;
  readonly tail: string;
  readonly scope: string;
  readonly named: boolean;
  readonly scoped: boolean;
  readonly listed: boolean;
}

type Matcher = (looked: Looked) => Classification | null;

/**
 * Builds a classifier over a dictionary; the expressions are compiled once. The workspace's own wordings
 * come first. Then one expression looks for any wording of any category: most businesses match none, and
 * for them no category is tried one by one.
 */
export function createClassifier(
  categories: readonly Category[],
  wordings: readonly Wording[] = [],
): (words: VenueWords) => Classification {
  const own = createWordingLook(wordings);
  const matchers = categories.map(createMatcher);
  const any = (key: 'namePositive' | 'scopePositive' | 'listed') =>
    compile(categories.flatMap((category) => category[key] ?? []).join('|') || null);
  const [anyName, anyListed] = [any('namePositive'), any('listed')];
  const anyScope = compile(widened(categories.flatMap(({ scopePositive }) => scopePositive ?? []).join('|')));
  const codes = new Set(categories.flatMap(({ industryCodes }) => industryCodes));
  return (words) => {
    const decided = own?.(words);
    if (decided) return decided;
    const tail = nameTail(toHalfWidth(words.name));
    const named = anyName?.test(tail) ?? false;
    const scoped = words.scope !== '' && (anyScope?.test(words.scope) ?? false);
    const listed = words.listed !== '' && (anyListed?.test(words.listed) ?? false);
    if (!named && !scoped && !listed && !codes.has(words.industryCode)) return nothingFound;
    const looked = {
      words,
      tail,
      named,
      scoped,
      listed,
      scope: scoped || named ? statedScope(words.scope) : '',
    };
    let best: Classification | null = null;
    for (const matcher of matchers) {
      const candidate = matcher(looked);
      if (candidate && (!best || candidate.score > best.score)) best = candidate;
    }
    return best ?? nothingFound;
  };
}

const wordingPlaces: Record<WordingField, string> = {
  name: '名称',
  listed: '名单类别',
  scope: '经营范围',
  industryCode: '行业代码',
};

/** How a category that a wording decided is explained. */
export function wordingReason({ field, text }: Pick<Wording, 'field' | 'text'>): string {
  return `本区已定：${wordingPlaces[field]}含“${text}”`;
}

function createWordingLook(
  wordings: readonly Wording[],
): ((words: VenueWords) => Classification | null) | null {
  if (wordings.length === 0) return null;
  const forms = wordings.map((wording) => ({ ...wording, form: comparable(wording.text) }));
  return (words) => {
    const plain = new Map<WordingField, string>();
    for (const { field, text, form, category } of forms) {
      const value = plain.get(field) ?? comparable(words[field]);
      plain.set(field, value);
      if (value.includes(form))
        return { category, score: SCORES.decided, reason: wordingReason({ field, text }) };
    }
    return null;
  };
}

const nothingFound: Classification = {
  category: OTHER_CATEGORY,
  score: 1,
  reason: '名称、类别和经营范围都没有受管控类别的用词',
};

/**
 * An expression for half-width text, widened: it also matches texts that match only after they are turned to
 * half width, and perhaps more. A long text without a match need not be turned to half width at all.
 */
function widened(source: string): string | null {
  if (source === '') return null;
  const classes = source.replace(/\[(?!\^)[^\]]*\]/g, (list) => `${list.slice(0, -1)}；，：（）]`);
  return `${classes}|[Ａ-Ｚａ-ｚ０-９]`;
}

function compile(source: string | null): RegExp | null {
  return source === null ? null : new RegExp(source, 'i');
}

function createMatcher(category: Category): Matcher {
  const listed = compile(category.listed);
  const positive = compile(category.namePositive);
  const negative = compile(category.nameNegative);
  const doubtful = compile(category.nameReview);
  const scopePositive = compile(category.scopePositive);
  const scopeInstead = compile(category.scopeInstead);
  const found = (score: number, reason: string): Classification => ({ category: category.id, score, reason });
  return ({ words, tail, scope, ...looked }) => {
    const listedHit = looked.listed ? firstHit(listed, words.listed) : null;
    if (listedHit) return found(SCORES.listed, `名单类别“${words.listed}”含“${listedHit}”`);
    if (words.industryCode && category.industryCodes.includes(words.industryCode))
      return found(SCORES.industry, `行业代码 ${words.industryCode}`);
    const nameHit = !looked.named || negative?.test(tail) ? null : firstHit(positive, tail);
    const scopeHit = looked.scoped ? firstHit(scopePositive, scope) : null;
    const doubt = nameHit ? firstHit(doubtful, tail) : null;
    if (doubt) return found(SCORES.scope, `名称含“${doubt}”，可能是管理或配套企业，需人工复核`);
    const instead = nameHit && !scopeHit ? firstHit(scopeInstead, scope) : null;
    if (instead) return found(SCORES.scope, `名称含“${nameHit}”，而经营范围只有“${instead}”，需人工复核`);
    if (nameHit && scopeHit) return found(SCORES.nameAndScope, `名称含“${nameHit}”，经营范围含“${scopeHit}”`);
    if (nameHit) return found(SCORES.name, `名称含“${nameHit}”`);
    if (scopeHit) return found(SCORES.scope, `只有经营范围含“${scopeHit}”，需人工复核`);
    return null;
  };
}

function firstHit(pattern: RegExp | null, text: string): string | null {
  return pattern?.exec(text)?.[0] || null;
}

/**
 * The part of a name after the last 公司 or 集团: 天津市友通机械设备公司东丽网吧 is a 网吧.
 * A name that ends with 公司 is taken whole.
 */
function nameTail(name: string): string {
  const at = Math.max(name.lastIndexOf('公司'), name.lastIndexOf('集团'));
  const tail = at < 0 ? '' : name.slice(at + 2).trim();
  return tail.length >= 2 && !/^[(（]/.test(tail) ? tail : name;
}

/** A business scope without what it excludes (不含…, 除…外, bracketed exclusions). */
export function statedScope(scope: string): string {
  const stated = toHalfWidth(scope)
    .replace(/[([][^)\]]*(不含|除|不得|禁止)[^)\]]*[)\]]/g, '')
    .replace(/除[^;,。;]*?(以?外|除外)/g, '')
    .replace(/(不含|不包括|不得(从事|经营))[^;。;,)]*/g, '');
  return stated.includes('除外') ? stated.replace(/[^;。;,(]*除外/g, '') : stated;
}
