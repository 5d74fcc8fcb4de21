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
  decide: ClassifyRow,
): { added: HashedRow[]; licences: LicencePlan } {
  const byVenue = groupBy(plan.added, ({ venue }) => venue);
  const decided = new Map(
    added.map((row) => {
      const licences = byVenue.get(row)?.map(({ licence }) => licence) ?? [];
      const kinds = licences.length === 0 ? {} : decide(row.values, false, licences);
      return [row, { ...row, values: { ...row.values, ...kinds } }];
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
