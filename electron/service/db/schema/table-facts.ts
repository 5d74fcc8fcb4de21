import type { SelectType } from 'kysely';
import type { Area } from '#shared/contract/areas.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import type { Flag } from './flag.ts';
import type { Schema } from './schema.ts';

/** Every table of the database. */
export type StoredTable = keyof Schema;

type ColumnOf<Table extends StoredTable> = keyof Schema[Table] & string;
type FlagColumn<Table extends StoredTable> = {
  [Column in ColumnOf<Table>]: SelectType<Schema[Table][Column]> extends Flag | null ? Column : never;
}[ColumnOf<Table>];

/**
 * What becomes of a row when the row that it points to is to go:
 * - `blocks`: somebody entered it for itself, so the other row stays;
 * - `belongs`: it is a part of the other row. It goes along where a person removes that row, and blocks where a
 *   list is undone or an edit is taken back;
 * - `goes`: it says something of the other row only, and goes with it;
 * - `measured`: it is computed from the other row, and is measured again.
 */
type Removal = 'blocks' | 'belongs' | 'goes' | 'measured';

/**
 * What becomes of a row when the venue that it points to is merged into another:
 * - `moves`: it points to the other venue until the two are parted again;
 * - `follows`: it points to the venue that the other one is part of now, and is told anew when venues are parted;
 * - `goes`: it is forgotten;
 * - `measured`: it is computed from the venue, and is measured again.
 */
type Merging = 'moves' | 'follows' | 'goes' | 'measured';

/** A column that points to the id of a row of another table. */
export interface Reference {
  readonly to: StoredTable;
  readonly removal: Removal;
  /** Where it points to a venue. */
  readonly merging?: Merging;
}

/**
 * How the trail tells a change of rows:
 * - `rows`: before and after, as they are;
 * - `history`: not, because the table has a history or batches of its own;
 * - `secret`: not, because keys of accounts may stand in it, which the trail must not know;
 * - `computed`: not, because it follows from the rest. It is not sealed either;
 * - `trail`: it is the trail itself or what guards it, and is not sealed either.
 */
type Trail = 'rows' | 'history' | 'secret' | 'computed' | 'trail';

/**
 * How rows travel in a field packet: `shown` are there to be looked at, `lent` say whose work it is, `returns` may
 * come back changed or new.
 */
type Travel = 'shown' | 'lent' | 'returns';

/**
 * What a column names beyond the database: a `stored` file of the attachments folder, a `given` name of a file, or
 * somewhere in its JSON a `place`: a path of this machine or an address on the network.
 */
export type Naming = 'stored' | 'given' | 'place';

type FactsOf<Table extends StoredTable> = BasicFacts<Table> & FlagsOf<Table>;

/** Columns of yes and no: the type of the table says which they are. */
type FlagsOf<Table extends StoredTable> = [FlagColumn<Table>] extends [never]
  ? { readonly flags?: never }
  : { readonly flags: Readonly<Record<FlagColumn<Table>, true>> };

interface BasicFacts<Table extends StoredTable> {
  /** What pages call it: when its rows change, they ask again what rests on that. Null for what every command writes. */
  readonly area: Area | null;
  readonly trail: Trail;
  /** People change its rows by hand: edits keep them row by row, so that they can be undone. */
  readonly edited?: true;
  /** Kinds of lists that go into it. */
  readonly imports?: readonly ImportKind[];
  /** Lists bring its rows along with those of another table: they go when that batch is taken back. */
  readonly comesWith?: StoredTable;
  /** Rows of a table that returns have an identity of their own in the column `uid`. */
  readonly travels?: Travel;
  readonly references?: { readonly [Column in ColumnOf<Table>]?: Reference };
  readonly names?: { readonly [Column in ColumnOf<Table>]?: Naming };
  /** Columns in which telephones lie, for themselves or in copies of rows and of what was sent. */
  readonly phones?: readonly ColumnOf<Table>[];
}

const ofBatch = { batchId: { to: 'batches', removal: 'blocks' } } satisfies Record<string, Reference>;

/**
 * The table of tables: what is true of each table, told once. Each stands after those that it points to. A test
 * compares it with the real schema.
 */
export const tableFacts = {
  meta: { area: 'settings', trail: 'secret', names: { value: 'place' } },
  batches: {
    area: 'lists',
    trail: 'history',
    references: { partOf: { to: 'batches', removal: 'blocks' } },
    names: { fileName: 'given' },
  },
  importProblems: {
    area: 'lists',
    trail: 'history',
    references: { batchId: { to: 'batches', removal: 'belongs' } },
    flags: { rejected: true },
    phones: ['message', 'value', 'cells'],
  },
  batchRows: {
    area: 'lists',
    trail: 'history',
    references: { batchId: { to: 'batches', removal: 'belongs' } },
    phones: ['before'],
  },
  listings: { area: 'lists', trail: 'history', references: { batchId: { to: 'batches', removal: 'goes' } } },
  mappings: { area: 'lists', trail: 'history' },
  presets: { area: 'presets', trail: 'rows' },
  wordings: { area: 'wordings', trail: 'rows' },
  adoptions: { area: 'wordings', trail: 'rows' },
  packs: { area: 'packs', trail: 'rows', travels: 'shown' },
  schools: {
    area: 'schools',
    trail: 'history',
    edited: true,
    imports: ['schools', 'campuses'],
    travels: 'returns',
    references: ofBatch,
    phones: ['phone'],
  },
  gates: {
    area: 'gates',
    trail: 'history',
    edited: true,
    imports: ['gates'],
    travels: 'returns',
    references: { schoolId: { to: 'schools', removal: 'belongs' }, ...ofBatch },
    flags: { isMain: true },
  },
  venues: {
    area: 'venues',
    trail: 'history',
    edited: true,
    imports: ['venues'],
    travels: 'returns',
    references: { vanishedIn: { to: 'batches', removal: 'blocks' }, ...ofBatch },
    phones: ['phone'],
  },
  licences: {
    area: 'venues',
    trail: 'history',
    edited: true,
    comesWith: 'venues',
    travels: 'returns',
    references: { venueId: { to: 'venues', removal: 'belongs', merging: 'moves' }, ...ofBatch },
    flags: { unlimited: true },
  },
  batchLicences: {
    area: 'lists',
    trail: 'history',
    references: { batchId: { to: 'batches', removal: 'belongs' } },
  },
  facilities: {
    area: 'facilities',
    trail: 'history',
    edited: true,
    imports: ['facilities'],
    travels: 'returns',
    references: ofBatch,
  },
  roads: {
    area: 'roads',
    trail: 'history',
    edited: true,
    imports: ['roads'],
    travels: 'shown',
    references: ofBatch,
  },
  regions: { area: 'regions', trail: 'history', edited: true, imports: ['regions'], references: ofBatch },
  addresses: { area: 'addresses', trail: 'history', imports: ['addresses'], references: ofBatch },
  neighbours: { area: 'neighbours', trail: 'history', edited: true },
  surveys: {
    area: 'surveys',
    trail: 'rows',
    travels: 'returns',
    references: {
      schoolId: { to: 'schools', removal: 'blocks' },
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      gateId: { to: 'gates', removal: 'blocks' },
    },
  },
  gateSurveys: {
    area: 'provisions',
    trail: 'rows',
    travels: 'returns',
    references: { gateId: { to: 'gates', removal: 'blocks' } },
  },
  findings: {
    area: 'findings',
    trail: 'computed',
    travels: 'shown',
    references: {
      schoolId: { to: 'schools', removal: 'measured' },
      venueId: { to: 'venues', removal: 'measured', merging: 'measured' },
      gateId: { to: 'gates', removal: 'measured' },
      surveyId: { to: 'surveys', removal: 'measured' },
    },
    flags: { disagrees: true, isPrimary: true },
  },
  sweeps: { area: 'sweeps', trail: 'rows', edited: true, travels: 'lent' },
  teams: {
    area: 'sweeps',
    trail: 'rows',
    edited: true,
    travels: 'lent',
    references: { sweepId: { to: 'sweeps', removal: 'belongs' } },
    flags: { byHand: true },
  },
  members: {
    area: 'sweeps',
    trail: 'rows',
    edited: true,
    travels: 'lent',
    references: { teamId: { to: 'teams', removal: 'belongs' } },
  },
  campaigns: { area: 'campaigns', trail: 'rows', edited: true },
  campaignTasks: {
    area: 'campaigns',
    trail: 'rows',
    edited: true,
    references: { campaignId: { to: 'campaigns', removal: 'belongs' } },
  },
  calendarDays: { area: 'calendar', trail: 'rows', edited: true },
  officers: {
    area: 'officers',
    trail: 'rows',
    edited: true,
    travels: 'lent',
    flags: { active: true, confirmed: true },
    phones: ['phone'],
  },
  stops: {
    area: 'sweeps',
    trail: 'rows',
    edited: true,
    travels: 'returns',
    references: {
      sweepId: { to: 'sweeps', removal: 'blocks' },
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      schoolId: { to: 'schools', removal: 'blocks' },
      teamId: { to: 'teams', removal: 'blocks' },
    },
    flags: { locked: true },
  },
  visits: {
    area: 'visits',
    trail: 'rows',
    travels: 'returns',
    references: {
      stopId: { to: 'stops', removal: 'blocks' },
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      schoolId: { to: 'schools', removal: 'blocks' },
    },
  },
  hazards: {
    area: 'hazards',
    trail: 'rows',
    imports: ['hazards'],
    travels: 'returns',
    references: {
      visitId: { to: 'visits', removal: 'blocks' },
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      schoolId: { to: 'schools', removal: 'blocks' },
      repeats: { to: 'hazards', removal: 'blocks' },
      mergedInto: { to: 'hazards', removal: 'blocks' },
      gateId: { to: 'gates', removal: 'blocks' },
      ...ofBatch,
    },
    flags: { lead: true },
    phones: ['saidBy'],
  },
  checkRounds: { area: 'selfChecks', trail: 'rows' },
  selfChecks: {
    area: 'selfChecks',
    trail: 'rows',
    references: { roundId: { to: 'checkRounds', removal: 'blocks' }, ...ofBatch },
    names: { fileName: 'given' },
    phones: ['phone'],
  },
  reinspections: {
    area: 'hazards',
    trail: 'rows',
    travels: 'returns',
    references: {
      hazardId: { to: 'hazards', removal: 'belongs' },
      visitId: { to: 'visits', removal: 'blocks' },
    },
  },
  hazardEvents: {
    area: 'hazards',
    trail: 'rows',
    travels: 'returns',
    references: {
      hazardId: { to: 'hazards', removal: 'belongs' },
      visitId: { to: 'visits', removal: 'blocks' },
      reinspectionId: { to: 'reinspections', removal: 'blocks' },
    },
  },
  exchangeSent: {
    area: 'hazards',
    trail: 'rows',
    // What left for others is not forgotten with a list.
    references: { hazardId: { to: 'hazards', removal: 'blocks' } },
  },
  exchangeEvents: {
    area: 'hazards',
    trail: 'rows',
    references: {
      ...ofBatch,
      hazardId: { to: 'hazards', removal: 'blocks' },
      eventId: { to: 'hazardEvents', removal: 'blocks' },
    },
    phones: ['content', 'taken'],
  },
  supervisions: {
    area: 'hazards',
    trail: 'rows',
    travels: 'returns',
    references: { hazardId: { to: 'hazards', removal: 'belongs' } },
  },
  meetings: { area: 'hazards', trail: 'rows', edited: true, travels: 'shown' },
  handings: {
    area: 'hazards',
    trail: 'rows',
    edited: true,
    travels: 'returns',
    references: {
      hazardId: { to: 'hazards', removal: 'belongs' },
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      schoolId: { to: 'schools', removal: 'blocks' },
      meetingId: { to: 'meetings', removal: 'belongs' },
      about: { to: 'handings', removal: 'belongs' },
      eventId: { to: 'hazardEvents', removal: 'blocks' },
    },
  },
  rechecks: {
    area: 'rechecks',
    trail: 'rows',
    references: { hazardId: { to: 'hazards', removal: 'belongs' } },
    flags: { passed: true },
  },
  approvals: {
    area: 'approvals',
    trail: 'rows',
    references: { hazardId: { to: 'hazards', removal: 'belongs' } },
    phones: ['input'],
  },
  comments: {
    area: 'comments',
    trail: 'rows',
    travels: 'returns',
    references: {
      replyTo: { to: 'comments', removal: 'belongs' },
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      schoolId: { to: 'schools', removal: 'blocks' },
      gateId: { to: 'gates', removal: 'blocks' },
      hazardId: { to: 'hazards', removal: 'blocks' },
      stopId: { to: 'stops', removal: 'blocks' },
    },
  },
  attachments: {
    area: 'attachments',
    trail: 'rows',
    travels: 'returns',
    references: {
      visitId: { to: 'visits', removal: 'blocks' },
      hazardId: { to: 'hazards', removal: 'blocks' },
      facilityId: { to: 'facilities', removal: 'blocks' },
      gateSurveyId: { to: 'gateSurveys', removal: 'blocks' },
    },
    names: { file: 'stored', thumbnail: 'stored', name: 'given' },
  },
  packets: {
    area: 'packets',
    trail: 'rows',
    references: { sweepId: { to: 'sweeps', removal: 'blocks' } },
    flags: { numbered: true },
  },
  packetRows: {
    area: 'packets',
    trail: 'rows',
    references: { packetId: { to: 'packets', removal: 'belongs' } },
    phones: ['content'],
  },
  packetCopies: {
    area: 'packets',
    trail: 'rows',
    references: { packetId: { to: 'packets', removal: 'belongs' } },
  },
  gatePlans: { area: 'gatePlans', trail: 'rows', references: { gateId: { to: 'gates', removal: 'blocks' } } },
  duties: {
    area: 'duties',
    trail: 'rows',
    references: { gateId: { to: 'gates', removal: 'blocks' } },
    phones: ['phone', 'substitutePhone'],
  },
  incidents: { area: 'incidents', trail: 'rows' },
  troubleSpots: { area: 'troubleSpots', trail: 'rows', edited: true, phones: ['phone'] },
  troubleSpotRecords: {
    area: 'troubleSpots',
    trail: 'rows',
    edited: true,
    references: {
      spotId: { to: 'troubleSpots', removal: 'belongs' },
      hazardId: { to: 'hazards', removal: 'blocks' },
      visitId: { to: 'visits', removal: 'blocks' },
    },
  },
  provisionSnapshots: { area: 'provisions', trail: 'rows' },
  venueChanges: {
    area: 'venues',
    trail: 'history',
    edited: true,
    references: { venueId: { to: 'venues', removal: 'goes', merging: 'moves' }, ...ofBatch },
    phones: ['before', 'after'],
  },
  merges: {
    area: 'venues',
    trail: 'rows',
    edited: true,
    references: { keptId: { to: 'venues', removal: 'blocks', merging: 'follows' } },
    phones: ['removed', 'kept'],
  },
  aliases: {
    area: 'venues',
    trail: 'rows',
    references: {
      venueId: { to: 'venues', removal: 'goes', merging: 'follows' },
      mergeId: { to: 'merges', removal: 'goes' },
    },
  },
  geocodings: {
    area: 'venues',
    trail: 'rows',
    edited: true,
    references: { venueId: { to: 'venues', removal: 'goes', merging: 'goes' } },
  },
  distinctVenues: { area: 'venues', trail: 'rows', edited: true },
  reports: { area: 'reports', trail: 'rows', names: { file: 'stored' } },
  papers: {
    area: 'papers',
    trail: 'rows',
    references: {
      venueId: { to: 'venues', removal: 'blocks', merging: 'moves' },
      hazardId: { to: 'hazards', removal: 'blocks' },
      schoolId: { to: 'schools', removal: 'blocks' },
      visitId: { to: 'visits', removal: 'blocks' },
      reportId: { to: 'reports', removal: 'blocks' },
    },
  },
  prints: { area: 'prints', trail: 'rows', names: { file: 'stored', fileName: 'given' } },
  forms: { area: 'forms', trail: 'rows', phones: ['said'] },
  sentForms: { area: null, trail: 'history', phones: ['answer'] },
  blanks: { area: 'forms', trail: 'rows', names: { file: 'stored', fileName: 'given' } },
  templates: { area: 'templates', trail: 'rows' },
  scoreSchemes: { area: 'scores', trail: 'rows', edited: true },
  scoreAdjustments: {
    area: 'scores',
    trail: 'rows',
    edited: true,
    references: { schoolId: { to: 'schools', removal: 'blocks' } },
  },
  saved: { area: 'saved', trail: 'secret', names: { content: 'place' } },
  edits: { area: 'edits', trail: 'history' },
  editRows: {
    area: 'edits',
    trail: 'history',
    references: { editId: { to: 'edits', removal: 'belongs' } },
    phones: ['before', 'after'],
  },
  audit: { area: null, trail: 'trail', phones: ['input', 'before', 'after', 'data'] },
  seals: { area: null, trail: 'trail' },
  unsealed: { area: null, trail: 'trail' },
} satisfies { readonly [Table in StoredTable]: FactsOf<Table> };

/** What is true of a table, whichever it is. */
export interface TableFacts {
  readonly area: Area | null;
  readonly trail: Trail;
  readonly edited?: true;
  readonly imports?: readonly ImportKind[];
  readonly comesWith?: StoredTable;
  readonly travels?: Travel;
  readonly references?: Readonly<Record<string, Reference>>;
  readonly flags?: Readonly<Record<string, true>>;
  readonly names?: Readonly<Record<string, Naming>>;
  readonly phones?: readonly string[];
}
type Facts = typeof tableFacts;

/** Tables of which something is true, as a type. */
type TablesWith<Wanted> = {
  [Table in StoredTable]: Facts[Table] extends Wanted ? Table : never;
}[StoredTable];

/** Tables whose rows people change by hand. */
export type EditedTable = TablesWith<{ readonly edited: true }>;
/** Tables that lists are imported into. */
export type ImportTable = TablesWith<{ readonly imports: readonly ImportKind[] }>;
/** Places that lists bring and people change by hand. */
export type EditableTable = EditedTable & ImportTable;
/** Tables whose rows travel in a field packet. */
export type PacketTable = TablesWith<{ readonly travels: Travel }>;
/** Those whose rows come back from the field. */
export type ReturningTable = TablesWith<{ readonly travels: 'returns' }>;

/** Tables whose rows go along when the venue that they point to is merged into another. */
export type MovedTable = TablesWith<{
  readonly references: { readonly venueId: { readonly merging: 'moves' } };
}>;
