import { comparable } from '../registry/text.ts';
import { type AdoptionLook, byAdoption } from './adopted-values.ts';
import type { KindDictionary, Wording, WordingField } from './category.ts';
import { saidBeside } from './further-kinds.ts';
import { createLicenceReader } from './licence-reader.ts';
import { createListedReader } from './listed-reader.ts';
import { createNameReader } from './name-reader.ts';
import { createScopeReader } from './scope-reader.ts';
import { type Classification, Scales } from './weigh-evidence.ts';
import { weighOnce } from './weigh-once.ts';

export { REVIEW_SCORE } from './category.ts';
export { statedScope } from './scope-reader.ts';
export type { Classification, KindEvidence } from './weigh-evidence.ts';

/** What a list says of a venue, as far as it decides the category. */
export interface VenueWords {
  readonly name: string;
  readonly listed: string;
  readonly scope: string;
  readonly industryCode: string;
  /** What licences it has that count, by their kinds (烟草专卖零售许可证). */
  readonly licences?: readonly string[];
  /** Why a stored venue has its kind: what was adopted of one list stands when another list names the venue. */
  readonly decidedBy?: string;
}

/**
 * Builds a classifier over a dictionary; words and expressions are compiled once. The workspace's own wordings come
 * first, then what was adopted of values of the list. Else what list, industry code, licences, name and scope say is
 * weighed together, and what they say against each other sends a venue to review. What is said beside a kind that was decided
 * stands beside it.
 */
export function createClassifier(
  dictionary: KindDictionary,
  wordings: readonly Wording[] = [],
  adopted: AdoptionLook | null = null,
): (words: VenueWords) => Classification {
  const own = createWordingLook(wordings);
  const readName = createNameReader(dictionary);
  const readScope = createScopeReader(dictionary);
  const readListed = createListedReader(dictionary);
  const readLicences = createLicenceReader(dictionary);
  const scales = new Scales(dictionary.categories);
  const weighReading = weighOnce((reading) => scales.weigh(reading));
  const weigh = (words: VenueWords) =>
    weighReading({
      name: readName(words.name),
      listed: readListed(words.listed),
      licences: words.licences ? readLicences(words.licences) : [],
      scope: readScope(words.scope),
      code: words.industryCode === '' ? '' : (/\d{4}/.exec(words.industryCode)?.[0] ?? ''),
    });
  const titles = titlesOf(dictionary);
  return (words) => {
    const said = weigh(words);
    const decided = own?.(words);
    if (decided) return { ...decided, suggested: [], further: saidBeside(decided.category, said) };
    const adoption = adopted?.(words);
    return adoption ? byAdoption(adoption, said, titles) : said;
  };
}

/** What the categories of a dictionary are called. */
export function titlesOf({ categories }: Pick<KindDictionary, 'categories'>): ReadonlyMap<string, string> {
  return new Map(categories.map(({ id, title }) => [id, title]));
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

/** The words of a reason that could decide all alike; null where no word decided. */
export function wordingOf(reason: string): Pick<Wording, 'field' | 'text'> | null {
  const [, place, text] = /(名称|经营范围)(?:含|末尾是)“(.+?)”/.exec(reason) ?? [];
  if (place === undefined || text === undefined) return null;
  return { field: place === '名称' ? 'name' : 'scope', text };
}

/** What a wording of the workspace says. */
type Decided = Pick<Classification, 'category' | 'score' | 'reason'>;

function createWordingLook(wordings: readonly Wording[]): ((words: VenueWords) => Decided | null) | null {
  if (wordings.length === 0) return null;
  const forms = wordings.map((wording) => ({ ...wording, form: comparable(wording.text) }));
  return (words) => {
    const plain = new Map<WordingField, string>();
    for (const { field, text, form, category } of forms) {
      const value = plain.get(field) ?? comparable(words[field]);
      plain.set(field, value);
      if (value.includes(form)) return { category, score: 1, reason: wordingReason({ field, text }) };
    }
    return null;
  };
}
