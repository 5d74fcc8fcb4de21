import type { AttachedTo } from '#shared/contract/attachments.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { positionOf } from '../../db/queries/places.ts';
import { findVisitTimeAndPosition } from '../../db/queries/visits.ts';
import type { Read } from '../../db/schema/schema.ts';

/** A photo taken this far from the place of the visit, or this long from its time, is pointed out. */
const FAR_METRES = 300;
const APART_MINUTES = 12 * 60;

/** What a photo's own record tells: local time, and position. */
export interface PhotoFacts {
  readonly takenAt: string | null;
  readonly position: LngLat | null;
}

/** What a photo's own record says against the visit that it is to prove, in words. */
export async function findDoubts(
  db: Read,
  { kind, id }: AttachedTo,
  { takenAt, position }: PhotoFacts,
): Promise<string[]> {
  const visit = kind === 'visit' ? await findVisitTimeAndPosition(db, id) : undefined;
  if (!visit) return [];
  const doubts: string[] = [];
  const place = positionOf(visit);
  if (position && place) {
    const metres = distance(position, place);
    if (metres > FAR_METRES) doubts.push(`拍摄地点距检查点 ${Math.round(metres)} m`);
  }
  if (takenAt) {
    const before = minutesBetween(takenAt, visit.startedAt);
    const after = minutesBetween(visit.endedAt, takenAt);
    if (Math.max(before, after) > APART_MINUTES)
      doubts.push(`拍摄时间 ${takenAt.replace('T', ' ')} 与检查时间不符`);
  }
  return doubts;
}

/** Minutes from one local time to another; negative where the second comes first. */
function minutesBetween(from: string, to: string): number {
  return (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000;
}
