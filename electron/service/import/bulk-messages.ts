import type { KindDictionary, Wording } from '#shared/classification/category.ts';
import type { ColumnMap, ImportOptions, Preset, UnreadPart } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { LicenceValues } from '#shared/licences/licence.ts';
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
  /** Memory of both threads, four bytes: how many blocks were written. */
  readonly written: SharedArrayBuffer;
}

export type BulkValue = string | number | null;

/** Values in the order of `bulkColumns`. */
export type BulkRow = BulkValue[];

/** Rows of a list without the columns in which all of them are alike. */
export interface BulkBlock {
  readonly columns: readonly BulkColumn[];
  /** Those columns of all rows, one row after the other. */
  readonly values: readonly BulkValue[];
  /** What stands in the other columns of each row. */
  readonly same: Readonly<Partial<Record<BulkColumn, BulkValue>>>;
  /** Where each row stands in the file. */
  readonly numbers: readonly number[];
}

/** A block on its way: of a column with few different texts each stands once, and in the rows which of them it is. */
export interface PackedBlock extends BulkBlock {
  /** The texts of each of the columns; null for one whose values stand in the rows. */
  readonly words: readonly (readonly string[] | null)[];
}

/** A block with the hashes of its rows' contents; null where the thread that writes is to make them. */
export interface HashedBlock extends BulkBlock {
  readonly hashes: readonly string[] | null;
}

/** What a row says of licences; null where it says nothing. */
export type BulkLicence = readonly LicenceValues[] | null;

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
  | (HashedBlock &
      PackedBlock & {
        readonly kind: 'rows';
        /** What each of them says of licences; null for a list that says nothing of them. */
        readonly licences: readonly BulkLicence[] | null;
        /** Rows of the list that were looked at so far. */
        readonly done: number;
      })
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
type CellsByRow = ReadonlyMap<number, readonly string[]>;

/** What the thread is asked once it is done: the cells of some rows. */
export interface CellsRequest {
  readonly rows: readonly number[];
}

/** What a list says of a venue: its content is told by these. */
export const contentColumns = [...venueParticulars, ...positionColumns] as const;

/** Columns of a venue that a list fills; hash, batch and uid are added. */
export const bulkColumns = [...contentColumns, 'identity'] as const;
export type BulkColumn = (typeof bulkColumns)[number];
