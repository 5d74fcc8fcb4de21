import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { governs } from '#shared/rules/governing.ts';
import { closeRing } from '#shared/zones/campus-fault.ts';
import { gravestOf, outcomeOf } from '#shared/zones/distance-statement.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { Finding } from '#shared/zones/finding.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { positionOf, toTuple } from '../../db/queries/places.ts';
import { readSigmas } from '../../db/queries/sigmas.ts';
import { selectShortVenues } from '../../db/queries/venues.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { refuseUnsound } from '../editing/campus-shape.ts';
import { groundsOf, measured } from './proposed-venue.ts';
import { walkFrom } from './walks.ts';

type Proposed = ParsedInputOf<'precheck.school'>;
type Statement = OutputOf<'precheck.schoolStatement'>;

/** No row has this id: something that is only proposed. */
const PROPOSED_ID = 0;

/** A school that is only proposed, as it would be measured. Errors: SHAPE_REFUSED. */
export async function proposedSchool(
  { db, today }: Pick<QueryContext, 'db' | 'today'>,
  { stage, campus, gates, source }: Proposed,
): Promise<SchoolPlace> {
  refuseUnsound(campus);
  const sigma = (await readSigmas(db))[source];
  return {
    id: PROPOSED_ID,
    name: '拟建学校',
    stage,
    since: today,
    campus: campus?.map((polygon) => polygon.map(closeRing)) ?? null,
    campusSigma: sigma,
    gates: gates.map((position, at) => ({
      id: at + 1,
      name: `拟建校门 ${at + 1}`,
      isMain: at === 0,
      position,
      sigma,
    })),
    point: null,
    pointSigma: sigma,
  };
}

/** What rules say of the venues around a proposed school. */
export async function findAround(context: QueryContext, school: SchoolPlace): Promise<Finding[]> {
  const index = await context.workspace.places.venues();
  return findFindings([school], index, await groundsOf(context));
}

/** Findings with the names of their venues, in the same order. */
export async function withVenues(
  { db }: Pick<QueryContext, 'db'>,
  school: SchoolPlace,
  findings: readonly Finding[],
): Promise<OutputOf<'precheck.school'>['hits']> {
  const byId = await selectShortVenues(
    db,
    findings.map(({ venueId }) => venueId),
  );
  return findings.flatMap((finding) => {
    const venue = byId.get(finding.venueId);
    if (!venue) return [];
    return [
      {
        ...measured(finding, school),
        category: finding.kind ?? venue.category,
        venueId: venue.id,
        venueName: venue.name,
        address: venue.address,
        position: toTuple(positionOf(venue)) ?? [...finding.from],
      },
    ];
  });
}

/** What can be stated of the venues around a proposed school, by the rules that keep venues away from it. */
export async function stateSchoolDistances(context: QueryContext, proposed: Proposed): Promise<Statement> {
  const school = await proposedSchool(context, proposed);
  const { rules } = await groundsOf(context);
  const keeping = rules.filter(
    (rule) =>
      rule.effect !== 'supervised' &&
      rule.categories.some((category) => governs(rule, category, school.stage)),
  );
  const limits = new Map(keeping.map(({ id, distance }) => [id, distance]));
  const findings = (await findAround(context, school)).filter(({ ruleId }) => limits.has(ruleId));
  const rows = (await withVenues(context, school, findings))
    .flatMap((hit) => {
      const outcome = outcomeOf(hit);
      return outcome === 'outside' ? [] : [{ ...hit, outcome }];
    })
    .sort((a, b) => a.distance - b.distance);
  const outcome = gravestOf(rows.map((row) => row.outcome));
  const deciding = rows.find((row) => row.outcome === outcome);
  return {
    outcome,
    rows,
    rules: [...limits].map(([ruleId, limit]) => ({ ruleId, limit })),
    walk: deciding ? await walkFrom(context, school, deciding.position) : null,
  };
}
