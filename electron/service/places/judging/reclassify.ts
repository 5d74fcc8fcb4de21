import { createAdoptionLook } from '#shared/classification/adopted-values.ts';
import { createClassifier, titlesOf } from '#shared/classification/classify.ts';
import { readAdoptions } from '../../db/queries/adoptions.ts';
import { heldColumns } from '../../db/queries/columns-held-by-hand.ts';
import { recordChanges } from '../../db/queries/venue-changes.ts';
import { categoryColumns, storedCategory } from '../../db/queries/venue-particulars.ts';
import { selectClassifiedVenues, updateVenue } from '../../db/queries/venues.ts';
import { readWordings } from '../../db/queries/wordings.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { tellVenues } from '../editing/tell-changes.ts';

/** Venues looked at between two looks at cancellation. */
const CHUNK = 5000;

/**
 * Decides the category of every venue anew, by the dictionary and the workspace's wordings; what a person
 * decided for one venue stands. Returns how many venues changed their category.
 */
export async function reclassifyAll(context: CommandContext): Promise<number> {
  const { db, workspace, now, actor, progress } = context;
  const { kinds } = workspace.catalogue;
  const adopted = createAdoptionLook([], await readAdoptions(db), titlesOf(kinds));
  const classify = createClassifier(kinds, await readWordings(db), adopted);
  const changed: { id: number; before: Record<string, string | number | null>; set: { category: string } }[] =
    [];
  for (let after = 0, looked = 0; ; looked += CHUNK) {
    await progress.report('重新分类', looked, null);
    const rows = await selectClassifiedVenues(db, after, CHUNK);
    for (const row of rows) {
      if (heldColumns(row.held).includes('category')) continue;
      const decided = storedCategory(
        classify({ ...row, listed: row.listedCategory, decidedBy: row.categoryReason }),
      );
      if (categoryColumns.every((column) => decided[column] === row[column])) continue;
      await updateVenue(db, row.id, decided);
      const { category } = decided;
      if (category !== row.category)
        changed.push({ id: row.id, before: { category: row.category }, set: { category } });
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
