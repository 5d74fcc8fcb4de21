import type { Classification } from '#shared/classification/classify.ts';

/** What lists say of a venue; who it is and what is kept by hand stand in further columns. */
export const venueParticulars = [
  'name',
  'uscc',
  'regNo',
  'category',
  'categoryScore',
  'categoryReason',
  'categorySuggested',
  'listedCategory',
  'industryCode',
  'scope',
  'address',
  'legalPerson',
  'phone',
  'status',
  'establishedOn',
] as const;

/** A category goes with why, how surely, and what it could be as well. */
export const categoryColumns = ['category', 'categoryScore', 'categoryReason', 'categorySuggested'] as const;

/** A classification as it is stored. */
export function storedCategory({ category, score, reason, suggested }: Classification) {
  return {
    category,
    categoryScore: score,
    categoryReason: reason,
    categorySuggested: suggested.join(';'),
  };
}

/** The kinds that a venue could be of as well, as they are stored. */
export function suggestedOf(stored: string): string[] {
  return stored === '' ? [] : stored.split(';');
}

/** How the reason of a category begins that a person decided. */
export const DECIDED = '人工认定（';

/** A category that a person decided. */
export function decidedCategory(category: string, actor: string) {
  return { category, categoryScore: 1, categoryReason: `${DECIDED}${actor}）`, categorySuggested: '' };
}

/** A position goes as a whole. */
export const positionColumns = ['lng', 'lat', 'positionSource'] as const;
