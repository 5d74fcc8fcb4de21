import { type Category, OTHER_CATEGORY, REVIEW_SCORE, UNKNOWN_CATEGORY } from './category.ts';
import type { LicenceHint } from './licence-reader.ts';
import type { ListedReading } from './listed-reader.ts';
import { isHouse, type NameHint, type NameReading, rankOfHint } from './name-reader.ts';
import type { ScopeHint, ScopeReading } from './scope-reader.ts';

/** What each part of a row says. */
export interface Reading {
  readonly name: NameReading;
  readonly listed: ListedReading;
  readonly scope: ScopeReading;
  readonly licences: readonly LicenceHint[];
  /** Four digits of GB/T 4754, or none. */
  readonly code: string;
}

/** A kind with what speaks for it. */
export interface KindEvidence {
  readonly kind: string;
  /** 0 to 1; below `REVIEW_SCORE` a person should look. */
  readonly score: number;
  /** Chinese sentence naming the words that speak for it. */
  readonly reason: string;
}

export interface Classification {
  /** Category id; `other` where something says that it is another trade, `unknown` where nothing says what it is. */
  readonly category: string;
  /** 0 to 1; below `REVIEW_SCORE` a person should look. */
  readonly score: number;
  /** Chinese sentence naming the words that decided. */
  readonly reason: string;
  /** What it could be as well, the likeliest first: categories, and `other` where that speaks against. */
  readonly suggested: readonly string[];
  /** What it is beside that, by evidence of its own, the surest first. */
  readonly further: readonly KindEvidence[];
}

/** Scores measured on three million registry rows: see the category table of the project's reference. */
const SCORES = {
  listed: 1,
  code: 0.95,
  permit: 0.95,
  nameAndScope: 0.95,
  likelyAndScope: 0.9,
  name: 0.8,
  maybeAndScope: 0.8,
  likely: 0.65,
  licence: 0.65,
  contested: 0.55,
  maybe: 0.5,
  scope: 0.5,
  hint: 0.3,
} as const;

/** How surely a venue is of another trade, by what says so. */
const OTHER_SCORES = { listed: 0.95, name: 0.9, scope: 0.75, code: 0.7 } as const;

const none: readonly never[] = [];

/** A category, and what speaks for it. */
interface Support {
  readonly kind: string;
  readonly isListed: boolean;
  readonly coded: { readonly isShared: boolean } | undefined;
  readonly permitted: LicenceHint | undefined;
  readonly named: NameHint | undefined;
  readonly scoped: ScopeHint | undefined;
}

/** Weighs what the parts of a row say for each category and against it. */
export class Scales {
  readonly #byId: ReadonlyMap<string, Category & { readonly order: number }>;
  readonly #codes = new Map<string, { readonly kind: string; readonly isShared: boolean }[]>();

  constructor(categories: readonly Category[]) {
    this.#byId = new Map(categories.map((category, order) => [category.id, { ...category, order }]));
    for (const { id, industryCodes, sharedCodes } of categories) {
      for (const code of industryCodes) keepIn(this.#codes, code, { kind: id, isShared: false });
      for (const code of sharedCodes) keepIn(this.#codes, code, { kind: id, isShared: true });
    }
  }

  weigh(reading: Reading): Classification {
    const kinds = this.#kindsOf(reading);
    if (kinds.length === 0) return otherThan(reading, kinds);
    const candidates = kinds.map((kind) => this.#look(reading, kind));
    if (candidates.length > 1) candidates.sort(this.#order(reading));
    const [best, ...rest] = candidates;
    if (!best || best.score < SCORES.scope)
      return otherThan(
        reading,
        candidates.map(({ kind }) => kind),
      );
    if (rest.length === 0)
      return {
        ...answerOf(best),
        suggested: isElsewise(reading, best) ? [OTHER_CATEGORY] : none,
        further: none,
      };
    const further = this.#beside(reading, best.kind, rest);
    const suggested = rest
      .map(({ kind }) => kind)
      .filter((kind) => further.every((each) => each.kind !== kind));
    return {
      ...answerOf(best),
      suggested: isElsewise(reading, best) ? [...suggested, OTHER_CATEGORY] : suggested,
      further,
    };
  }

  /** What a venue is beside its main kind, by evidence that would send a venue to review at the least. */
  #beside(reading: Reading, main: string, others: readonly KindEvidence[]): readonly KindEvidence[] {
    const further = others
      .filter(({ kind }) => !this.#isFormOf(kind, main) && !this.#isFormOf(main, kind))
      .map(({ kind }) => this.#lookBeside(reading, kind, main))
      .filter(({ score }) => score >= SCORES.scope);
    return further.length > 1 ? further.sort((a, b) => b.score - a.score) : further;
  }

  /** What speaks for a category beside the main one: that something speaks for the main one is no objection to it. */
  #lookBeside(reading: Reading, kind: string, main: string): KindEvidence {
    const support = this.#supportFor(reading, kind);
    const isShop = this.#familyOf(main) === 'retail';
    const { named, scoped, permitted } = support;
    const isBySupport = !isBacked(support) && this.#byId.get(kind)?.scopeSupports === true;
    // A shop sells food and wine by its scope; that a hotel does says no more than that it serves its guests.
    if (isBySupport && !isShop) return { kind, score: SCORES.hint, reason: '' };
    if (named && isHouse(named) && !scoped && !support.isListed && !support.coded && !permitted)
      return { kind, score: SCORES.hint, reason: '' };
    const score = supportOf(support, isShop && this.#isSoldAlong(kind, reading.name));
    return this.#tell(reading, support, score, this.#objectionBeside(reading, support));
  }

  /** What speaks against a category that is not the main one. */
  #objectionBeside(reading: Reading, support: Support): string | null {
    const { name } = reading;
    const { kind, named, scoped, coded, permitted, isListed } = support;
    const stated = this.#objectionInWords(reading, support);
    if (stated !== null || isListed) return stated;
    // A business has one industry code: where the name speaks of another one, they contradict each other. Of licences
    // it may have several.
    if (!named && coded && !scoped && !permitted) return this.#objectionOfName(reading, kind);
    if (!named) return name.other ? `名称末尾是“${name.other.word}”（${name.other.trade}）` : null;
    if (name.isCompany && this.#familyOf(kind) === 'retail' && !scoped) return '名称是公司，可能不是零售店';
    return scoped ? null : this.#objectionToName(reading, kind);
  }

  #isFormOf(kind: string, whole: string): boolean {
    return this.#byId.get(kind)?.partOf === whole;
  }

  /** The categories that anything speaks for. */
  #kindsOf({ name, listed, scope, licences, code }: Reading): readonly string[] {
    const coded = this.#codes.get(code);
    const said = listed.kinds.length + name.hints.length + scope.hints.length + licences.length;
    if (!coded && said === 0) return [];
    const kinds = new Set(listed.kinds);
    for (const { kind } of name.hints) kinds.add(kind);
    for (const { kind } of coded ?? []) kinds.add(kind);
    for (const { kind } of licences) kinds.add(kind);
    for (const { kind } of scope.hints)
      if (!this.#byId.get(kind)?.scopeSupports || this.#isSoldAlong(kind, name)) kinds.add(kind);
    return [...kinds];
  }

  #look(reading: Reading, kind: string): KindEvidence {
    const support = this.#supportFor(reading, kind);
    const score = supportOf(support, this.#isSoldAlong(kind, reading.name));
    return this.#tell(
      reading,
      support,
      score,
      score < REVIEW_SCORE ? null : this.#objection(reading, support),
    );
  }

  #supportFor(reading: Reading, kind: string): Support {
    const partOf = this.#byId.get(kind)?.partOf ?? kind;
    return {
      kind,
      isListed: reading.listed.kinds.includes(kind),
      coded: this.#codes.get(reading.code)?.find((each) => each.kind === kind),
      permitted: reading.licences.find((each) => each.kind === kind),
      named: reading.name.hints.find((hint) => hint.kind === kind),
      scoped: reading.scope.hints.find((hint) => hint.kind === kind || hint.kind === partOf),
    };
  }

  /** A category with what speaks for it and against it, in words. */
  #tell(reading: Reading, support: Support, score: number, against: string | null): KindEvidence {
    const { kind } = support;
    const evidence = evidenceOf(support, reading);
    if (score < REVIEW_SCORE) return { kind, score, reason: `${evidence}，需人工复核` };
    return against
      ? { kind, score: SCORES.contested, reason: `${evidence}；而${against}，需人工复核` }
      : { kind, score, reason: evidence };
  }

  /** What a name or a scope itself says against a category. */
  #objectionInWords({ name, scope }: Reading, { kind, scoped }: Support): string | null {
    if (name.state) return `名称注明“${name.state}”`;
    if (name.isHeadOffice) return '名称是总公司，可能不是经营场所';
    return scope.excluded.includes(kind) && !scoped ? '经营范围写明不做此业' : null;
  }

  /** What speaks against a category that is well supported; null where nothing does. */
  #objection(reading: Reading, support: Support): string | null {
    const { name } = reading;
    const { kind, named, scoped, coded, permitted, isListed } = support;
    const stated = this.#objectionInWords(reading, support);
    if (stated !== null) return stated;
    // A licence decides alone only where nothing else says otherwise.
    const isByLicence = permitted !== undefined && !coded && !isListed;
    if (!named)
      return (
        this.#objectionOfName(reading, kind) ?? (isByLicence ? this.#objectionToName(reading, kind) : null)
      );
    if (isListed) return null;
    if (name.isCompany && this.#familyOf(kind) === 'retail' && !scoped) return '名称是公司，可能不是零售店';
    return this.#objectionToName(reading, kind) ?? (scoped ? null : this.#objectionOfScope(reading, kind));
  }

  /** What a name says that does not speak of the category. */
  #objectionOfName({ name }: Reading, kind: string): string | null {
    if (name.other) return `名称末尾是“${name.other.word}”（${name.other.trade}）`;
    const rival = name.hints.find(
      (hint) => hint.strength === 'sure' && this.#familyOf(hint.kind) !== this.#familyOf(kind),
    );
    return rival ? `名称含“${rival.word}”` : null;
  }

  /** What list and code say against a category that the name speaks of; a licence for something else says nothing. */
  #objectionToName({ listed, code }: Reading, kind: string): string | null {
    if (listed.other) return `名单类别是“${listed.other}”`;
    if (listed.kinds.length > 0 && !this.#holdsFamily(listed.kinds, kind))
      return `名单类别含“${listed.word}”`;
    const coded = this.#codes.get(code)?.filter(({ isShared }) => !isShared) ?? [];
    const stated = coded.map((each) => each.kind);
    return stated.length > 0 && !this.#holdsFamily(stated, kind) ? `行业代码 ${code} 是别的业态` : null;
  }

  /** What a scope says that does not speak of a category, although the name does. */
  #objectionOfScope({ name, scope }: Reading, kind: string): string | null {
    const instead = scope.instead.find((each) => each.kind === kind);
    if (instead) return `经营范围只有“${instead.word}”`;
    const rival = scope.hints.find((hint) => {
      const family = this.#familyOf(hint.kind);
      return (
        family !== this.#familyOf(kind) &&
        family !== 'retail' &&
        !name.hints.some((each) => each.kind === hint.kind)
      );
    });
    return rival ? `经营范围只有“${rival.word}”` : null;
  }

  /** What decides, then what is weightier, what the list says, what the name ends with, the dictionary's order. */
  #order({ name, listed }: Reading): (a: KindEvidence, b: KindEvidence) => number {
    const place = (kind: string) => {
      const at = name.hints.findIndex((hint) => hint.kind === kind && rankOfHint(hint) >= 2);
      return at < 0 ? name.hints.length : at;
    };
    const order = (kind: string) => this.#byId.get(kind)?.order ?? 0;
    // What else a shop sells is governed more strictly than that it is a shop.
    const isNamed = (kind: string) => name.hints.some((hint) => hint.kind === kind);
    const isAside = ({ kind }: KindEvidence) =>
      Number(this.#byId.get(kind)?.onTheSide === true && !isNamed(kind) && isNamed('shop'));
    const isShop = ({ kind }: KindEvidence) => Number(kind === 'shop');
    const isListed = ({ kind }: KindEvidence) => Number(listed.kinds.includes(kind));
    const isDecided = ({ score }: KindEvidence) => Number(score >= REVIEW_SCORE);
    return (a, b) =>
      isDecided(b) - isDecided(a) ||
      isAside(a) - isAside(b) ||
      isShop(a) - isShop(b) ||
      b.score - a.score ||
      isListed(b) - isListed(a) ||
      place(a.kind) - place(b.kind) ||
      order(a.kind) - order(b.kind);
  }

  #familyOf(kind: string): string {
    return this.#byId.get(kind)?.family ?? kind;
  }

  #holdsFamily(kinds: readonly string[], kind: string): boolean {
    return kinds.some((each) => this.#familyOf(each) === this.#familyOf(kind));
  }

  /** A shop whose name says no more than 商行 sells what its scope says. */
  #isSoldAlong(kind: string, { other, isCompany }: NameReading): boolean {
    return this.#familyOf(kind) === 'retail' && !other && !isCompany;
  }
}

function keepIn<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

function answerOf({
  kind,
  score,
  reason,
}: KindEvidence): Pick<Classification, 'category' | 'score' | 'reason'> {
  return { category: kind, score, reason };
}

/** Whether something speaks of another trade where a category is in doubt. */
function isElsewise({ name, listed, scope }: Reading, { kind, score }: KindEvidence): boolean {
  if (score >= REVIEW_SCORE) return false;
  return (
    Boolean(name.other ?? listed.other) || (scope.says && !scope.hints.some((hint) => hint.kind === kind))
  );
}

/** What speaks for a category, in words. */
function evidenceOf(support: Support, { listed, code }: Reading): string {
  const { kind, isListed, coded, permitted, named, scoped } = support;
  const only = scoped && !isBacked(support) && !scoped.licensed ? '只有' : '';
  return [
    isListed ? `名单类别含“${listed.words[listed.kinds.indexOf(kind)]}”` : '',
    coded ? `行业代码 ${code}${coded.isShared ? '（还包括别的行业）' : ''}` : '',
    permitted ? `许可证“${permitted.word}”${permitted.isShared ? '（别的行业也用）' : ''}` : '',
    named ? `名称含“${named.word}”${named.strength === 'brand' ? '（品牌）' : ''}` : '',
    scoped ? `${only}${scoped.licensed ? '许可' : ''}经营范围含“${scoped.word}”` : '',
  ]
    .filter((text) => text !== '')
    .join('，');
}

/** How much speaks for a category. */
function supportOf({ isListed, coded, permitted, named, scoped }: Support, isSoldAlong: boolean): number {
  if (isListed) return SCORES.listed;
  if (coded && !coded.isShared) return SCORES.code;
  if (permitted && !permitted.isShared) return SCORES.permit;
  if (named) return supportOfName(named, Boolean(scoped ?? coded ?? permitted));
  if (!scoped) return SCORES.hint;
  return scoped.licensed || coded || permitted || isSoldAlong ? SCORES.licence : SCORES.scope;
}

/** Whether anything but the scope speaks for a category. */
function isBacked({ isListed, coded, permitted, named }: Support): boolean {
  return isListed || Boolean(coded ?? permitted ?? named);
}

/** How much a name says, alone or backed by code or scope. */
function supportOfName({ strength }: NameHint, isBacked: boolean): number {
  switch (strength) {
    case 'sure':
    case 'brand':
      return isBacked ? SCORES.nameAndScope : SCORES.name;
    case 'likely':
      return isBacked ? SCORES.likelyAndScope : SCORES.likely;
    case 'maybe':
    case 'before':
      return isBacked ? SCORES.maybeAndScope : SCORES.maybe;
    case 'hint':
      return isBacked ? SCORES.likely : SCORES.hint;
  }
}

/** Another trade where something says so, else unknown, with the categories that are hinted at. */
function otherThan(
  { name, listed, scope, licences, code }: Reading,
  hints: readonly string[],
): Classification {
  const other = (by: keyof typeof OTHER_SCORES, reason: string): Classification => ({
    category: OTHER_CATEGORY,
    score: OTHER_SCORES[by],
    reason,
    suggested: none,
    further: none,
  });
  if (listed.other) return other('listed', `名单类别是“${listed.other}”`);
  if (name.other) return other('name', `名称末尾是“${name.other.word}”（${name.other.trade}）`);
  if (scope.says) return other('scope', '经营范围写的是别的行业');
  if (hints.length === 0 && code !== '' && code !== '0000')
    return other('code', `行业代码 ${code} 是别的行业`);
  const hinted = [
    ...name.hints.map(({ word }) => `名称含“${word}”`),
    ...licences.map(({ word }) => `许可证“${word}”别的行业也用`),
  ][0];
  return {
    category: UNKNOWN_CATEGORY,
    score: SCORES.hint,
    reason: hinted ? `${hinted}，说明不了是哪一类` : '没有什么说明是做什么的',
    suggested: hints,
    further: none,
  };
}
