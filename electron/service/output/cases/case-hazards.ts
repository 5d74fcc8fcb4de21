import { selectAttachments } from '../../db/queries/attachments.ts';
import { selectHazardSteps } from '../../db/queries/hazard-steps.ts';
import { findHazard } from '../../db/queries/hazards.ts';
import type { Read } from '../../db/schema/schema.ts';

export type CaseHazard = Awaited<ReturnType<typeof caseHazards>>[number];
export type CasePhoto = Awaited<ReturnType<typeof casePhotos>>[number];

/** Hazards with their steps. */
export async function caseHazards(db: Read, ids: readonly number[]) {
  const told = [];
  for (const id of ids) {
    const hazard = await findHazard(db, id);
    if (hazard) told.push({ hazard, events: await selectHazardSteps(db, id) });
  }
  return told;
}

/** Photos and files of visits and hazards, each once, in the order of their time. */
export async function casePhotos(
  db: Read,
  visits: readonly { readonly id: number }[],
  hazards: readonly CaseHazard[],
) {
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
