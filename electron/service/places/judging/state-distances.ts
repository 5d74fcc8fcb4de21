import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { gravestOf, LEAST_MARGIN, outcomeOf } from '#shared/zones/distance-statement.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import { isCoarse } from '#shared/zones/uncertainty.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { readSigmas } from '../../db/queries/sigmas.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { groundsOf, measured, nearestSchool } from './proposed-venue.ts';
import { walkFrom } from './walks.ts';

type Statement = OutputOf<'precheck.statement'>;

/**
 * What can be stated of the distances from a proposed venue to schools, by the rules that keep venues of its category
 * away. Errors: CATEGORY_UNKNOWN.
 */
export async function stateDistances(
  context: QueryContext,
  { position, source, category }: ParsedInputOf<'precheck.statement'>,
): Promise<Statement> {
  const { workspace, db, today } = context;
  if (!workspace.catalogue.categoryTitles.has(category))
    throw new CodedError('CATEGORY_UNKNOWN', { category });
  const schools = await workspace.places.schools();
  const sigma = (await readSigmas(db))[source];
  const proposed = { id: 0, category, since: today, position, sigma, coarse: isCoarse(source) };
  const grounds = await groundsOf(context);
  const rules = grounds.rules.filter(
    ({ effect, categories }) => effect !== 'supervised' && categories.includes(category),
  );
  const index = new VenueIndex(VenueColumns.from([proposed]));
  const rows = findFindings([...schools.values()], index, { ...grounds, rules })
    .map((finding) => ({
      ...measured(finding, schools.get(finding.schoolId)),
      category,
      schoolId: finding.schoolId,
      schoolName: schools.get(finding.schoolId)?.name ?? '',
      outcome: outcomeOf(finding),
    }))
    .sort((a, b) => a.distance - b.distance);
  const nearest = nearestSchool([...schools.values()], position);
  const limit = rules.length === 0 ? null : Math.max(...rules.map(({ distance }) => distance));
  const outcome = gravestOf(rows.map((row) => row.outcome));
  const deciding = rows.find((row) => row.outcome === outcome) ?? rows[0] ?? nearest;
  return {
    // Beyond the reach of every rule by less than a metre is not stated either.
    outcome: rows.length === 0 && isNear(nearest, limit) ? 'survey' : outcome,
    rows,
    nearest,
    limit,
    walk: await walkFrom(context, schools.get(deciding?.schoolId ?? 0), position),
  };
}

function isNear(nearest: Statement['nearest'], limit: number | null): boolean {
  return nearest !== null && limit !== null && nearest.distance - limit < LEAST_MARGIN;
}
