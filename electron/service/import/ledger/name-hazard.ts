import type { ToldSource } from '#shared/ledger/source.ts';
import { comparable } from '#shared/registry/text.ts';

/** What tells a hazard of a ledger from others; `foundOn` is null where the ledger does not say it. */
interface ToldHazard {
  readonly venueId: number | null;
  readonly schoolId: number | null;
  readonly placeText: string;
  readonly description: string;
  readonly foundOn: string | null;
  readonly source: string;
  readonly sourceNumber: string;
}

/** How a ledger calls the place of a hazard. */
export interface WordsOfPlace {
  readonly school: string;
  readonly name: string;
}

/**
 * By what a row of a ledger is known again: by its number, else by place, description and day. A place that was not on
 * record when the list came first may be now, and the other way round: so it is looked for under all of its names.
 */
export function namesOfHazard(
  told: ToldHazard,
  number: string,
  words: WordsOfPlace,
): { identity: string; alsoKnown: string[] } {
  const { source, sourceNumber, venueId, schoolId } = told;
  const numbered = numberKey(source, sourceNumber);
  if (number !== '') {
    const further = sourcesOf(source).flatMap((each) => [listKey(each, number), numberKey(each, number)]);
    return {
      identity: listKey(source, number),
      alsoKnown: [codeKey(number), ...further, numbered].filter(Boolean),
    };
  }
  const asWritten = namesOf(schoolId, words.school).flatMap((school) =>
    namesOf(venueId, words.name).map((venue) => {
      const placeText = [school.text, venue.text].filter(Boolean).join(' ');
      return placeKey({ ...told, schoolId: school.id, venueId: venue.id, placeText });
    }),
  );
  return { identity: placeKey(told), alsoKnown: [...asWritten, numbered].filter(Boolean) };
}

/** What names no source that is known is 其他来源 in its year, and 上年结转 in the next. */
function sourcesOf(source: string): readonly string[] {
  return unsaid.includes(source) ? unsaid : [source];
}

const unsaid: readonly string[] = ['其他来源', '上年结转'] satisfies ToldSource[];

const listKey = (source: string, number: string) => `no:${source}:${comparable(number)}`;

/** A place on record, and as it is written. */
function namesOf(id: number | null, text: string): { readonly id: number | null; readonly text: string }[] {
  const written = { id: null, text };
  return id === null ? [written] : [{ id, text: '' }, written];
}

/** By place, description and day. */
export function placeKey({
  venueId,
  schoolId,
  placeText,
  description,
  foundOn,
}: Omit<ToldHazard, 'source' | 'sourceNumber'>): string {
  const place = [venueId ?? '', schoolId ?? '', comparable(placeText)].join('/');
  return [place, comparable(description), foundOn ?? ''].join('|');
}

/** By the number that this program gave. */
export function codeKey(code: string): string {
  return `code:${code}`;
}

/** By the number that its source gave; empty where it gave none. */
export function numberKey(source: string, sourceNumber: string): string {
  return sourceNumber === '' ? '' : `number:${source}:${sourceNumber}`;
}
