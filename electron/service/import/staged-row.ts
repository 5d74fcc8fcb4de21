import { hash } from 'node:crypto';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { LicenceValues } from '#shared/licences/licence.ts';
import type { LicenceFault } from '#shared/licences/listed-licences.ts';
import type { RowPlace, TableRow } from './list-table.ts';
import type { GeometrySource } from './row-geometry.ts';

export type ColumnValues = Record<string, string | number | null>;

/**
 * The columns that hold kinds, decided from the columns that hold the words; only the further kinds where a person
 * decided the main one. Licences that the list brings speak with those that are known.
 */
export type ClassifyRow = (
  row: ColumnValues,
  isDecided: boolean,
  listed: readonly LicenceValues[],
) => ColumnValues;

/** A row ready to be matched and written; `values` are table columns. */
export interface StagedRow {
  readonly place: RowPlace;
  readonly identity: string;
  /** Further names under which it may be on record, where it has several. */
  readonly alsoKnown?: readonly string[];
  readonly values: ColumnValues;
  /** Columns that the list does not say and that were told from others: they count only where nothing is known. */
  readonly guessed?: readonly string[];
  /** What the row says of licences; they are rows of their own. */
  readonly licences?: readonly LicenceValues[];
}

/** What turns one row of a list into a staged row, or sets it aside. */
export type RowStager = (row: TableRow) => { staged: StagedRow | null; problems: ImportProblem[] };

/** Reads the licences that a row tells, and what of them cannot be. */
export type LicenceReader = (row: TableRow) => {
  readonly licences: readonly LicenceValues[];
  readonly faults: readonly LicenceFault[];
};

/** How a list is read: its fields and its reference system. */
export interface ListSource extends GeometrySource {
  /** What reads a row's licences; null where the list has no column of them. */
  readonly licences: LicenceReader | null;
}

/** A staged row with what tells two versions of it apart. */
export interface HashedRow extends StagedRow {
  readonly contentHash: string;
}

export function hashed(row: StagedRow): HashedRow {
  return { ...row, contentHash: contentHashOf(Object.values(row.values)) };
}

/** A hash of a row's values in the order of its columns. */
function contentHashOf(values: readonly (string | number | null)[]): string {
  let text = '';
  for (const value of values) text += contentOf(value);
  return hashOfContent(text);
}

/** A value within the content of a row. */
export function contentOf(value: string | number | null): string {
  return `\u0000${value ?? ''}`;
}

export function hashOfContent(text: string): string {
  return hash('sha256', text, 'base64url');
}
