import { dayOf } from '#shared/calendar/china-time.ts';
import { progressTo } from '../../workspace/context.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { readZoneChangesIn } from '../changes/zone-changes.ts';

/** A venue that came into the zone of a school. */
export interface CameIntoZone {
  readonly venueId: number | null;
  readonly name: string;
  readonly schoolId: number | null;
  readonly schools: string;
  readonly after: string;
  readonly by: string;
}

/**
 * All that came into zones from one moment to another, the last one included, with a first list too; for those who do not
 * look at a screen.
 */
export async function cameIntoZoneSince(
  workspace: Workspace,
  from: Date,
  until: Date,
): Promise<CameIntoZone[]> {
  const context = {
    workspace,
    db: workspace.database.reader,
    today: dayOf(until),
    progress: progressTo(new AbortController().signal, () => undefined),
  };
  const moments = { from: from.toISOString(), before: new Date(until.getTime() + 1).toISOString() };
  const names = new Map([...(await workspace.places.schools()).values()].map(({ id, name }) => [id, name]));
  return (await readZoneChangesIn(context, moments)).flatMap(({ kind, thing, name, schoolIds, after, by }) =>
    kind === 'findingCame' || kind === 'findingListed'
      ? [
          {
            ...{ venueId: thing?.id ?? null, name, after, by, schoolId: schoolIds[0] ?? null },
            schools: schoolIds.flatMap((id) => names.get(id) ?? []).join('、'),
          },
        ]
      : [],
  );
}
