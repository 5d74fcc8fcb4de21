import type { Generated, Insertable, Kysely, Transaction } from 'kysely';

/** Geometry columns hold GeoJSON text in WGS84; days are YYYY-MM-DD, moments ISO 8601 in UTC. */
export interface Schema {
  meta: { key: string; value: string };
  schools: {
    id: Generated<number>;
    name: string;
    stage: string;
    schoolCode: string;
    address: string;
    phone: string;
    openedOn: string | null;
    lng: number | null;
    lat: number | null;
    positionSource: string | null;
    boundary: string | null;
    boundarySource: string | null;
  } & Editable;
  gates: {
    id: Generated<number>;
    schoolId: number;
    name: string;
    isMain: number;
    lng: number;
    lat: number;
    positionSource: string;
    /** The road front drawn by hand, JSON of `Frontage`; null where the road decides. */
    frontage: string | null;
    /** The band drawn by hand, JSON of `DrawnBand`; null where it is computed. */
    band: string | null;
  } & Editable;
  venues: {
    id: Generated<number>;
    name: string;
    uscc: string;
    regNo: string;
    category: string;
    categoryScore: number;
    categoryReason: string;
    listedCategory: string;
    industryCode: string;
    scope: string;
    address: string;
    legalPerson: string;
    phone: string;
    status: string;
    establishedOn: string | null;
    lng: number | null;
    lat: number | null;
    positionSource: string | null;
    /** The batch that a list it used to stand in came without it. */
    vanishedIn: number | null;
  } & Editable;
  facilities: {
    id: Generated<number>;
    kind: string;
    name: string;
    lng: number;
    lat: number;
    state: string;
    /** GeoJSON of a line or an area; null for a point. */
    geometry: Generated<string | null>;
    /** Who answers for it. */
    body: Generated<string>;
    checkedOn: Generated<string | null>;
    note: Generated<string>;
  } & Imported;
  roads: { id: Generated<number>; name: string; class: string; width: number; geometry: string } & Imported;
  regions: { id: Generated<number>; name: string; level: string; geometry: string } & Imported;
  /** A standard address table that places without a position are found in. */
  addresses: {
    id: Generated<number>;
    address: string;
    /** The address as addresses are compared. */
    key: string;
    lng: number;
    lat: number;
    positionSource: string;
  } & Imported;
  /** Which rows a batch listed, and whether it left, changed or added them: `ListingOutcome`. */
  listings: { batchId: number; placeId: number; outcome: number };
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
    keptId: number;
    removedId: number;
    /** The row that was merged away, the row that was kept as it was, and what moved over; JSON. */
    removed: string;
    kept: string;
    moved: string;
    at: string;
    actor: string;
  };
  /** What an online service answered for a venue's address; no position where it knew none. */
  geocodings: {
    venueId: number;
    address: string;
    provider: string;
    level: string;
    lng: number | null;
    lat: number | null;
    at: string;
  };
  /** Pairs that a person has said are two venues; the smaller id first. */
  distinctVenues: { firstId: number; secondId: number; at: string; actor: string };
  /** The workspace's own wordings, which decide a category before the dictionary does. */
  wordings: {
    id: Generated<number>;
    field: string;
    text: string;
    category: string;
    at: string;
    actor: string;
  };
  presets: { id: string; content: string; updatedAt: string };
  mappings: { header: string; kind: string; map: string; usedAt: string };
  batches: {
    id: Generated<number>;
    fileName: string;
    fileHash: string;
    kind: string;
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
    /** Rows of the last list of this source that this one came without. */
    vanished: Generated<number>;
    /** Header of the file, JSON. */
    columns: Generated<string>;
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
    rejected: number;
  };
  findings: {
    id: Generated<number>;
    schoolId: number;
    venueId: number;
    ruleId: string;
    gateId: number | null;
    origin: string;
    method: string;
    distance: number;
    boundary: number | null;
    gate: number | null;
    walking: number | null;
    sigma: number;
    limit: number;
    verdict: string;
    effect: string;
    existing: string | null;
    severity: string;
    severityRank: number;
    bearing: number;
    fromLng: number;
    fromLat: number;
    disagrees: number;
    note: string;
    isPrimary: number;
    surveyId: number | null;
    /** Place of the rule among those in force: of equal findings the earlier rule counts. */
    ruleRank: number;
  };
  surveys: {
    id: Generated<number>;
    code: string;
    schoolId: number;
    venueId: number;
    gateId: number | null;
    method: string;
    distance: number;
    sigma: number;
    fromText: string;
    toText: string;
    segments: string;
    instrument: string;
    instrumentNumber: string;
    surveyedAt: string;
    officers: string;
    witness: string;
    note: string;
    computed: string;
    recordedAt: string;
    withdrawnAt: string | null;
    withdrawnReason: string;
  };
  packs: { id: string; origin: string; content: string; createdAt: string; updatedAt: string };
  sweeps: {
    id: Generated<number>;
    title: string;
    period: string;
    coordinator: string;
    agencies: string;
    focusTopics: string;
    createdAt: string;
    startsOn: string;
    endsOn: string;
    /** The taking-part body that leads on the spot. */
    leadBody: Generated<string>;
    /** Where teams set out. */
    startName: Generated<string>;
    startLng: Generated<number | null>;
    startLat: Generated<number | null>;
    /** How targets were chosen last, JSON of `TargetOptions`; how officers were drawn, JSON of the seed and the list. */
    selection: Generated<string | null>;
    lot: Generated<string | null>;
  };
  officers: {
    id: Generated<number>;
    name: string;
    certificate: string;
    agency: string;
    active: Generated<number>;
  };
  teams: {
    id: Generated<number>;
    sweepId: number;
    name: string;
    days: number;
    from: string;
    until: string;
    byHand: Generated<number>;
  };
  members: { id: Generated<number>; teamId: number; name: string; certificate: string; agency: string };
  stops: {
    id: Generated<number>;
    sweepId: number;
    /** Null where the stop is at a school itself. */
    venueId: number | null;
    schoolId: number | null;
    reason: string;
    addedAt: string;
    /** Whose stop it is, on which of the team's days and at which place of it, from 0. */
    teamId: Generated<number | null>;
    day: Generated<number>;
    place: Generated<number>;
    /** Stays with its team whatever is planned. */
    locked: Generated<number>;
    /** Why planning left it without a team. */
    leftOut: Generated<string>;
  };
  visits: {
    id: Generated<number>;
    stopId: number;
    venueId: number | null;
    schoolId: number | null;
    startedAt: string;
    endedAt: string;
    officers: string;
    result: string;
    facts: string;
    measuredDistance: number | null;
    measures: string;
    partyView: string;
    capReason: string;
    recordedAt: string;
    /** Answers by point of the checklist, JSON. */
    checklist: Generated<string>;
    /** The two ends of the measured distance, and with what it was measured. */
    measuredFrom: Generated<string>;
    measuredTo: Generated<string>;
    instrument: Generated<string>;
    /** Documents issued on the spot. */
    documents: Generated<string>;
    nextOn: Generated<string | null>;
  };
  hazards: {
    id: Generated<number>;
    code: string;
    /** The visit that found it; null where a gap in facilities did. */
    visitId: number | null;
    venueId: number | null;
    schoolId: number | null;
    kind: string;
    level: string;
    description: string;
    state: string;
    responsibleBody: string;
    responsiblePerson: string;
    foundOn: string;
    dueOn: string | null;
    closedOn: string | null;
    basis: Generated<string>;
    /** What was said of each of the pack's 五落实, JSON. */
    fiveItems: Generated<string>;
    outcome: Generated<string | null>;
    meetingOn: Generated<string | null>;
    reportedTo: Generated<string>;
    /** The earlier hazard that it repeats, and by what: `Repeated`. */
    repeats: Generated<number | null>;
    repeatedBy: Generated<string | null>;
    /** The gate and the requirement whose gap it is. */
    gateId: Generated<number | null>;
    requirementId: Generated<string | null>;
  };
  /** 挂牌督办; one that stands has no day on which it was taken off. */
  supervisions: {
    id: Generated<number>;
    hazardId: number;
    number: string;
    level: string;
    body: string;
    leader: string;
    requirement: string;
    listedOn: string;
    dueOn: string;
    progress: Generated<string>;
    acceptance: Generated<string>;
    delistedOn: string | null;
  };
  /** Hazards drawn by sample to be looked at again. */
  rechecks: {
    id: Generated<number>;
    hazardId: number;
    drawnOn: string;
    seed: number;
    share: number;
    checkedOn: string | null;
    passed: number | null;
    officers: Generated<string>;
    note: Generated<string>;
  };
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
    addedAt: string;
    addedBy: string;
    removedAt: string | null;
  };
  /** Reports as they were handed out; `params` is JSON of what was asked for, `file` names the file kept. */
  reports: {
    id: Generated<number>;
    kind: string;
    title: string;
    params: string;
    hash: string;
    file: string;
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
    state: string;
    pages: number;
    index: string;
    hash: string | null;
    file: string | null;
    fileName: string;
    size: number;
    madeAt: string;
    madeBy: string;
  };
  /** Field packets that left; `about` is JSON of `PacketAbout`. */
  packets: {
    id: Generated<number>;
    code: string;
    sweepId: number;
    about: string;
    returnedAt: string | null;
  };
  /** Rows that a packet took along or brought: which they are here, and how they last came or went, JSON. */
  packetRows: { packetId: number; table: string; fieldId: number; rowId: number; content: string };
  /** What is arranged at a gate, in words. */
  gatePlans: {
    gateId: number;
    restrictions: string;
    oneWay: string;
    waiting: string;
    note: string;
    updatedAt: string;
    updatedBy: string;
  };
  /** Who stands where at a gate when pupils come and go. */
  duties: {
    id: Generated<number>;
    gateId: number;
    period: string;
    post: string;
    body: string;
    person: string;
    phone: Generated<string>;
    from: string;
    until: string;
  };
  /** What happened at a place; `at` is local time. */
  incidents: {
    id: Generated<number>;
    kind: string;
    at: string;
    lng: number;
    lat: number;
    note: Generated<string>;
    addedAt: string;
    addedBy: string;
  };
  /** What gates had on a day: JSON of provisions by gate and requirement. */
  provisionSnapshots: { id: Generated<number>; title: string; at: string; by: string; content: string };
  /** What a person filled into a document, JSON by field; `subject` is its kind and id. */
  forms: {
    id: Generated<number>;
    template: string;
    subject: string;
    said: string;
    savedAt: string;
    savedBy: string;
  };
  /** The workspace's own words for templates: JSON of their blocks. */
  templates: { id: string; blocks: string; updatedAt: string };
  hazardEvents: {
    id: Generated<number>;
    hazardId: number;
    at: string;
    actor: string;
    action: string;
    fromState: string;
    toState: string;
    note: string;
    visitId: number | null;
  };
  /** Queries, views and bookmarks by name; `content` is JSON of `SavedContent`. */
  saved: { id: Generated<number>; kind: string; name: string; content: string; updatedAt: string };
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
}

/** What every imported row keeps of where it came from. */
export interface Imported {
  /** What rows of one source are matched by: credit code, else name and address. */
  identity: string;
  /** Hash of the row as last imported; equal means unchanged. */
  contentHash: string;
  batchId: number | null;
}

/** What can also be changed by hand; `held` lists the columns that a list no longer overwrites, as JSON. */
export interface Editable extends Imported {
  held: Generated<string>;
}

/** A row of a table that is to be inserted. */
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>;

export type Database = Kysely<Schema>;
export type Write = Transaction<Schema>;
export type Read = Database | Write;
