import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { chooseTargets, type TargetOptions } from '#shared/sweeps/choose-targets.ts';
import { selectPlannedStops } from '../db/queries/planned-stops.ts';
import { updateSweep } from '../db/queries/sweeps.ts';
import { selectTargetVenues } from '../db/queries/target-venues.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { type AddedStops, addVenueStops } from './stops.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type Preview = OutputOf<'targets.preview'>;

/**
 * Which venues a choice would put on a sweep, those taken out by hand among them, and how many it leaves out for which
 * reason.
 */
export async function previewTargets(
  context: Context,
  { sweepId, options, all }: ParsedInputOf<'targets.preview'>,
): Promise<Preview> {
  const { venues, targets, omitted, drawn, towns } = await chooseVenues(context, { ...options, left: [] });
  const byId = new Map(venues.map((venue) => [venue.id, venue]));
  const stops = sweepId === null ? [] : await selectPlannedStops(context.db, sweepId);
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
    ...drawn,
    towns,
  };
}

/** Puts the chosen venues on a sweep and keeps with it how they were chosen. Errors: SWEEP_UNKNOWN. */
export async function applyTargets(
  context: Context & Pick<CommandContext, 'db' | 'now'>,
  { sweepId, options }: ParsedInputOf<'targets.apply'>,
): Promise<AddedStops> {
  const { targets } = await chooseVenues(context, options);
  const venues = targets.map(({ venueId, reasons }) => ({ venueId, reason: reasons.join('；') }));
  const added = await addVenueStops(context, sweepId, venues);
  await updateSweep(context.db, sweepId, { selection: writeStored('sweeps.selection', options) });
  return added;
}

async function chooseVenues({ db, workspace, today }: Context, options: TargetOptions) {
  const regions = await workspace.places.regions();
  const venues = (await selectTargetVenues(db, today)).map((venue) => ({
    ...venue,
    town: regions.at(TOWN_LEVEL, venue.lng, venue.lat),
  }));
  const towns = regions.index.regions.flatMap(({ level, name }) => (level === TOWN_LEVEL ? [name] : []));
  return {
    venues,
    towns: [...new Set(towns)].sort(),
    ...chooseTargets(venues, options, workspace.pack.visitCap),
  };
}
