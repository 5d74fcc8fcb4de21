import type { Generated } from 'kysely';
import type { Adoption } from '#shared/classification/adopted-values.ts';
import type { WordingField } from '#shared/classification/category.ts';
import type { ImportAs, ImportKind } from '#shared/contract/import.ts';
import type { Flag } from './flag.ts';

/** What a batch did with a row that it listed: left it, changed it or added it. */
export type ListingOutcome = 0 | 1 | 2;

/** Which of two merged venues gave its particulars; the other one filled in what it did not have. */
export type MergeLead = 'kept' | 'removed';

/** Lists that were imported, and what is known of venues beside their rows. */
export interface ListTables {
  batches: {
    id: Generated<number>;
    fileName: string;
    fileHash: string;
    kind: ImportKind;
    importedAt: string;
    options: string;
    rows: number;
    added: number;
    updated: number;
    unchanged: number;
    rejected: number;
    warned: number;
    undoneAt: string | null;
    importedBy: Generated<string>;
    /** What tells lists of one source: kind, header, filters; empty for batches from before this was kept. */
    source: Generated<string>;
    preset: string | null;
    /** The first batch of the same file, where a mixed list was told apart into several. */
    partOf: number | null;
    /** How many rows the last list of this source had that this one does not have. */
    vanished: Generated<number>;
    /** Header of the file, JSON. */
    columns: Generated<string>;
    /** What the file held beside the rows that were read, JSON. */
    unread: Generated<string>;
  };
  importProblems: {
    id: Generated<number>;
    batchId: number;
    row: number;
    field: string;
    code: string;
    message: string;
    value: string;
    /** The row's cells as they stood in the file, JSON. */
    cells: Generated<string>;
    rejected: Flag;
  };
  /** Rows that a batch overwrote, as they were: JSON of all columns. */
  batchRows: { id: Generated<number>; batchId: number; rowId: number; before: string };
  /** Which rows a batch listed, and whether it left, changed or added them: `ListingOutcome`. */
  listings: { batchId: number; placeId: number; outcome: ListingOutcome };
  mappings: { header: string; kind: ImportAs; map: string; usedAt: string };
  presets: { id: string; content: string; updatedAt: string };
  /** What lists and people changed of a venue, one row a field. */
  venueChanges: {
    id: Generated<number>;
    venueId: number;
    batchId: number | null;
    at: string;
    actor: string;
    field: string;
    before: string;
    after: string;
  };
  /** Further identities under which lists may name a venue, from venues that were merged into it. */
  aliases: { identity: string; venueId: number; mergeId: number };
  merges: {
    id: Generated<number>;
    /** The venue that the two are part of today: the kept one may have been merged into another since. */
    keptId: number;
    removedId: number;
    /** Both rows as they were, and what moved over; JSON. Parting an earlier merge changes what came of it in them. */
    removed: string;
    kept: string;
    moved: string;
    lead: MergeLead;
    at: string;
    actor: string;
  };
  /** What an online service answered for a venue's address; no position where it knew none. */
  geocodings: {
    id: Generated<number>;
    venueId: number;
    address: string;
    provider: string;
    level: string;
    lng: number | null;
    lat: number | null;
    at: string;
  };
  /** Pairs that a person has said are two venues; the smaller id first. */
  distinctVenues: { id: Generated<number>; firstId: number; secondId: number; at: string; actor: string };
  /** The workspace's own wordings, which decide a category before the dictionary does. */
  wordings: {
    id: Generated<number>;
    field: WordingField;
    text: string;
    category: string;
    at: string;
    actor: string;
  };
  /** What values of a column mean in lists of the same header, as a person decided. */
  adoptions: {
    id: Generated<number>;
    /** Header of the list, JSON. */
    header: string;
    field: Adoption['field'];
    column: string;
    value: string;
    category: string;
    takenAs: Adoption['as'];
    at: string;
    actor: string;
  };
}
