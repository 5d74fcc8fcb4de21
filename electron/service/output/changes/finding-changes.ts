import type { VerdictChange } from '#shared/contract/findings.ts';
import type { ChangeKind } from '#shared/contract/what-changed.ts';
import { type Severity, severityNames } from '#shared/zones/verdict.ts';
import type { selectFlips, ToldList } from '../../db/queries/changes-since.ts';
import { pairKey } from '../../db/queries/findings.ts';
import { type Change, dayOfMoment, type Towns } from './changes-context.ts';
import type { VenuePlaces } from './venue-places.ts';

type Flipped = Awaited<ReturnType<typeof selectFlips>>;

/** A flip over the whole time, with when it became as it is. */
interface LastFlip {
  readonly flip: VerdictChange;
  readonly at: string;
  readonly by: string;
  /** When it last came out of 区外. */
  readonly cameAt: string;
}

/**
 * What findings came, went or became others, by venue and school: as they were before the time and after it. `lists` are
 * lists by the moment of their import.
 */
export async function findingChanges(
  flipped: Flipped,
  places: VenuePlaces,
  towns: Towns,
  lists: ReadonlyMap<string, ToldList>,
): Promise<Change[]> {
  const flips = [...acrossCommands(flipped).values()].filter(({ flip }) => flip.before !== flip.after);
  await places.learn(flips.map(({ flip }) => flip.venueId));
  return flips.map(({ flip, at, by, cameAt }): Change => {
    const { venueId, schoolId, before, after, distanceBefore, distanceAfter } = flip;
    const venue = places.of(venueId);
    return {
      kind: kindOf(flip, lists.get(cameAt)?.isFirst ?? false),
      day: dayOfMoment(at),
      thing: venue && { table: 'venues', id: venueId },
      name: venue?.name ?? '已删除的场所',
      categories: venue ? [venue.category] : [],
      schoolIds: [schoolId],
      town: towns.ofSchool(schoolId) || places.townOf(venueId),
      field: '判定',
      before: words(before, distanceBefore),
      after: words(after, distanceAfter),
      by: lists.get(at)?.name ?? by,
    };
  });
}

function acrossCommands(flipped: Flipped): Map<number, LastFlip> {
  const last = new Map<number, LastFlip>();
  for (const { at, actor, flips } of flipped)
    for (const flip of flips) {
      const known = last.get(pairKey(flip));
      const { before, distanceBefore } = known?.flip ?? flip;
      const cameAt = known && flip.before !== 'outside' ? known.cameAt : at;
      last.set(pairKey(flip), { flip: { ...flip, before, distanceBefore }, at, by: actor, cameAt });
    }
  return last;
}

function kindOf({ before, after }: VerdictChange, isListed: boolean): ChangeKind {
  if (before === 'outside') return isListed ? 'findingListed' : 'findingCame';
  return after === 'outside' ? 'findingGone' : 'findingChanged';
}

function words(severity: Severity, distance: number | null): string {
  return distance === null ? severityNames[severity] : `${severityNames[severity]} ${distance.toFixed(1)} m`;
}
