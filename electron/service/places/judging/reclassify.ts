import { createAdoptionLook } from '#shared/classification/adopted-values.ts';
import { type Classification, createClassifier, titlesOf } from '#shared/classification/classify.ts';
import { createLicenceReader } from '#shared/classification/licence-reader.ts';
import { readAdoptions } from '../../db/queries/adoptions.ts';
import { heldColumns } from '../../db/queries/columns-held-by-hand.ts';
import { selectLicenceKinds } from '../../db/queries/licences.ts';
import { recordChanges } from '../../db/queries/venue-changes.ts';
import { kindsBeside, renewedKinds } from '../../db/queries/venue-particulars.ts';
import {
  type ClassifiedVenue,
  selectClassifiedById,
  selectClassifiedVenues,
  updateVenue,
} from '../../db/queries/venues.ts';
import { readWordings } from '../../db/queries/wordings.ts';
import type { Read, Write } from '../../db/schema/schema.ts';
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
  const { db, progress } = context;
  const look = await createLook(db, context, null);
  const changed: ChangedKinds[] = [];
  for (let after = 0, looked = 0; ; looked += CHUNK) {
    await progress.report('重新分类', looked, null);
    const rows = await selectClassifiedVenues(db, after, CHUNK);
    changed.push(...(await decideAnew(db, rows, look)));
    after = rows.at(-1)?.id ?? after;
    if (rows.length < CHUNK) break;
  }
  tellChanged(context, changed, BY_HAND);
  return changed.length;
}

/** A licence that came, changed or was struck: whose it is, and its kind before or after. */
export interface ChangedLicence {
  readonly venueId: number;
  readonly kind: string;
}

/**
 * Decides the kinds of venues anew whose licences say what they are and have changed, by hand or by a batch. The others
 * stay as they were decided. Nothing is told of it to the history (`told` is null) where venues are new or a
 * batch is taken back with what it told.
 */
export async function heedLicences(
  context: CommandContext,
  licences: readonly ChangedLicence[],
  told: { readonly batch: number | null } | null = BY_HAND,
): Promise<void> {
  const { db, workspace, progress } = context;
  const read = createLicenceReader(workspace.catalogue.kinds);
  const telling = licences.filter(({ kind }) => read([kind]).length > 0);
  const ids = [...new Set(telling.map(({ venueId }) => venueId))];
  const changed: ChangedKinds[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    await progress.report('按许可证分类', start, ids.length);
    const some = ids.slice(start, start + CHUNK);
    const look = await createLook(db, context, some);
    changed.push(...(await decideAnew(db, await selectClassifiedById(db, some), look)));
  }
  tellChanged(context, changed, told);
}

const BY_HAND = { batch: null };

/** A venue whose kinds differ from what they were. */
interface ChangedKinds {
  readonly id: number;
  readonly before: StoredRow;
  readonly set: StoredRow;
}

/** What everything says of a venue today. */
type Look = (venue: ClassifiedVenue) => Classification;

async function createLook(
  db: Read,
  { workspace }: Pick<CommandContext, 'workspace'>,
  ids: readonly number[] | null,
): Promise<Look> {
  const { kinds } = workspace.catalogue;
  const adopted = createAdoptionLook([], await readAdoptions(db), titlesOf(kinds));
  const classify = createClassifier(kinds, await readWordings(db), adopted);
  const licences = await selectLicenceKinds(db, ids);
  return (row) =>
    classify({
      ...row,
      listed: row.listedCategory,
      decidedBy: row.categoryReason,
      licences: licences.get(row.id) ?? [],
    });
}

/** Writes what some venues are by that; those of which the kinds differ. */
async function decideAnew(db: Write, rows: readonly ClassifiedVenue[], look: Look): Promise<ChangedKinds[]> {
  const changed: ChangedKinds[] = [];
  for (const row of rows) {
    const isDecided = heldColumns(row.held).includes('category');
    const set = Object.fromEntries(
      Object.entries(renewedKinds(row, look(row), isDecided)).filter(isChange(row)),
    );
    if (Object.keys(set).length === 0) continue;
    await updateVenue(db, row.id, set);
    if ('category' in set || kindsBeside({ ...row, ...set }) !== kindsBeside(row))
      changed.push({ id: row.id, before: pickKinds(row), set });
  }
  return changed;
}

function tellChanged(
  context: CommandContext,
  changed: readonly ChangedKinds[],
  told: { readonly batch: number | null } | null,
): void {
  const { workspace, now, actor } = context;
  if (told) recordChanges(workspace.database.insertMany, { ...told, at: now.toISOString(), actor }, changed);
  tellVenues(
    context,
    changed.map(({ id }) => id),
  );
}

function isChange(before: StoredRow): (entry: [string, unknown]) => boolean {
  return ([column, value]) => value !== before[column];
}

function pickKinds({ category, furtherKinds }: StoredRow): StoredRow {
  return { category: category ?? null, furtherKinds: furtherKinds ?? null };
}
