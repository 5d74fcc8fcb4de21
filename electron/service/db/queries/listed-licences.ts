import type { LicenceValues } from '#shared/licences/licence.ts';
import type { InsertMany } from '../engine/open.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, type StoredRow, writeStored } from '../schema/stored-values.ts';
import { updateRow } from './write-row.ts';

/** A licence that a list brings for a venue. */
export interface NewLicence extends LicenceValues {
  readonly venueId: number;
  readonly identity: string;
  readonly uid: string;
}

const columns = [
  'uid',
  'venueId',
  'number',
  'kind',
  'holder',
  'validFrom',
  'validUntil',
  'unlimited',
  'identity',
] as const;

export function insertLicences(insertMany: InsertMany, batch: number, licences: readonly NewLicence[]): void {
  if (licences.length === 0) return;
  insertMany(
    'licences',
    [...columns, 'batchId'],
    licences.map((licence) => [...columns.map((column) => licence[column]), batch]),
  );
}

/** Keeps licences that a batch overwrites, as they were: each once. */
export function keepLicences(insertMany: InsertMany, batch: number, rows: readonly StoredRow[]): void {
  if (rows.length === 0) return;
  insertMany(
    'batchLicences',
    ['batchId', 'licenceId', 'before'],
    rows.map((row) => [batch, Number(row.id), writeStored('batchLicences.before', row)]),
  );
}

/** What a batch changes of a licence; from now on lists are known to name it so. */
export async function updateListed(
  db: Write,
  batch: number,
  id: number,
  set: Partial<LicenceValues>,
  identity: string,
): Promise<void> {
  await updateRow(db, 'licences', id, { ...set, identity, batchId: batch });
}

/** The licences that a batch overwrote, as they were, by id. */
export async function selectKeptLicences(db: Read, batch: number): Promise<Map<number, StoredRow>> {
  const rows = await db
    .selectFrom('batchLicences')
    .select(['licenceId', 'before'])
    .where('batchId', '=', batch)
    .execute();
  return new Map(
    rows.map(({ licenceId, before }) => [licenceId, readStored('batchLicences.before', before)]),
  );
}

/** The licences that a batch wrote last, and those of the given ids. */
export async function licencesOfBatch(db: Read, batch: number, ids: readonly number[]) {
  return await db
    .selectFrom('licences')
    .selectAll()
    .where((where) => where.or([where('batchId', '=', batch), where('id', 'in', toIdList(ids))]))
    .execute();
}

export async function removeLicences(db: Write, ids: readonly number[]): Promise<void> {
  await db.deleteFrom('licences').where('id', 'in', toIdList(ids)).execute();
}

/** Puts a licence back as it was. */
export async function restoreLicence(db: Write, { id, ...row }: StoredRow): Promise<void> {
  await updateRow(db, 'licences', Number(id), row);
}

export async function forgetKeptLicences(db: Write, batch: number): Promise<void> {
  await db.deleteFrom('batchLicences').where('batchId', '=', batch).execute();
}
