import { licenceIdentity, licenceText } from '#shared/licences/licence.ts';
import { insertLicences, keepLicences, updateListed } from '../../db/queries/listed-licences.ts';
import { recordChanges } from '../../db/queries/venue-changes.ts';
import { type ChangedLicence, heedLicences } from '../../places/judging/reclassify.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { CommandContext } from '../../workspace/context.ts';
import type { HashedRow } from '../staged-row.ts';
import type { LicencePlan } from './plan-licences.ts';

/** Writes what a batch says of licences, and what stored venues are by them; `idOf` tells the venues that it added. */
export async function writeLicences(
  context: CommandContext,
  plan: LicencePlan,
  batch: number,
  idOf: (row: HashedRow) => number,
): Promise<void> {
  const { db, now, actor, workspace } = context;
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
  await heedLicences(context, kindsIn(plan), { batch });
}

/** The licences of stored venues that a batch brings or changes, with what they were for before. */
function kindsIn({ added, updated }: LicencePlan): ChangedLicence[] {
  return [
    ...added.flatMap(({ venue, licence: { kind } }) =>
      typeof venue === 'number' ? [{ venueId: venue, kind }] : [],
    ),
    ...updated.flatMap(({ before: { venueId, kind }, set }) => [
      { venueId, kind },
      { venueId, kind: set.kind ?? kind },
    ]),
  ];
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
