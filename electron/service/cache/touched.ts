import type { LngLatBounds } from '#shared/geodesy/units.ts';

/** What a command changed among the places. Ids where they are few, 'all' where they are not worth listing. */
export interface Touched {
  /** Schools whose rows, campuses or gates changed. */
  readonly schools?: readonly number[] | 'all';
  readonly venues?: readonly number[] | 'all';
  /** Venues to which a distance was surveyed, or a survey withdrawn. */
  readonly surveyedVenues?: readonly number[];
  /** Boxes of roads that came, went or changed: as they were and as they are. */
  readonly roads?: readonly LngLatBounds[];
  readonly facilities?: boolean;
  readonly addresses?: boolean;
  readonly regions?: boolean;
  /** Rules or the rule pack. */
  readonly rules?: boolean;
  /** Schools whose findings changed. */
  readonly findings?: readonly number[] | 'all';
}

/** Joins everything that one command touched. Kinds that were not touched are left out. */
export function joinTouched(all: readonly Touched[]): Touched {
  const ids = (key: 'schools' | 'venues' | 'findings') => joinIds(all.map((each) => each[key]));
  const list = <T>(parts: readonly T[]) => (parts.length > 0 ? parts : undefined);
  const some = (key: 'facilities' | 'addresses' | 'regions' | 'rules') => all.some((each) => each[key]);
  return {
    schools: ids('schools'),
    venues: ids('venues'),
    findings: ids('findings'),
    surveyedVenues: list([...new Set(all.flatMap(({ surveyedVenues }) => surveyedVenues ?? []))]),
    roads: list(all.flatMap(({ roads }) => roads ?? [])),
    facilities: some('facilities'),
    addresses: some('addresses'),
    regions: some('regions'),
    rules: some('rules'),
  };
}

function joinIds(
  all: readonly (readonly number[] | 'all' | undefined)[],
): readonly number[] | 'all' | undefined {
  const ids = new Set<number>();
  for (const each of all) {
    if (each === 'all') return each;
    for (const id of each ?? []) ids.add(id);
  }
  return ids.size > 0 ? [...ids] : undefined;
}
