import type { Category, Wording } from '#shared/classification/category.ts';
import type { ErrorCode, ErrorDetails } from '#shared/contract/errors.ts';
import type { ColumnMap, ImportOptions, ImportProblem, Preset } from '#shared/contract/import.ts';
import type { ChosenFile } from '../file-tokens.ts';
import type { District } from './far-outside.ts';
import type { ListSystem } from './list.ts';

/** What a thread needs to stage a long list of venues by itself. */
export interface BulkInput {
  readonly file: ChosenFile;
  readonly options: ImportOptions;
  readonly presets: readonly Preset[];
  readonly categories: readonly Category[];
  readonly wordings: readonly Wording[];
  readonly district: District;
}

export type BulkRow = readonly (string | number | null)[];

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
      /** Values in the order of `bulkColumns`. */
      readonly values: readonly BulkRow[];
      /** Where each of them stands in the file. */
      readonly numbers: readonly number[];
      /** Rows of the list that were looked at so far. */
      readonly done: number;
    }
  | {
      readonly kind: 'done';
      readonly rows: number;
      readonly problems: readonly ImportProblem[];
      readonly problemCells: CellsByRow;
    }
  | { readonly kind: 'cells'; readonly cells: CellsByRow }
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly details: ErrorDetails };

/** Cells of rows as they stand in the file, by the rows' numbers. */
export type CellsByRow = ReadonlyMap<number, readonly string[]>;

/** What the thread is asked once it is done: the cells of some rows. */
export interface CellsRequest {
  readonly rows: readonly number[];
}

/** Columns of a venue that a list fills; the last two tell which it is and what it says. */
export const bulkColumns = [
  'name',
  'uscc',
  'regNo',
  'category',
  'categoryScore',
  'categoryReason',
  'listedCategory',
  'industryCode',
  'scope',
  'address',
  'legalPerson',
  'phone',
  'status',
  'establishedOn',
  'lng',
  'lat',
  'positionSource',
  'identity',
  'contentHash',
] as const;
