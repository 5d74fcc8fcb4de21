import type { SearchKind } from '#shared/contract/places.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { hazardPlaceName } from './place-of-record.ts';
import { kindsOfVenue } from './venue-kinds.ts';

interface FoundRow {
  readonly kind: SearchKind;
  readonly id: number;
  readonly name: string;
  readonly words: readonly string[];
}

const CHUNK = 20_000;

/** Venues as they are searched: those named, or all. */
export async function* searchedVenues(db: Read, ids?: readonly number[]): AsyncIterable<FoundRow> {
  for (let after = 0; ; ) {
    let rows = db
      .selectFrom('venues')
      .select(['id', 'name', 'address', 'uscc', 'regNo', 'phone', 'legalPerson'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(CHUNK);
    if (ids) rows = rows.where('id', 'in', toIdList(ids));
    const found = await rows.execute();
    for (const { id, name, ...rest } of found)
      yield { kind: 'venue', id, name, words: Object.values(rest).filter(Boolean) };
    if (found.length < CHUNK) return;
    after = found.at(-1)?.id ?? after;
  }
}

/** Everything else that is searched; there is never much of it. */
export async function searchedRest(db: Read): Promise<FoundRow[]> {
  const schools = await db
    .selectFrom('schools')
    .select(['id', 'name', 'stage', 'address', 'schoolCode', 'phone'])
    .execute();
  const gates = await db
    .selectFrom('gates')
    .innerJoin('schools', 'schools.id', 'gates.schoolId')
    .select(['gates.id', 'gates.name', 'schools.name as school'])
    .execute();
  const regions = await db.selectFrom('regions').select(['id', 'name', 'level']).execute();
  const spots = await db.selectFrom('troubleSpots').select(['id', 'name', 'problem', 'rangeText']).execute();
  const hazards = await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select(['hazards.id', 'code', 'kind', 'description', hazardPlaceName.as('place')])
    .execute();
  const sweeps = await db.selectFrom('sweeps').select(['id', 'title']).execute();
  return [
    ...schools.map(
      ({ id, name, ...rest }): FoundRow => ({
        kind: 'school',
        id,
        name,
        words: Object.values(rest).filter(Boolean),
      }),
    ),
    ...gates.map(
      ({ id, name, school }): FoundRow => ({ kind: 'gate', id, name: `${school}${name}`, words: [] }),
    ),
    ...regions.map(({ id, name, level }): FoundRow => ({ kind: 'region', id, name, words: [level] })),
    ...spots.map(
      ({ id, name, problem, rangeText }): FoundRow => ({
        kind: 'spot',
        id,
        name,
        words: ['治安乱点', problem, rangeText].filter(Boolean),
      }),
    ),
    ...hazards.map(
      ({ id, code, kind, description, place }): FoundRow => ({
        kind: 'hazard',
        id,
        name: `${code} ${place}`,
        words: [kind, description],
      }),
    ),
    ...sweeps.map(({ id, title }): FoundRow => ({ kind: 'sweep', id, name: title, words: [] })),
  ];
}

/** What is shown of things that were found, by kind and id. */
export async function describeFound(db: Read, hits: readonly { kind: SearchKind; id: number }[]) {
  const ids = (kind: SearchKind) => toIdList(hits.filter((hit) => hit.kind === kind).map(({ id }) => id));
  const schools = await db
    .selectFrom('schools')
    .select(['id', 'name', 'stage', 'address', 'lng', 'lat'])
    .where('id', 'in', ids('school'))
    .execute();
  const venues = await db
    .selectFrom('venues')
    .select(['id', 'name', kindsOfVenue.as('category'), 'address', 'lng', 'lat'])
    .where('id', 'in', ids('venue'))
    .execute();
  const gates = await db
    .selectFrom('gates')
    .innerJoin('schools', 'schools.id', 'gates.schoolId')
    .select(['gates.id', 'gates.name', 'schoolId', 'schools.name as school', 'gates.lng', 'gates.lat'])
    .where('gates.id', 'in', ids('gate'))
    .execute();
  const named = db.selectFrom('regions').select(['id', 'name', 'level']);
  const regions = await named.where('id', 'in', ids('region')).execute();
  const areas = db.selectFrom('troubleSpots').select(['id', 'name', 'problem']);
  const spots = await areas.where('id', 'in', ids('spot')).execute();
  const hazards = await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select(['hazards.id', 'code', 'kind', 'state', hazardPlaceName.as('place')])
    .where('hazards.id', 'in', ids('hazard'))
    .execute();
  const sweeps = await db
    .selectFrom('sweeps')
    .select(['id', 'title', 'period'])
    .where('id', 'in', ids('sweep'))
    .execute();
  return { schools, venues, gates, regions, spots, hazards, sweeps };
}
