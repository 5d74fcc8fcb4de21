import type { KindDictionary, Wording } from '#shared/classification/category.ts';
import type { ColumnMap, ImportOptions, Preset, UnreadPart } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { KeptAdoption } from '../db/queries/adoptions.ts';
import { positionColumns, venueParticulars } from '../db/queries/venue-particulars.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import type { District } from './far-outside.ts';
import type { ListSystem } from './list-system.ts';
import type { ThreadFailure } from './list-thread.ts';

/** What a thread needs to stage a long list of venues by itself. */
export interface BulkInput {
  readonly file: ChosenFile;
  readonly options: ImportOptions;
  readonly presets: readonly Preset[];
  readonly kinds: KindDictionary;
  readonly wordings: readonly Wording[];
  readonly adoptions: readonly KeptAdoption[];
  readonly district: District;
}

/** Values in the order of `bulkColumns`: the identity is null where it is the credit code, hash and batch come later. */
export type BulkRow = (string | number | null)[];

/** What the thread tells, in this order: opened or unsuited, rows many times, done; or failed at any time. */
export type BulkMessage =
  | (ListSystem & {
      readonly kind: 'opened';
      readonly columns: readonly string[];
      readonly encoding: string;
      readonly preset: string | null;
      readonly map: ColumnMap;
      /** How many rows the file holds, as far as its first piece can tell. */
      readonly guess: number;
    })
  /** The file has to be read in one go. */
  | { readonly kind: 'unsuited' }
  | {
      readonly kind: 'rows';
      readonly values: readonly BulkRow[];
      /** Where each of them stands in the file. */
      readonly numbers: readonly number[];
      /** Rows of the list that were looked at so far. */
      readonly done: number;
    }
  | {
      readonly kind: 'done';
      readonly rows: number;
      readonly unread: readonly UnreadPart[];
      /** SHA-256 of the file's bytes, in hex. */
      readonly fileHash: string;
      readonly problems: readonly ImportProblem[];
      readonly problemCells: CellsByRow;
    }
  | { readonly kind: 'cells'; readonly cells: CellsByRow }
  | ThreadFailure;

/** Cells of rows as they stand in the file, by the rows' numbers. */
export type CellsByRow = ReadonlyMap<number, readonly string[]>;

/** What the thread is asked once it is done: the cells of some rows. */
export interface CellsRequest {
  readonly rows: readonly number[];
}

/** Columns of a venue that a list fills; the last ones are bookkeeping. */
export const bulkColumns = [
  ...venueParticulars,
  ...positionColumns,
  'identity',
  'contentHash',
  'batchId',
  'uid',
] as const;

const placeOf = (column: (typeof bulkColumns)[number]) => bulkColumns.indexOf(column);

/** Where in a row those columns stand that are looked at one by one. */
export const bulkPlace = {
  uscc: placeOf('uscc'),
  lng: placeOf('lng'),
  lat: placeOf('lat'),
  identity: placeOf('identity'),
  contentHash: placeOf('contentHash'),
  batchId: placeOf('batchId'),
  uid: placeOf('uid'),
};
