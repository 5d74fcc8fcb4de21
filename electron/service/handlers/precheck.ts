import { closeRing } from '#shared/zones/campus-fault.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import { isCoarse } from '#shared/zones/uncertainty.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { positionOf, toTuple } from '../db/queries/places.ts';
import { readSigmas } from '../db/queries/sigmas.ts';
import { selectShortVenues } from '../db/queries/venues.ts';
import { refuseUnsound } from '../places/editing/campus-shape.ts';
import { groundsOf, measured, nearestSchool } from '../places/judging/proposed-venue.ts';
import { stateDistances } from '../places/judging/state-distances.ts';
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

  async 'precheck.statement'(context, { position, source, category }) {
    return await stateDistances(context, { position, source, category });
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
