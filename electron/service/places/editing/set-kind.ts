import { isUngoverned, kindsIn } from '#shared/classification/category.ts';
import { doubtfulKinds, type FurtherKind, standingKinds } from '#shared/classification/further-kinds.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { selectVenuesById } from '../../db/queries/unplaced.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import {
  decidedCategory,
  decidedReason,
  readFurther,
  writeFurther,
} from '../../db/queries/venue-particulars.ts';
import { updateVenue } from '../../db/queries/venues.ts';
import type { RowChanges } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { tellVenues } from './tell-changes.ts';

type VenueRow = Awaited<ReturnType<typeof selectVenuesById>>[number];

/**
 * Says by hand of some venues that they are of a kind beside their main one, or that they are not; returns for how
 * many that is new. Errors: VENUE_UNKNOWN, CELL_REFUSED.
 */
export async function setKind(
  context: CommandContext,
  ids: readonly number[],
  kind: string,
  isOfKind: boolean,
): Promise<number> {
  const { actor } = context;
  return await changeKinds(context, ids, (row) =>
    isOfKind ? withKind(row, kind, actor) : withoutKind(row, kind, actor),
  );
}

/**
 * Says by hand which kinds some venues are of beside their main one, and that they are of no other; `listed` between
 * semicolons. Returns for how many that is new. Errors: VENUE_UNKNOWN, CELL_REFUSED.
 */
export async function setKindsBeside(
  context: CommandContext,
  ids: readonly number[],
  listed: string,
): Promise<number> {
  const { actor, workspace } = context;
  const wanted = listed === '' ? [] : [...new Set(kindsIn(listed))];
  for (const kind of wanted)
    if (!workspace.catalogue.categories.some(({ id }) => id === kind))
      throw new CodedError('CELL_REFUSED', {
        column: '兼营',
        value: kind,
        reason: '没有这个类别；几类之间用顿号隔开',
      });
  return await changeKinds(context, ids, (row) => {
    const standing = standingKinds(readFurther(row.furtherKinds), row.category).map(({ kind }) => kind);
    const gone = standing.filter((kind) => !wanted.includes(kind));
    const come = wanted.filter((kind) => kind !== row.category && !standing.includes(kind));
    let now = row;
    for (const kind of gone) now = { ...now, ...withoutKind(now, kind, actor) };
    for (const kind of come) now = { ...now, ...withKind(now, kind, actor) };
    const { category, categoryScore, categoryReason, categorySuggested, furtherKinds } = now;
    return { category, categoryScore, categoryReason, categorySuggested, furtherKinds };
  });
}

/** Changes the kinds of some venues by hand; for how many they differ. Errors: VENUE_UNKNOWN, CELL_REFUSED. */
async function changeKinds(
  context: CommandContext,
  ids: readonly number[],
  change: (row: VenueRow) => KindChanges,
): Promise<number> {
  const { db, now, actor } = context;
  const rows = await selectVenuesById(db, ids);
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) throw new CodedError('VENUE_UNKNOWN', { id: missing });
  context.recordBefore(rows.map(({ id, category, furtherKinds }) => ({ id, category, furtherKinds })));
  let changed = 0;
  for (const row of rows) {
    const set = change(row);
    await updateVenue(db, row.id, set);
    await recordChange(db, { batch: null, at: now.toISOString(), actor }, row.id, row, set);
    if (set.category !== row.category || set.furtherKinds !== row.furtherKinds) changed += 1;
  }
  tellVenues(context, ids);
  return changed;
}

/** A venue that is of a kind as well. One of no governed kind is of this kind, and of no other. */
function withKind(row: VenueRow, kind: string, actor: string): KindChanges {
  const others = readFurther(row.furtherKinds).filter((each) => each.kind !== kind);
  if (kind === row.category) return { category: kind, furtherKinds: writeFurther(others) };
  const added: FurtherKind = { kind, score: 1, reason: decidedReason(actor), by: 'added' };
  const furtherKinds = writeFurther([added, ...others]);
  if (!isUngoverned(row.category)) return { category: row.category, furtherKinds };
  const { category, ...decided } = decidedCategory(kind, actor);
  return { category, ...decided, furtherKinds };
}

/** A venue that is not of a kind, whatever is said. */
function withoutKind(row: VenueRow, kind: string, actor: string): KindChanges {
  const others = readFurther(row.furtherKinds).filter((each) => each.kind !== kind);
  const struck: FurtherKind = { kind, score: 1, reason: decidedReason(actor), by: 'struck' };
  const furtherKinds = writeFurther([...others, struck]);
  if (kind !== row.category) return { category: row.category, furtherKinds };
  const [next] = [...standingKinds(others, kind), ...doubtfulKinds(others, kind)];
  if (!next)
    throw new CodedError('CELL_REFUSED', {
      column: '类别',
      value: row.name,
      reason: '只有这一类，请改认为别的类别',
    });
  const main = { category: next.kind, categoryScore: next.score, categoryReason: next.reason };
  return { ...main, furtherKinds };
}

type KindChanges = RowChanges<'venues'> & { readonly category: string; readonly furtherKinds: string | null };
