import { toHalfWidth } from '../registry/text.ts';
import type { Category } from './category.ts';

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
const SCORES = { listed: 1, industry: 0.95, nameAndScope: 0.95, name: 0.8, scope: 0.5 } as const;

type Matcher = (words: VenueWords) => Classification | null;

/** Builds a classifier over a dictionary; the expressions are compiled once. */
export function createClassifier(categories: readonly Category[]): (words: VenueWords) => Classification {
  const matchers = categories.map(createMatcher);
  return (words) => {
    let best: Classification | null = null;
    for (const matcher of matchers) {
      const candidate = matcher(words);
      if (candidate && (!best || candidate.score > best.score)) best = candidate;
    }
    return (
      best ?? { category: OTHER_CATEGORY, score: 1, reason: '名称、类别和经营范围都没有受管控类别的用词' }
    );
  };
}

function createMatcher(category: Category): Matcher {
  const compile = (source: string | null) => (source === null ? null : new RegExp(source, 'i'));
  const listed = compile(category.listed);
  const positive = compile(category.namePositive);
  const negative = compile(category.nameNegative);
  const scope = compile(category.scopePositive);
  const found = (score: number, reason: string): Classification => ({ category: category.id, score, reason });
  return (words) => {
    const listedHit = firstHit(listed, words.listed);
    if (listedHit) return found(SCORES.listed, `名单类别“${words.listed}”含“${listedHit}”`);
    if (words.industryCode && category.industryCodes.includes(words.industryCode))
      return found(SCORES.industry, `行业代码 ${words.industryCode}`);
    const tail = nameTail(toHalfWidth(words.name));
    const nameHit = negative?.test(tail) ? null : firstHit(positive, tail);
    const scopeHit = firstHit(scope, statedScope(words.scope));
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
  return toHalfWidth(scope)
    .replace(/[([][^)\]]*(不含|除外|不得|禁止)[^)\]]*[)\]]/g, '')
    .replace(/除[^;,。;]*?(以?外|除外)/g, '')
    .replace(/(不含|不包括|不得(从事|经营))[^;。;,)]*/g, '')
    .replace(/[^;。;,(]*除外/g, '');
}
