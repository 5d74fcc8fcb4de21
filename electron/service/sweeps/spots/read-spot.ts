import type { OutputOf } from '#shared/contract/contract.ts';
import { type ComparedRecords, compareSpans } from '#shared/ledger/compare-spans.ts';
import { comparedSpans } from '#shared/ledger/trouble-spot.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import type { StoredSpot } from '../../db/queries/trouble-spots.ts';
import { requireSpot } from '../../places/editing/save-trouble-spot.ts';
import { schoolsNearSpots } from '../../places/judging/spots-near-schools.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { isOwn, spotMembers, tellSpot } from './spot-members.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** A 治安乱点 with the telephone number shortened. */
export function shownSpot(spot: StoredSpot, today: string) {
  return { ...tellSpot(spot, today), phone: maskPhone(spot.phone) };
}

/** All of a 治安乱点: what belongs to it, the schools around which it lies, and the figures before and after 挂牌. */
export async function readSpot(
  context: Context,
  id: number,
  days: number,
): Promise<OutputOf<'troubleSpots.get'>> {
  const { today } = context;
  const spot = await requireSpot(context, id);
  const { hazards, visits, incidents } = await spotMembers(context, spot);
  const schools = await context.workspace.places.schools();
  return {
    spot: shownSpot(spot, today),
    schools: [...(await schoolsNearSpots(context, [spot]))].flatMap(([schoolId, near]) =>
      near.map(({ inDoubt }) => ({ id: schoolId, name: schools.get(schoolId)?.name ?? '', inDoubt })),
    ),
    hazards,
    visits,
    compared: comparedOf(
      spot.listedOn,
      { hazards: hazards.filter(isOwn), visits: visits.filter(isOwn), incidents },
      { days, today },
    ),
  };
}

function comparedOf(
  listedOn: string | null,
  records: ComparedRecords,
  { days, today }: { readonly days: number; readonly today: string },
) {
  if (listedOn === null) return null;
  const spans = comparedSpans(listedOn, days, today);
  return { ...spans, rows: compareSpans(records, spans.before, spans.after) };
}
