import type { PastColumns } from '#shared/history/columns.ts';
import { emptyColumns, pushSpan } from '#shared/history/count-days.ts';
import { bothOf, lookBack, type PastDays, type PastEvent, type Span } from '#shared/history/past-spans.ts';
import { hazardStates } from '#shared/ledger/hazard.ts';
import {
  type HazardAsItStands,
  selectHazardStates,
  selectStepsSince,
} from '../../db/queries/past-records.ts';
import { type PlaceState, selectTakenBack, type TakenBack } from '../../db/queries/taken-back-lists.ts';
import { hazardOf, selectToldHazards, type ToldHazards } from '../../db/queries/told-hazards.ts';
import type { Read } from '../../db/schema/schema.ts';
import { pastPlaces, readEvents } from './past-places-of.ts';

type StandingEvent = PastEvent<HazardAsItStands>;
type Places = ReadonlyMap<number, readonly Span<PlaceState>[]>;

/** Hazards day by day. */
interface PastHazards {
  /** Venues at which they were. */
  readonly venues: readonly number[];
  readonly lost: readonly TakenBack[];
  /** As columns, where their venues were as `places` tells, else at their schools. */
  tell(places: Places): Promise<PastColumns>;
}

/** How hazards stood day by day: by the steps of their histories, which are kept as they were taken. */
export async function pastHazards(db: Read, since: string, days: PastDays): Promise<PastHazards> {
  const now = await selectHazardStates(db);
  const undone = await selectTakenBack(db, ['hazards'], since);
  const told = await selectToldHazards(db, since);
  const brought = new Set(told.steps);
  const steps = (await selectStepsSince(db, since)).filter(({ id }) => !brought.has(id)).map(eventOfStep);
  const spans = lookBack(
    now,
    [...undone.flatMap(eventsOfUndone), ...steps, ...eventsTold(told)],
    days,
    isSame,
  );
  const all = [...spans.values()].flat().map(({ state }) => state);
  const schools = new Set(all.flatMap(({ venueId, schoolId }) => (venueId === null ? (schoolId ?? []) : [])));
  return {
    venues: [...new Set(all.flatMap(({ venueId }) => venueId ?? []))],
    lost: undone.filter(({ overwritten, updated }) => overwritten === null && updated > 0),
    async tell(places) {
      const events = schools.size > 0 ? await readEvents(db, 'schools', since) : { events: [] };
      return columnsOf(spans, places, await pastPlaces(db, 'schools', events, schools, days));
    },
  };
}

function isSame(one: HazardAsItStands, other: HazardAsItStands): boolean {
  return one.state === other.state && one.venueId === other.venueId && one.schoolId === other.schoolId;
}

function eventOfStep(
  { hazardId, at, fromState }: Awaited<ReturnType<typeof selectStepsSince>>[number],
  order: number,
): StandingEvent {
  return {
    ...{ id: hazardId, at, order },
    before: (after) => (fromState === '' || !after ? null : { ...after, state: fromState }),
  };
}

/** What is told with all of a hazard says more than a step at the same moment: it comes before that. */
function eventsTold({ events, moved }: ToldHazards): StandingEvent[] {
  return [
    ...moved.map(({ id, at, venueId }): StandingEvent => {
      return { id, at, order: -1, before: (after) => after && { ...after, venueId } };
    }),
    ...events.map(({ id, at, before }, i): StandingEvent => {
      return { id, at, order: i - 1 - events.length, before: () => before };
    }),
  ];
}

function eventsOfUndone({ importedAt, undoneAt, added }: TakenBack): StandingEvent[] {
  return added.flatMap((row): StandingEvent[] => {
    const was = hazardOf(row);
    if (!was) return [];
    return [
      { id: row.id, at: importedAt, order: 0, before: () => null },
      { id: row.id, at: undoneAt, order: 0, before: () => was },
    ];
  });
}

function columnsOf(
  spans: ReadonlyMap<number, readonly Span<HazardAsItStands>[]>,
  venues: Places,
  schools: Places,
): PastColumns {
  const columns = emptyColumns();
  for (const [id, own] of [...spans].sort(([a], [b]) => a - b))
    for (const span of own) {
      const { venueId, schoolId, state } = span.state;
      const place = venueId === null ? schools.get(schoolId ?? 0) : venues.get(venueId);
      for (const each of bothOf([span], place ?? [], (_, where) => where)) {
        const { lng, lat } = each.state;
        if (lng === null || lat === null) continue;
        pushSpan(columns, id, { lng, lat }, { ...each, state: hazardStates.indexOf(state) });
      }
    }
  return columns;
}
