import type { KindDictionary } from '#shared/classification/category.ts';
import { createLicenceReader } from '#shared/classification/licence-reader.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import type { ClassifyRow, HashedRow } from '../staged-row.ts';
import type { LicencePlan } from './plan-licences.ts';

/**
 * New venues with what they are by their licences, those of rows that repeat them included. Their hashes stay: a list
 * that says the same of a venue and nothing of licences is the same.
 */
export function decideLicensed(
  added: readonly HashedRow[],
  plan: LicencePlan,
  { decide, kinds }: { readonly decide: ClassifyRow; readonly kinds: KindDictionary },
): { added: HashedRow[]; licences: LicencePlan } {
  const read = createLicenceReader(kinds);
  const byVenue = groupBy(plan.added, ({ venue }) => venue);
  const decided = new Map(
    added.map((row) => {
      const licences = byVenue.get(row)?.map(({ licence }) => licence) ?? [];
      const isTold = read(licences.map(({ kind }) => kind)).length > 0;
      const values = isTold ? { ...row.values, ...decide(row.values, false, licences) } : row.values;
      return [row, { ...row, values }];
    }),
  );
  return {
    added: [...decided.values()],
    licences: {
      ...plan,
      added: plan.added.map(({ venue, licence }) => ({
        venue: typeof venue === 'number' ? venue : (decided.get(venue) ?? venue),
        licence,
      })),
    },
  };
}
