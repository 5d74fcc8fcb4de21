import { z } from 'zod';
import type { Read } from '../schema/schema.ts';

/** What of a place decides where and whether it is drawn on a day. */
export interface PlaceState {
  readonly lng: number | null;
  readonly lat: number | null;
  /** Of venues what the registry says; empty for schools. */
  readonly status: string;
}

const rowSchema = z.object({
  id: z.number(),
  lng: z.number().nullish(),
  lat: z.number().nullish(),
  status: z.string().nullish(),
  state: z.string().nullish(),
  venueId: z.number().nullish(),
  schoolId: z.number().nullish(),
  batchId: z.number().nullish(),
});
/** A row of venues, schools or hazards as the trail tells it. */
export type ToldRow = z.infer<typeof rowSchema>;
/** Rows of tables as the trail tells a side of a command, with the edits that it turned. */
const rowsSchema = z.record(z.string(), z.union([z.number(), z.array(z.unknown())]));
export const sideSchema = z.object({
  rows: rowsSchema.nullish(),
  edits: z.array(z.number()).optional(),
});
/** A merge that was taken back, with the venue that both were until then, and the number that the other one has since. */
export const partedBeforeSchema = z.object({
  owner: rowSchema,
  moved: z.record(z.string(), z.array(z.number())),
});
export const partedAfterSchema = z.object({ parted: z.number() });
/** Rows of a packet that changed, as they were, and ids of those that came by table. */
export const broughtRowsSchema = z.array(z.object({ table: z.string(), row: rowSchema }));
export const broughtIdsSchema = z.object({ came: z.record(z.string(), z.array(z.number())) });
/** Lists that were taken back were told by older programs with the rows alone that they had added. */
const takenBackSchema = z.object({
  removed: z.array(z.unknown()),
  overwritten: z.array(z.unknown()).optional(),
  restored: z.array(z.unknown()).optional(),
});

export function stateOf(row: ToldRow | null | undefined): PlaceState | null {
  return row ? { lng: row.lng ?? null, lat: row.lat ?? null, status: row.status ?? '' } : null;
}

export function toldRow(row: unknown): ToldRow | null {
  return rowSchema.safeParse(row).data ?? null;
}

/** A list that was taken back, with what it had added and overwritten as far as the trail tells. */
export interface TakenBack {
  readonly fileName: string;
  readonly importedAt: string;
  readonly undoneAt: string;
  readonly added: readonly ToldRow[];
  /** What it had overwritten, as it had written it and as it was before; null where the trail does not tell. */
  readonly overwritten: readonly { readonly listed: ToldRow; readonly before: ToldRow }[] | null;
  /** How many rows it had overwritten. */
  readonly updated: number;
}

/** Lists of some kinds that were taken back since a moment. */
export async function selectTakenBack(
  db: Read,
  kinds: readonly ('venues' | 'schools' | 'campuses' | 'hazards')[],
  since: string,
): Promise<TakenBack[]> {
  const batches = await db
    .selectFrom('batches')
    .select(['id', 'fileName', 'importedAt', 'undoneAt', 'updated'])
    .where('kind', 'in', kinds)
    .where('undoneAt', '>=', since)
    .orderBy('id')
    .execute();
  if (batches.length === 0) return [];
  const told = await db
    .selectFrom('audit')
    .select(['at', 'before'])
    .where('command', '=', 'import.undo')
    .where('at', '>=', since)
    .execute();
  const byMoment = new Map(
    told.map(({ at, before }) => [at, takenBackSchema.safeParse(JSON.parse(before)).data] as const),
  );
  return batches.map(({ id, undoneAt, ...batch }) => {
    const side = byMoment.get(undoneAt ?? '');
    const rows = (each: readonly unknown[] = []) => each.flatMap((row) => toldRow(row) ?? []);
    const before = new Map(rows(side?.restored).map((row) => [row.id, row]));
    return {
      ...batch,
      undoneAt: undoneAt ?? '',
      added: rows(side?.removed).filter((row) => row.batchId === id),
      overwritten: side?.overwritten
        ? rows(side.overwritten).flatMap((listed) => {
            const was = before.get(listed.id);
            return was && listed.batchId === id ? [{ listed, before: was }] : [];
          })
        : null,
    };
  });
}
