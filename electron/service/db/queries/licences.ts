import { type LicenceValues, licenceIdentity } from '#shared/licences/licence.ts';
import type { KnownLicence } from '#shared/licences/match-licence.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { changedColumns } from '#shared/registry/held-columns.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import type { StoredRow } from '../schema/stored-values.ts';
import { heldColumns, holdAll } from './columns-held-by-hand.ts';
import { licenceState } from './licence-state.ts';
import { insertRow, updateRow } from './write-row.ts';

/** A stored licence with what a list is compared with, and its row as it is. */
export interface StoredLicence extends KnownLicence {
  readonly id: number;
  readonly venueId: number;
  readonly row: StoredRow;
}

/** What a person or a list says of a licence, as columns. */
export type LicenceColumns = { readonly [Column in keyof LicenceValues]: LicenceValues[Column] };

/** The licences of some venues, by venue, in the order in which they came. */
export async function selectLicencesOf(
  db: Read,
  venueIds: readonly number[],
): Promise<Map<number, StoredLicence[]>> {
  const rows = await db
    .selectFrom('licences')
    .selectAll()
    .where('venueId', 'in', toIdList(venueIds))
    .orderBy('id')
    .execute();
  const byVenue = new Map<number, StoredLicence[]>();
  for (const row of rows) {
    const licence = { ...row, held: heldColumns(row.held), row };
    const known = byVenue.get(row.venueId);
    if (known) known.push(licence);
    else byVenue.set(row.venueId, [licence]);
  }
  return byVenue;
}

/** What kinds of licences venues have that count, by venue; of all where none are named. */
export async function selectLicenceKinds(
  db: Read,
  venueIds: readonly number[] | null = null,
): Promise<Map<number, string[]>> {
  const licences = db
    .selectFrom('licences')
    .select(['venueId', 'kind'])
    .where('kind', '!=', '')
    .where('struck', '=', '')
    .orderBy('id');
  const rows = await (venueIds === null
    ? licences
    : licences.where('venueId', 'in', toIdList(venueIds))
  ).execute();
  const byVenue = groupBy(rows, ({ venueId }) => venueId);
  return new Map([...byVenue].map(([id, own]) => [id, own.map(({ kind }) => kind)]));
}

/** The venues that a batch gave a licence of each kind. */
export async function selectKindsOfBatch(db: Read, batch: number) {
  return await db
    .selectFrom('licences')
    .select(['venueId', 'kind'])
    .where('batchId', '=', batch)
    .where('kind', '!=', '')
    .execute();
}

/** The licences of a venue as they stand on a day, with the list that brought them last; what ends first comes first. */
export async function selectLicences(db: Read, venueId: number, today: string) {
  return await db
    .selectFrom('licences')
    .leftJoin('batches', 'batches.id', 'licences.batchId')
    .select([
      'licences.id',
      'number',
      'licences.kind',
      'holder',
      'validFrom',
      'validUntil',
      'unlimited',
      'struck',
      'fileName',
      licenceState(today).as('state'),
    ])
    .where('venueId', '=', venueId)
    .orderBy((order) => order('struck', '!=', ''))
    .orderBy((order) => order('validUntil', 'is', null))
    .orderBy('validUntil')
    .orderBy('licences.id')
    .execute();
}

/** Numbers and ends of the licences that count, by venue, in the same order; for files. */
export async function selectLicencesForFiles(db: Read) {
  const rows = await db
    .selectFrom('licences')
    .select(['venueId', 'number', 'validUntil', 'unlimited'])
    .where('struck', '=', '')
    .orderBy('venueId')
    .orderBy('validUntil')
    .orderBy('id')
    .execute();
  const byVenue = new Map<number, (typeof rows)[number][]>();
  for (const row of rows) {
    const known = byVenue.get(row.venueId);
    if (known) known.push(row);
    else byVenue.set(row.venueId, [row]);
  }
  return byVenue;
}

export async function countLicences(db: Read): Promise<number> {
  const { count } = await db
    .selectFrom('licences')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function findLicenceRow(db: Read, id: number) {
  return await db.selectFrom('licences').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Adds a licence that a person entered; what was said is held against lists. */
export async function addLicence(db: Write, venueId: number, said: LicenceColumns): Promise<number> {
  const filled = Object.entries(said).flatMap(([column, value]) =>
    value === null || value === '' || value === 0 ? [] : [column],
  );
  const identity = licenceIdentity(said);
  return await insertRow(db, 'licences', {
    ...said,
    venueId,
    identity,
    held: holdAll({ held: '[]' }, filled),
  });
}

/** Changes what a person says of a licence, and holds it against lists; whether anything changed. */
export async function changeLicence(
  db: Write,
  id: number,
  said: Readonly<Record<string, string | number | null>>,
  confirmed: readonly string[] = [],
): Promise<boolean> {
  const before = await findLicenceRow(db, id);
  if (!before) return false;
  const columns = changedColumns(before, said);
  const held = holdAll(before, [...columns, ...confirmed]);
  if (columns.length === 0 && held === before.held) return false;
  const changed = Object.fromEntries(columns.map((column) => [column, said[column] ?? null]));
  // One that a list has named keeps that name, because the next list will use it again.
  const identity = before.batchId === null ? licenceIdentity({ ...before, ...changed }) : before.identity;
  await updateRow(db, 'licences', id, { ...changed, identity, held });
  return columns.length > 0;
}
