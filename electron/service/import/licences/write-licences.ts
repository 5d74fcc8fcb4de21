import { licenceIdentity, licenceText } from '#shared/licences/licence.ts';
import { insertLicences, keepLicences, updateListed } from '../../db/queries/listed-licences.ts';
import { recordChanges } from '../../db/queries/venue-changes.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { CommandContext } from '../../workspace/context.ts';
import type { HashedRow } from '../staged-row.ts';
import type { LicencePlan } from './plan-licences.ts';

/** Writes what a batch says of licences; `idOf` tells the venues that it added. */
export async function writeLicences(
  { db, now, actor, workspace }: CommandContext,
  plan: LicencePlan,
  batch: number,
  idOf: (row: HashedRow) => number,
): Promise<void> {
  const { insertMany } = workspace.database;
  keepLicences(
    insertMany,
    batch,
    plan.updated.map(({ before }) => before.row),
  );
  insertLicences(
    insertMany,
    batch,
    plan.added.map(({ venue, licence }) => ({
      ...licence,
      venueId: typeof venue === 'number' ? venue : idOf(venue),
      identity: licenceIdentity(licence),
      uid: newUid(),
    })),
  );
  for (const { before, set, identity } of plan.updated)
    await updateListed(db, batch, before.id, set, identity);
  recordChanges(insertMany, { batch, at: now.toISOString(), actor }, changesOf(plan));
}

/** What the history of venues tells of it; a venue that is new has none yet. */
function changesOf({ added, updated }: LicencePlan) {
  return [
    ...added.flatMap(({ venue, licence }) =>
      typeof venue === 'number'
        ? [{ id: venue, before: { licence: '' }, set: { licence: licenceText(licence) } }]
        : [],
    ),
    ...updated.map(({ before, set }) => ({
      id: before.venueId,
      before: { licence: licenceText(before) },
      set: { licence: licenceText({ ...before, ...set }) },
    })),
  ];
}
