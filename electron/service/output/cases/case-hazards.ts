import { selectAttachments } from '../../db/queries/attachments.ts';
import { selectHazardSteps } from '../../db/queries/hazard-steps.ts';
import { findHazard, selectHazardIdsOfVenue } from '../../db/queries/hazards.ts';
import { selectVisitsOfVenue } from '../../db/queries/visits.ts';
import type { Read } from '../../db/schema/schema.ts';

export type CaseHazard = Awaited<ReturnType<typeof caseHazards>>[number];
export type CasePhoto = Awaited<ReturnType<typeof casePhotos>>[number];

/** The hazards of a venue with their steps, the first one first. */
export async function caseHazards(db: Read, venueId: number) {
  const told = [];
  for (const id of await selectHazardIdsOfVenue(db, venueId)) {
    const hazard = await findHazard(db, id);
    if (hazard) told.push({ hazard, events: await selectHazardSteps(db, id) });
  }
  return told;
}

/** Photos and files of the visits to a venue and of its hazards, each once, in the order of their time. */
export async function casePhotos(db: Read, venueId: number, hazards: readonly CaseHazard[]) {
  const visits = await selectVisitsOfVenue(db, venueId);
  const owners = [
    ...visits.map(({ id }) => ({ kind: 'visit' as const, id })),
    ...hazards.map(({ hazard }) => ({ kind: 'hazard' as const, id: hazard.id })),
  ];
  const found = new Map<number, Awaited<ReturnType<typeof selectAttachments>>[number]>();
  for (const owner of owners) for (const each of await selectAttachments(db, owner)) found.set(each.id, each);
  return [...found.values()].toSorted((a, b) =>
    (a.takenAt ?? a.addedAt).localeCompare(b.takenAt ?? b.addedAt),
  );
}
