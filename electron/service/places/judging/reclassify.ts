import { createAdoptionLook } from '#shared/classification/adopted-values.ts';
import { createClassifier, titlesOf } from '#shared/classification/classify.ts';
import { readAdoptions } from '../../db/queries/adoptions.ts';
import { heldColumns } from '../../db/queries/columns-held-by-hand.ts';
import { recordChanges } from '../../db/queries/venue-changes.ts';
import { kindsBeside, renewedKinds } from '../../db/queries/venue-particulars.ts';
import { selectClassifiedVenues, updateVenue } from '../../db/queries/venues.ts';
import { readWordings } from '../../db/queries/wordings.ts';
import type { StoredRow } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { tellVenues } from '../editing/tell-changes.ts';

/** Venues looked at between two looks at cancellation. */
const CHUNK = 5000;

/**
 * Decides the kinds of every venue anew, by the dictionary, the workspace's wordings and what was adopted; what
 * a person decided for one venue stands. Returns how many venues changed their kinds.
 */
export async function reclassifyAll(context: CommandContext): Promise<number> {
  const { db, workspace, now, actor, progress } = context;
  const { kinds } = workspace.catalogue;
  const adopted = createAdoptionLook([], await readAdoptions(db), titlesOf(kinds));
  const classify = createClassifier(kinds, await readWordings(db), adopted);
  const changed: { id: number; before: StoredRow; set: StoredRow }[] = [];
  for (let after = 0, looked = 0; ; looked += CHUNK) {
    await progress.report('重新分类', looked, null);
    const rows = await selectClassifiedVenues(db, after, CHUNK);
    for (const row of rows) {
      const isDecided = heldColumns(row.held).includes('category');
      const said = classify({ ...row, listed: row.listedCategory, decidedBy: row.categoryReason });
      const set = Object.fromEntries(
        Object.entries(renewedKinds(row, said, isDecided)).filter(isChange(row)),
      );
      if (Object.keys(set).length === 0) continue;
      await updateVenue(db, row.id, set);
      if ('category' in set || kindsBeside({ ...row, ...set }) !== kindsBeside(row))
        changed.push({ id: row.id, before: pickKinds(row), set });
    }
    after = rows.at(-1)?.id ?? after;
    if (rows.length < CHUNK) break;
  }
  const origin = { batch: null, at: now.toISOString(), actor };
  recordChanges(workspace.database.insertMany, origin, changed);
  tellVenues(
    context,
    changed.map(({ id }) => id),
  );
  return changed.length;
}

function isChange(before: StoredRow): (entry: [string, unknown]) => boolean {
  return ([column, value]) => value !== before[column];
}

function pickKinds({ category, furtherKinds }: StoredRow): StoredRow {
  return { category: category ?? null, furtherKinds: furtherKinds ?? null };
}
