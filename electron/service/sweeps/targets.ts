import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { chooseTargets, type TargetOptions, type WaitingSchool } from '#shared/sweeps/choose-targets.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { capsOf } from '#shared/sweeps/visit-caps.ts';
import { selectSweptSchools } from '../db/queries/coverage.ts';
import { type PlannedStop, selectPlannedStops } from '../db/queries/planned-stops.ts';
import { updateSweep } from '../db/queries/sweeps.ts';
import { selectTargetVenues, type TargetRowShown } from '../db/queries/target-venues.ts';
import { readStored, writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { requireSweep } from './require-record.ts';
import { type AddedStops, addSchoolStops, addVenueStops } from './stops.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Preview = OutputOf<'targets.preview'>;

/** Why a school itself is visited. */
const SCHOOL_ALONE = '本期尚未整治，周边没有可选的场所，检查校门和周边';

/**
 * Which venues a choice would put on a sweep, those taken out by hand among them, and how many it leaves out for which
 * reason.
 */
export async function previewTargets(
  context: Context,
  { sweepId, options, all }: ParsedInputOf<'targets.preview'>,
): Promise<Preview> {
  const { venues, stops, towns, schools, omitted, drawn, ...choice } = await chooseVenues(
    context,
    sweepId,
    options,
  );
  const targets = [...choice.targets, ...choice.left].sort((a, b) => a.venueId - b.venueId);
  const byId = new Map(venues.map((venue) => [venue.id, venue]));
  const venuesOfStops = new Set(stops.map(({ venueId }) => venueId));
  const omittedFor = new Map<string, number>();
  for (const { reason } of omitted) omittedFor.set(reason, (omittedFor.get(reason) ?? 0) + 1);
  const fresh = targets.filter(({ venueId }) => !venuesOfStops.has(venueId));
  const left = new Set(options.left);
  return {
    chosen: fresh.flatMap(({ venueId, reasons, overCap }) => {
      const venue = byId.get(venueId);
      if (!venue) return [];
      const { name, address, category, severity, schoolName, town, lastVisitOn } = venue;
      const told = { name, address, category, severity, schoolName, town, lastVisitOn };
      return [{ venueId, ...told, reasons: [...reasons], overCap, left: left.has(venueId) }];
    }),
    known: targets.length - fresh.length,
    omitted: [...omittedFor]
      .map(([reason, count]) => ({ reason, venues: count }))
      .sort((a, b) => b.venues - a.venues),
    omittedVenues: all ? [...omitted] : [],
    schools: schools.map(({ id, name }) => ({ schoolId: id, name })),
    ...drawn,
    towns,
  };
}

/** Puts the chosen venues on a sweep and keeps with it how they were chosen. Errors: SWEEP_UNKNOWN. */
export async function applyTargets(
  context: Context & Pick<CommandContext, 'db' | 'now'>,
  { sweepId, options }: ParsedInputOf<'targets.apply'>,
): Promise<AddedStops> {
  const { targets, schools } = await chooseVenues(context, sweepId, options);
  const venues = targets.map(({ venueId, reasons }) => ({ venueId, reason: reasons.join('；') }));
  const added = await addVenueStops(context, sweepId, venues);
  const schoolIds = schools.map(({ id }) => id);
  const beside = await addSchoolStops(context, { sweepId, schoolIds, reason: SCHOOL_ALONE });
  await updateSweep(context.db, sweepId, { selection: writeStored('sweeps.selection', options) });
  return { added: added.added + beside.added, known: added.known + beside.known };
}

/** What a choice finds; `left` are those that were taken out of it by hand, each with its reasons. */
async function chooseVenues(context: Context, sweepId: number | null, options: TargetOptions) {
  const { db, workspace, today } = context;
  const regions = await workspace.places.regions();
  const venues = (await selectTargetVenues(db, today)).map((venue) => ({
    ...venue,
    town: regions.at(TOWN_LEVEL, venue.lng, venue.lat),
  }));
  const stops = sweepId === null ? [] : await selectPlannedStops(db, sweepId);
  const towns = regions.index.regions.flatMap(({ level, name }) => (level === TOWN_LEVEL ? [name] : []));
  const own = sweepId === null ? null : readStored('sweeps.caps', (await requireSweep(db, sweepId)).caps);
  const { year } = capsOf(workspace.pack, own);
  const waiting = options.eachSchool ? await waitingSchools(context, venues, stops) : [];
  const left = new Set(options.left);
  const whole = left.size === 0 ? null : chooseTargets(venues, { ...options, left: [] }, year, waiting);
  return {
    venues,
    stops,
    towns: [...new Set(towns)].sort(),
    left: (whole?.targets ?? []).filter(({ venueId }) => left.has(venueId)),
    ...chooseTargets(venues, options, year, waiting),
  };
}

/** Schools that are not swept yet as often as is due, and have no stop: neither their own nor at a venue around them. */
async function waitingSchools(
  { db, workspace, today }: Context,
  venues: readonly TargetRowShown[],
  stops: readonly PlannedStop[],
): Promise<WaitingSchool[]> {
  const swept = await selectSweptSchools(db, sweptWhen(workspace.pack, today));
  const around = new Map(venues.map(({ id, schoolIds }) => [id, schoolIds]));
  const withStop = new Set(
    stops.flatMap(({ venueId, schoolId }) => [schoolId, ...(around.get(venueId ?? 0) ?? [])]),
  );
  return [...(await workspace.places.schools()).values()]
    .filter(({ id }) => !swept.has(id) && !withStop.has(id))
    .map(({ id, name }) => ({ id, name }))
    .sort((a, b) => a.id - b.id);
}
