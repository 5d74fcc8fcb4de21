import type { LngLat } from '#shared/geodesy/units.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { closeRing } from '#shared/zones/campus-fault.ts';
import { type Finding, findFindings } from '#shared/zones/find-findings.ts';
import { measurePair, nearestGate } from '#shared/zones/measure-pair.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { isCoarse } from '#shared/zones/uncertainty.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { positionOf, toTuple } from '../db/queries/places.ts';
import { readSigmas } from '../db/queries/sigmas.ts';
import { selectShortVenues } from '../db/queries/venues.ts';
import { refuseUnsound } from '../places/editing/campus-shape.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** No row has this id: something that is only proposed. */
const PROPOSED_ID = 0;

export const precheckHandlers: HandlersOf<'precheck'> = {
  async 'precheck.venue'(context, { position, source }) {
    const { workspace, db, today } = context;
    const schools = await workspace.places.schools();
    const { categories } = workspace.catalogue;
    const sigma = (await readSigmas(db))[source];
    // One proposed venue for each category, all on the spot: its id is its place among the categories.
    const proposed = categories.map(({ id }, at) => ({
      id: at,
      category: id,
      since: today,
      position,
      sigma,
      coarse: isCoarse(source),
    }));
    const index = new VenueIndex(VenueColumns.from(proposed));
    const findings = findFindings([...schools.values()], index, await groundsOf(context));
    const hits = findings
      .filter(({ severity }) => severity !== 'outside')
      .map((finding) => ({
        ...measured(finding, schools.get(finding.schoolId)),
        category: categories[finding.venueId]?.id ?? '',
        schoolId: finding.schoolId,
        schoolName: schools.get(finding.schoolId)?.name ?? '',
      }))
      .sort((a, b) => a.distance - b.distance);
    return { hits, nearest: nearestSchool([...schools.values()], position) };
  },

  async 'precheck.school'(context, { stage, campus, gates, source }) {
    const { workspace, db, today } = context;
    refuseUnsound(campus);
    const sigma = (await readSigmas(db))[source];
    const school: SchoolPlace = {
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
    const index = await workspace.places.venues();
    const findings = findFindings([school], index, await groundsOf(context)).filter(
      ({ severity }) => severity !== 'outside',
    );
    const byId = await selectShortVenues(
      db,
      findings.map(({ venueId }) => venueId),
    );
    const { distance, origin } = workspace.pack.safetyZone;
    return {
      hits: findings.flatMap((finding) => {
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
      }),
      zone: safetyZone(school, distance, origin)?.geometry ?? null,
    };
  },
};

/** What decides today: the rules and roads of the workspace. Nothing proposed was ever surveyed. */
async function groundsOf({ workspace, today }: QueryContext) {
  return {
    rules: decidingRules(workspace.rules, today, rangeOf(workspace.pack)),
    network: await workspace.places.network(),
    surveys: new SurveyedDistances([]),
  };
}

function measured(finding: Finding, school: SchoolPlace | undefined) {
  const { ruleId, origin, method, distance, sigma, limit, verdict, effect, existing, severity, note } =
    finding;
  const gateName = school?.gates.find(({ id }) => id === finding.gateId)?.name ?? null;
  const from: [number, number] = [...finding.from];
  return {
    ruleId,
    origin,
    method,
    gateName,
    distance,
    sigma,
    limit,
    verdict,
    effect,
    existing,
    severity,
    note,
    from,
  };
}

function nearestSchool(schools: readonly SchoolPlace[], position: LngLat) {
  let best: { schoolName: string; distance: number } | null = null;
  for (const school of schools) {
    const pair = measurePair(school, { position, sigma: 0, coarse: false }, null, []);
    const distances = [pair.boundary?.distance, nearestGate(pair.gates)?.distance].filter(
      (metres) => metres !== undefined,
    );
    const distance = Math.min(...distances);
    if (distances.length > 0 && (!best || distance < best.distance))
      best = { schoolName: school.name, distance };
  }
  return best;
}
