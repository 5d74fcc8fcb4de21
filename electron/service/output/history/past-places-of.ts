import { lookBack, type PastDays, type PastEvent, type Span } from '#shared/history/past-spans.ts';
import {
  type PastTable,
  type PlaceEvent,
  selectEdited,
  selectListed,
  selectOtherwiseChanged,
  selectPlaceStates,
  selectTurned,
} from '../../db/queries/past-places.ts';
import {
  type PlaceState,
  selectTakenBack,
  stateOf,
  type TakenBack,
} from '../../db/queries/taken-back-lists.ts';
import type { Read } from '../../db/schema/schema.ts';

type StateEvent = PastEvent<PlaceState>;

/** Events of places in a time, and lists of which not all is known any more. */
export interface KnownEvents {
  readonly events: readonly StateEvent[];
  readonly lost: readonly TakenBack[];
}

/** All that happened to places of a table since a moment. */
export async function readEvents(db: Read, table: PastTable, since: string): Promise<KnownEvents> {
  const undone = await selectTakenBack(db, table === 'venues' ? ['venues'] : ['schools', 'campuses'], since);
  const told: PlaceEvent[] = [
    ...undone.flatMap(eventsOfUndone),
    ...(await selectListed(db, table, since)),
    ...(await selectEdited(db, table, since)),
    ...(await selectTurned(db, table, since)),
  ];
  const events = told.map(
    ({ before, ...event }, order): StateEvent => ({ ...event, order, before: () => before }),
  );
  return {
    events: table === 'venues' ? [...events, ...(await otherEvents(db, since, events.length))] : events,
    lost: undone.filter(({ overwritten, updated }) => overwritten === null && updated > 0),
  };
}

/** A list that was taken back was there from the one moment to the other. */
function eventsOfUndone({ importedAt, undoneAt, added, overwritten }: TakenBack): PlaceEvent[] {
  return [
    ...added.flatMap((row): PlaceEvent[] => [
      { id: row.id, at: importedAt, before: null },
      { id: row.id, at: undoneAt, before: stateOf(row) },
    ]),
    ...(overwritten ?? []).flatMap(({ listed, before }): PlaceEvent[] => [
      { id: listed.id, at: importedAt, before: stateOf(before) },
      { id: listed.id, at: undoneAt, before: stateOf(listed) },
    ]),
  ];
}

/** Of these only the one field is told that changed: the rest was as it was afterwards. */
async function otherEvents(db: Read, since: string, first: number): Promise<StateEvent[]> {
  return (await selectOtherwiseChanged(db, since)).map(({ id, at, field, before, after }, i) => ({
    id,
    at,
    order: first + i,
    before: (is) => {
      if (is === null) return is;
      if (field === 'status') return is.status === after ? { ...is, status: before } : is;
      return placeText(is) === placeText(readPlace(after)) ? { ...is, ...readPlace(before) } : is;
    },
  }));
}

type Place = Pick<PlaceState, 'lng' | 'lat'>;

function readPlace(text: string): Place {
  const [, lng, lat] = /^(-?[\d.]+),(-?[\d.]+)/.exec(text) ?? [];
  return { lng: lng === undefined ? null : Number(lng), lat: lat === undefined ? null : Number(lat) };
}

function placeText({ lng, lat }: Place): string {
  return lng === null || lat === null ? '' : `${lng.toFixed(6)},${lat.toFixed(6)}`;
}

/** How some places were day by day, and all to which something happened. */
export async function pastPlaces(
  db: Read,
  table: PastTable,
  { events }: Pick<KnownEvents, 'events'>,
  ids: Iterable<number>,
  days: PastDays,
): Promise<Map<number, Span<PlaceState>[]>> {
  const wanted = new Set([...ids, ...events.map(({ id }) => id)]);
  const now = await selectPlaceStates(db, table, [...wanted]);
  return lookBack(now, events, days, samePlace);
}

function samePlace(one: PlaceState, other: PlaceState): boolean {
  return one.lng === other.lng && one.lat === other.lat && one.status === other.status;
}
