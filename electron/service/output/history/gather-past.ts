import { dayEnd, dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import type { Past } from '#shared/contract/history.ts';
import type { DailyCounts, PastColumns } from '#shared/history/columns.ts';
import {
  countHazards,
  countVenue,
  emptyColumns,
  isInBusiness,
  noCounts,
  type PastVenue,
  pushSpan,
  rankOf,
} from '#shared/history/count-days.ts';
import { bothOf, countDays, type PastDays, type Span } from '#shared/history/past-spans.ts';
import { type PastVerdicts, pastVerdicts } from '#shared/history/past-verdicts.ts';
import { type HazardState, hazardStates, isCounted } from '#shared/ledger/hazard.ts';
import { hasEnded } from '#shared/registry/status.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import { selectFlips } from '../../db/queries/changes-since.ts';
import { countByStatus } from '../../db/queries/past-places.ts';
import { selectBeginning, selectGravest, selectVerdictsAt } from '../../db/queries/past-records.ts';
import type { PlaceState } from '../../db/queries/taken-back-lists.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { checkSpan } from '../documents/draft-document.ts';
import { pastHazards } from './past-hazards.ts';
import { type KnownEvents, pastPlaces, readEvents } from './past-places-of.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

/** Later than any moment. */
const FOR_EVER = '9999';

/** How the workspace was day by day, until a day or today. Errors: REPORT_DATES, CANCELLED. */
export async function gatherPast(
  { db, workspace, today, progress }: Context,
  wanted: { readonly from: string | null; readonly to: string | null },
): Promise<Past> {
  const { begun, from, to } = await chosenDays(db, today, wanted);
  const days = { from, to: today };
  const shown = countDays({ from, to });
  if (!workspace.isWhole) return { ...nothingKnown({ from, to }), begun };
  const since = dayEnd(addDays(from, -1)).toISOString();
  const events = await readEvents(db, 'venues', since);
  await progress.breathe();
  const verdicts = await readVerdicts(db, since, days);
  await progress.breathe();
  const hazards = await pastHazards(db, since, days);
  const places = await pastPlaces(
    db,
    'venues',
    events,
    [...verdicts.byVenue.keys(), ...hazards.venues],
    days,
  );
  await progress.breathe();
  const counts = noCounts(countDays(days));
  const venues = tellVenues(places, verdicts, counts);
  await countStanding(db, places, counts);
  const told = await hazards.tell(places);
  countHazards(counts, told);
  return {
    from,
    to,
    begun,
    venues: cut(venues, shown),
    hazards: cut(onlyDrawn(told), shown),
    counts: firstOf(counts, shown),
    lost: tellLost(events, hazards),
    untold: tellUntold(verdicts, { from, to }),
    whole: true,
  };
}

/** The days that are asked for, none of them before the workspace was begun. Errors: REPORT_DATES. */
async function chosenDays(
  db: Read,
  today: string,
  wanted: { readonly from: string | null; readonly to: string | null },
): Promise<PastDays & { readonly begun: string }> {
  const first = await selectBeginning(db);
  const begun = first === null ? today : dayOf(new Date(first));
  const to = wanted.to === null || wanted.to > today ? today : wanted.to;
  const from = wanted.from !== null && wanted.from > begun ? wanted.from : begun < to ? begun : to;
  checkSpan({ from, to });
  return { begun, from, to };
}

function nothingKnown({ from, to }: PastDays): Omit<Past, 'begun'> {
  return {
    from,
    to,
    venues: emptyColumns(),
    hazards: emptyColumns(),
    counts: noCounts(countDays({ from, to })),
    lost: [],
    untold: null,
    whole: false,
  };
}

async function readVerdicts(db: Read, since: string, days: PastDays): Promise<PastVerdicts> {
  const flips = (await selectFlips(db, { from: since, before: FOR_EVER })).flatMap(({ at, flips }) =>
    flips.map(({ venueId, schoolId, before, after }) => ({ at, venueId, schoolId, before, after })),
  );
  const now = await selectVerdictsAt(db, [...new Set(flips.map(({ venueId }) => venueId))]);
  const { byVenue, untold } = pastVerdicts(now, flips, days);
  const all = new Map<number, readonly Span<Severity>[]>(byVenue);
  const whole = countDays(days);
  for (const [id, severity] of await selectGravest(db))
    if (!all.has(id)) all.set(id, [{ from: 0, until: whole, state: severity }]);
  return { byVenue: all, untold };
}

/** Venues as columns, and each in the counts of its days. */
function tellVenues(
  places: ReadonlyMap<number, readonly Span<PlaceState>[]>,
  { byVenue }: PastVerdicts,
  counts: DailyCounts,
): PastColumns {
  const columns = emptyColumns();
  const whole = counts.inBusiness.length;
  const outside: readonly Span<Severity>[] = [{ from: 0, until: whole, state: 'outside' }];
  for (const [id, spans] of places) {
    const own = byVenue.get(id);
    const venue = bothOf(spans, own ?? outside, (place, severity): PastVenue => ({ ...place, severity }));
    countVenue(counts, venue);
    // One that was never around a school is not drawn.
    if (!own?.some(({ state }) => state !== 'outside')) continue;
    for (const { state, ...span } of venue) {
      const { lng, lat, severity } = state;
      if (lng !== null && lat !== null && isInBusiness(state))
        pushSpan(columns, id, { lng, lat }, { ...span, state: rankOf(severity) });
    }
  }
  return columns;
}

/** Venues to which nothing happened are there on every day. */
async function countStanding(
  db: Read,
  places: ReadonlyMap<number, readonly Span<PlaceState>[]>,
  counts: DailyCounts,
): Promise<void> {
  const total = (await countByStatus(db)).reduce(
    (sum, { status, venues }) => (hasEnded(status) ? sum : sum + venues),
    0,
  );
  const whole = counts.inBusiness.length;
  let known = 0;
  for (const spans of places.values()) {
    const last = spans.at(-1);
    if (last?.until === whole && isInBusiness(last.state)) known += 1;
  }
  for (let day = 0; day < whole; day++)
    counts.inBusiness[day] = (counts.inBusiness[day] ?? 0) + total - known;
}

/** Hazards that count; those that were only said, or voided, are not drawn. */
function onlyDrawn(columns: PastColumns): PastColumns {
  return filtered(columns, (at) => isCounted(stateAt(columns, at)));
}

function stateAt(columns: PastColumns, at: number): HazardState {
  return hazardStates[columns.state[at] ?? 0] ?? 'found';
}

function filtered(columns: PastColumns, isWanted: (at: number) => boolean): PastColumns {
  const at = columns.id.flatMap((_, index) => (isWanted(index) ? [index] : []));
  const of = (values: readonly number[]) => at.map((index) => values[index] ?? 0);
  const { id, lng, lat, from, until, state } = columns;
  return { id: of(id), lng: of(lng), lat: of(lat), from: of(from), until: of(until), state: of(state) };
}

/** What columns tell of the first days. */
function cut(columns: PastColumns, days: number): PastColumns {
  const left = filtered(columns, (at) => (columns.from[at] ?? 0) < days);
  return { ...left, until: left.until.map((until) => Math.min(until, days)) };
}

function firstOf(counts: DailyCounts, days: number): DailyCounts {
  const of = (values: readonly number[]) => values.slice(0, days);
  return {
    inBusiness: of(counts.inBusiness),
    opened: of(counts.opened),
    closed: of(counts.closed),
    violation: of(counts.violation),
    undetermined: of(counts.undetermined),
    supervised: of(counts.supervised),
    supervisedDoubt: of(counts.supervisedDoubt),
    openHazards: of(counts.openHazards),
    found: of(counts.found),
    settled: of(counts.settled),
  };
}

function tellLost(...known: readonly Pick<KnownEvents, 'lost'>[]): Past['lost'] {
  return known.flatMap(({ lost }) =>
    lost.map(({ fileName, importedAt, undoneAt }) => ({
      fileName,
      from: dayOf(new Date(importedAt)),
      to: dayOf(new Date(undoneAt)),
    })),
  );
}

function tellUntold({ untold }: PastVerdicts, { from, to }: PastDays): Past['untold'] {
  if (untold.length === 0) return null;
  const day = (at: string) => (at === FOR_EVER ? to : dayOf(new Date(at)));
  return {
    venues: new Set(untold.map(({ venueId }) => venueId)).size,
    from: untold.map(({ after }) => day(after)).reduce((a, b) => (a < b ? a : b), to),
    to: untold.map(({ until }) => day(until)).reduce((a, b) => (a > b ? a : b), from),
  };
}
