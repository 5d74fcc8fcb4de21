import { hazardStateSchema } from '#shared/ledger/hazard.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { insertHazardSteps, LISTED_STEP } from '../../db/queries/hazard-steps.ts';
import { lastIdOf, selectRows } from '../../db/queries/imports.ts';
import { nextCode } from '../../db/queries/next-code.ts';
import type { Write } from '../../db/schema/schema.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { CommandContext } from '../../workspace/context.ts';
import type { HashedRow } from '../staged-row.ts';

/** Rows of a ledger with the numbers that this program gives, counted on; without a day they are of today. */
export async function withCodes(db: Write, rows: readonly HashedRow[], today: string): Promise<HashedRow[]> {
  const series = new Map<string, { readonly before: string; next: number }>();
  const coded: HashedRow[] = [];
  for (const row of rows) {
    const foundOn = String(row.values.foundOn ?? today);
    const prefix = `YH-${periodOf(foundOn)}-`;
    const counted = series.get(prefix) ?? seriesOf(await nextCode(db, 'hazards', prefix));
    series.set(prefix, { ...counted, next: counted.next + 1 });
    const code = `${counted.before}${String(counted.next).padStart(4, '0')}`;
    coded.push({ ...row, values: { ...row.values, foundOn, saidOn: foundOn, code } });
  }
  return coded;
}

/** A number as what stands before the count, and the count. */
function seriesOf(code: string): { before: string; next: number } {
  const count = /\d+$/.exec(code)?.[0] ?? '1';
  return { before: code.slice(0, -count.length), next: Number(count) };
}

/** Writes rows with their codes as hazards of a batch; their ids. */
export async function insertHazards(
  { db, workspace }: CommandContext,
  batch: number,
  rows: readonly HashedRow[],
): Promise<number[]> {
  const [first] = rows;
  if (!first) return [];
  const lastId = await lastIdOf(db, 'hazards');
  const columns = [...Object.keys(first.values), 'identity', 'contentHash', 'batchId', 'uid'];
  workspace.database.insertMany(
    'hazards',
    columns,
    rows.map(({ values, identity, contentHash }) => [
      ...Object.keys(first.values).map((column) => values[column] ?? null),
      ...[identity, contentHash, batch, newUid()],
    ]),
  );
  return rows.map((_, i) => lastId + 1 + i);
}

/** The history of hazards that a list brought begins with the list. */
export async function tellListed(
  { db, now, actor }: Pick<CommandContext, 'db' | 'now' | 'actor'>,
  ids: readonly number[],
  fileName: string,
): Promise<void> {
  if (ids.length === 0) return;
  const at = now.toISOString();
  const rows = await selectRows(db, 'hazards', ids);
  for (let start = 0; start < ids.length; start += 500)
    await insertHazardSteps(
      db,
      ids.slice(start, start + 500).map((hazardId) => ({
        ...{ hazardId, at, actor, action: LISTED_STEP, fromState: '', visitId: null },
        toState: hazardStateSchema.parse(rows.get(hazardId)?.state),
        note: fileName,
      })),
    );
}
