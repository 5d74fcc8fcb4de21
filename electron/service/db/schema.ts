import type { Generated, Kysely, Transaction } from 'kysely';

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
  } & Imported;
  gates: {
    id: Generated<number>;
    schoolId: number;
    name: string;
    isMain: number;
    lng: number;
    lat: number;
    positionSource: string;
  } & Imported;
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
  } & Imported;
  facilities: {
    id: Generated<number>;
    kind: string;
    name: string;
    lng: number;
    lat: number;
    state: string;
  } & Imported;
  roads: { id: Generated<number>; name: string; class: string; width: number; geometry: string } & Imported;
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
  };
  importProblems: {
    id: Generated<number>;
    batchId: number;
    row: number;
    field: string;
    code: string;
    message: string;
    value: string;
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
  };
  sweeps: {
    id: Generated<number>;
    title: string;
    period: string;
    coordinator: string;
    agencies: string;
    focusTopics: string;
    createdAt: string;
  };
  stops: {
    id: Generated<number>;
    sweepId: number;
    venueId: number;
    schoolId: number | null;
    reason: string;
    addedAt: string;
  };
  visits: {
    id: Generated<number>;
    stopId: number;
    venueId: number;
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
  };
  hazards: {
    id: Generated<number>;
    code: string;
    visitId: number;
    venueId: number;
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
  };
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

export type Database = Kysely<Schema>;
export type Write = Transaction<Schema>;
export type Read = Database | Write;
