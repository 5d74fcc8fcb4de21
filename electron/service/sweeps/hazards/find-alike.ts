import { isSamePlace } from '#shared/ledger/correction.ts';
import { repeatedNames } from '#shared/ledger/repeated-hazard.ts';
import { selectComparable } from '../../db/queries/hazards.ts';
import { selectVenue } from '../../db/queries/venues.ts';
import type { Read } from '../../db/schema/schema.ts';
import { comparedOf } from './find-repeated-hazard.ts';
import type { Hazard } from './record-step.ts';

type Comparable = Awaited<ReturnType<typeof selectComparable>>[number];

/** Hazards shown beside one: who looks for another says so in other words. */
const MOST = 50;

const AT_SCHOOL = '同一学校';

/**
 * Hazards that count and may be what a 线索 tells of, what is most alike first: at the same place, at the same address or of
 * the same owner; and of the same school where no venue is named.
 */
export async function findAlike(db: Read, lead: Hazard) {
  const venue = lead.venueId === null ? undefined : await selectVenue(db, lead.venueId);
  const { address, owner } = comparedOf(venue);
  const ways: readonly (readonly [by: string, isAlike: (hazard: Comparable) => boolean])[] = [
    [repeatedNames.place, (hazard) => isSamePlace(hazard, lead)],
    [repeatedNames.address, (hazard) => address !== '' && comparedOf(hazard).address === address],
    [repeatedNames.owner, (hazard) => owner !== '' && comparedOf(hazard).owner === owner],
    [
      AT_SCHOOL,
      ({ schoolId }) => lead.venueId === null && lead.schoolId !== null && schoolId === lead.schoolId,
    ],
  ];
  const others = (await selectComparable(db)).filter(({ id }) => id !== lead.id);
  const found = ways.flatMap(([by, isAlike]) => others.filter(isAlike).map((hazard) => ({ ...hazard, by })));
  const first = new Map(found.toReversed().map((each) => [each.id, each]));
  return [...new Set(found.map(({ id }) => id))].slice(0, MOST).flatMap((id) => {
    const each = first.get(id);
    return each
      ? [
          {
            id,
            code: each.code,
            kind: each.kind,
            description: each.description,
            state: each.state,
            by: each.by,
          },
        ]
      : [];
  });
}
