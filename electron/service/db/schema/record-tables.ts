import type { Generated } from 'kysely';
import type { PaperState } from '#shared/contract/papers.ts';
import type { SavedKind } from '#shared/contract/saved.ts';
import type { Identified } from './place-tables.ts';

/** What the workspace keeps of itself and of what left it: files, papers, edits and the audit trail. */
export interface RecordTables {
  meta: { key: string; value: string };
  /** Photos and files; `file` and `thumbnail` name files of the attachments folder. */
  attachments: {
    id: Generated<number>;
    hash: string;
    file: string;
    name: string;
    type: string;
    size: number;
    thumbnail: string | null;
    /** Local time of the place. */
    takenAt: string | null;
    lng: number | null;
    lat: number | null;
    caption: Generated<string>;
    visitId: number | null;
    hazardId: number | null;
    facilityId: Generated<number | null>;
    gateSurveyId: Generated<number | null>;
    addedAt: string;
    addedBy: string;
    removedAt: string | null;
  } & Identified;
  /**
   * What people say of one thing, or of a spot on the map, and their answers (`replyTo`), which are about the same.
   * `mentioned` is JSON of `Mentioned`, `earlier` of the texts before it was edited; `authorName` is the one to sign in
   * with, empty where nobody has an account.
   */
  comments: {
    id: Generated<number>;
    replyTo: number | null;
    venueId: number | null;
    schoolId: number | null;
    gateId: number | null;
    hazardId: number | null;
    stopId: number | null;
    lng: number | null;
    lat: number | null;
    text: string;
    mentioned: Generated<string>;
    author: string;
    authorBody: Generated<string>;
    authorName: Generated<string>;
    addedAt: string;
    editedAt: string | null;
    earlier: Generated<string>;
    doneAt: string | null;
    doneBy: Generated<string>;
    /** Taken out of sight by who wrote it. */
    removedAt: string | null;
  } & Identified;
  /** Reports as they were handed out; `params` is JSON of what was asked for, `file` names the file kept. */
  reports: {
    id: Generated<number>;
    kind: 'workbook' | 'document';
    title: string;
    params: string;
    hash: string;
    file: string;
    madeAt: string;
    madeBy: string;
  };
  /**
   * Papers that were issued. `text` is the number as it is printed; `elsewhere` where it was given outside of the
   * program, `void` where it was given and is not used. `subject` is what the paper is about, as `forms` name it.
   */
  papers: {
    id: Generated<number>;
    code: string;
    year: number;
    number: number | null;
    text: string;
    state: PaperState;
    template: string;
    title: string;
    issuer: string;
    subject: string;
    venueId: number | null;
    hazardId: number | null;
    schoolId: number | null;
    visitId: number | null;
    reportId: number | null;
    note: Generated<string>;
    madeAt: string;
    madeBy: string;
  };
  /** Sheets that were printed, and for whom; `order` is JSON of `SheetOrder`, `index` of `PrintIndex`. */
  prints: {
    id: Generated<number>;
    number: string;
    title: string;
    order: string;
    recipient: string;
    purpose: string;
    state: 'drawing' | 'done' | 'dropped';
    pages: number;
    index: string;
    hash: string | null;
    file: string | null;
    fileName: string;
    size: number;
    madeAt: string;
    madeBy: string;
  };
  /** What a person filled into a document, JSON by field; `subject` is its kind and id. */
  forms: {
    id: Generated<number>;
    template: string;
    subject: string;
    said: string;
    savedAt: string;
    savedBy: string;
  };
  /** What forms and calls were answered (JSON), by the identity that each got when it was made, with a digest of what it said. */
  sentForms: {
    number: Generated<number>;
    id: string;
    command: string;
    digest: string;
    answer: string;
    at: string;
  };
  /**
   * Blank forms of others that are filled again: `fileName` and `file` are the file as it came, `signature` by what its
   * labels are known again, `content` JSON of `BlankContent`.
   */
  blanks: {
    id: Generated<number>;
    name: string;
    fileName: string;
    signature: string;
    hash: string;
    file: string;
    content: string;
    updatedAt: string;
    updatedBy: string;
  };
  /** The office's own schemes of 考核, by a key of their own; `content` is JSON of `ScoreScheme`, `revision` counts saves. */
  scoreSchemes: {
    id: Generated<number>;
    key: string;
    content: string;
    revision: number;
    savedAt: string;
    savedBy: string;
  };
  /**
   * Points that somebody says instead of those that are reckoned; null takes that back. The last one of a scheme, span,
   * subject (a school, else a name) and indicator stands.
   */
  scoreAdjustments: {
    id: Generated<number>;
    scheme: string;
    from: string;
    to: string;
    schoolId: number | null;
    name: string;
    indicator: string;
    points: number | null;
    reason: string;
    at: string;
    actor: string;
  };
  /** The workspace's own words for templates: JSON of their blocks. */
  templates: { id: string; blocks: string; updatedAt: string };
  /** Queries, views and bookmarks by name; `content` is JSON of `SavedContent`. */
  saved: { id: Generated<number>; kind: SavedKind; name: string; content: string; updatedAt: string };
  /** Edits by hand, in their order; `undoneAt` is null while one stands. */
  edits: {
    id: Generated<number>;
    at: string;
    actor: string;
    command: string;
    title: string;
    undoneAt: string | null;
  };
  /** Rows that an edit changed: JSON of all columns, null where the row did not exist. */
  editRows: {
    editId: number;
    place: number;
    table: string;
    rowId: number;
    before: string | null;
    after: string | null;
  };
  audit: {
    id: Generated<number>;
    at: string;
    actor: string;
    command: string;
    input: string;
    before: string;
    after: string;
    previousHash: string;
    hash: string;
    /** Sum of all seals when the command was done; null in entries older than seals. */
    data: Generated<string | null>;
  };
  /** Checksums of blocks of rows, and their sum under an empty name. */
  seals: { table: string; block: number; rows: number; hash: string };
  /** Used by older versions only, for blocks that were not sealed yet. Nothing reads it any more. */
  unsealed: { table: string; block: number };
}
