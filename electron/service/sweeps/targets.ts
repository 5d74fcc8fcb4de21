import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { chooseTargets, type TargetOptions } from '#shared/sweeps/choose-targets.ts';
import { selectPlannedStops } from '../db/queries/planned-stops.ts';
import { updateSweep } from '../db/queries/sweeps.ts';
import { selectTargetVenues } from '../db/queries/target-venues.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { type AddedStops, addVenueStops } from './stops.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** Which venues a choice would put on a sweep, and how many it leaves out for which reason. */
export async function previewTargets(
  context: Context,
  { sweepId, options, all }: ParsedInputOf<'targets.preview'>,
): Promise<OutputOf<'targets.preview'>> {
  const { venues, targets, omitted, drawn } = await chooseVenues(context, options);
  const names = new Map(venues.map(({ id, name }) => [id, name]));
  const stops = sweepId === null ? [] : await selectPlannedStops(context.db, sweepId);
  const venuesOfStops = new Set(stops.map(({ venueId }) => venueId));
  const omittedFor = new Map<string, number>();
  for (const { reason } of omitted) omittedFor.set(reason, (omittedFor.get(reason) ?? 0) + 1);
  const fresh = targets.filter(({ venueId }) => !venuesOfStops.has(venueId));
  return {
    chosen: fresh.map(({ venueId, reasons, overCap }) => ({
      venueId,
      name: names.get(venueId) ?? '',
      reasons: [...reasons],
      overCap,
    })),
    known: targets.length - fresh.length,
    omitted: [...omittedFor]
      .map(([reason, count]) => ({ reason, venues: count }))
      .sort((a, b) => b.venues - a.venues),
    omittedVenues: all ? [...omitted] : [],
    ...drawn,
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
  const venues = await selectTargetVenues(db, today);
  return { venues, ...chooseTargets(venues, options, workspace.pack.visitCap) };
}
