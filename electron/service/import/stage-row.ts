import { hash } from 'node:crypto';
import type { Classification, VenueWords } from '#shared/classification/classify.ts';
import type { ImportProblem } from '#shared/contract/import.ts';
import { pointOf } from '#shared/facilities/facility-index.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { addressKey } from '#shared/registry/address.ts';
import { readCreditCode } from '#shared/registry/credit-code.ts';
import { readDate, readSerialDate } from '#shared/registry/date.ts';
import { type IdentifiedTable, identityOf, UNNAMED_GATE } from '#shared/registry/identity.ts';
import { readStage } from '#shared/registry/stage.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import type { FieldReader } from './columns.ts';
import { facilityKind, facilityState, regionLevel, roadClass, roadWidth } from './kinds.ts';
import type { RowPlace, TableRow } from './list-table.ts';
import { type ProblemCode, problem } from './problem.ts';
import { asCampus, asLine, readPosition, readShape } from './row-geometry.ts';

export type ColumnValues = Record<string, string | number | null>;

/** The columns that hold a category, decided from the columns that hold the words. */
export type ClassifyRow = (row: ColumnValues) => ColumnValues;

/** A row ready to be matched and written; `values` are table columns. */
export interface StagedRow {
  readonly place: RowPlace;
  readonly identity: string;
  readonly values: ColumnValues;
}

/** What turns one row of a list into a staged row, or sets it aside. */
export type RowStager = (row: TableRow) => { staged: StagedRow | null; problems: ImportProblem[] };

/** Knows the schools that gates and campuses belong to. */
export interface SchoolFinder {
  byName(name: string): number | null;
  near(lng: number, lat: number): number | null;
}

/** How a list is read: its fields and its reference system. */
export interface ListSource {
  readonly read: FieldReader;
  readonly crs: ReferenceSystem;
}

/** A staged row with what tells two versions of it apart. */
export interface HashedRow extends StagedRow {
  readonly contentHash: string;
}

export function hashed(row: StagedRow): HashedRow {
  return { ...row, contentHash: contentHashOf(Object.values(row.values)) };
}

/** A hash of a row's first values in the order of its columns. */
export function contentHashOf(values: readonly (string | number | null)[], count = values.length): string {
  let text = '';
  for (let i = 0; i < count; i++) text += `\u0000${values[i] ?? ''}`;
  return hash('sha256', text, 'base64url');
}

class RowNotes {
  readonly problems: ImportProblem[] = [];
  /** How the position came about. */
  positionSource: PositionSource = 'registry';
  readonly #row: TableRow;
  readonly #source: ListSource;

  constructor(row: TableRow, source: ListSource) {
    this.#row = row;
    this.#source = source;
  }

  add(field: string, code: ProblemCode, value = ''): void {
    this.problems.push(problem(this.#row, field, code, value));
  }

  get rejected(): boolean {
    return this.problems.some((entry) => entry.rejected);
  }

  /** Reads a date, noting one that cannot be understood or only as a spreadsheet's serial number. */
  date(field: string, text: string): string | null {
    if (text === '') return null;
    const date = readDate(text);
    if (date !== null) return date;
    const serial = readSerialDate(text);
    if (serial === null) this.add(field, 'DATE_INVALID', text);
    else this.add(field, 'DATE_SERIAL', `${text}”按表格序列号读作“${serial}`);
    return serial;
  }

  position() {
    const { read, crs } = this.#source;
    const reading = readPosition(this.#row, read, crs);
    if (reading.fault) this.add('lngLat', reading.fault, reading.value);
    // The middle of a building lies some way from its entrance, about as far as a house number does.
    else if (reading.isOutline) this.positionSource = 'street_number';
    return reading.position;
  }

  finish(
    table: IdentifiedTable,
    values: ColumnValues,
  ): { staged: StagedRow | null; problems: ImportProblem[] } {
    if (this.rejected) return { staged: null, problems: this.problems };
    const identity = identityOf(table, values);
    const { number, sheet } = this.#row;
    const place = sheet ? { number, sheet } : { number };
    return { staged: { place, identity, values }, problems: this.problems };
  }
}

/** The category of a stored or staged venue by its words. */
export function rowClassifier(classify: (words: VenueWords) => Classification): ClassifyRow {
  return (row) => {
    const { category, score, reason } = classify({
      name: String(row.name ?? ''),
      listed: String(row.listedCategory ?? ''),
      scope: String(row.scope ?? ''),
      industryCode: String(row.industryCode ?? ''),
    });
    return { category, categoryScore: score, categoryReason: reason };
  };
}

export function venueStager(source: ListSource, classify: (words: VenueWords) => Classification): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const code = readCreditCode(read(row, 'uscc'));
    if (code.fault === 'scientific') notes.add('uscc', 'CODE_SCIENTIFIC', read(row, 'uscc'));
    else if (code.fault) notes.add('uscc', 'CODE_INVALID', code.uscc);
    const position = notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_MISSING');
    const words = {
      name,
      listed: read(row, 'category'),
      scope: read(row, 'scope'),
      industryCode: read(row, 'industryCode'),
    };
    const classified = classify(words);
    const address = read(row, 'address');
    const regNo = read(row, 'regNo') || code.regNo;
    return notes.finish('venues', {
      name,
      uscc: code.uscc,
      regNo,
      category: classified.category,
      categoryScore: classified.score,
      categoryReason: classified.reason,
      listedCategory: words.listed,
      industryCode: words.industryCode,
      scope: words.scope,
      address,
      legalPerson: read(row, 'legalPerson'),
      phone: read(row, 'phone'),
      status: read(row, 'status'),
      establishedOn: notes.date('establishedOn', read(row, 'establishedOn')),
      ...pointColumns(position, notes.positionSource),
    });
  };
}

export function schoolStager(source: ListSource): RowStager {
  const { read, crs } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const stageText = read(row, 'stage') || read(row, 'category');
    const stage = readStage(stageText, name);
    if (!stage && name !== '') notes.add('stage', 'STAGE_UNKNOWN', stageText);
    if (stage?.assumed) notes.add('stage', 'STAGE_ASSUMED', stage.stage);
    const boundary = asCampus(readShape(row, read, crs));
    const found = notes.position();
    // A campus is no point: its outline says where the school is.
    const position = notes.positionSource === 'registry' ? found : null;
    if (!position && !boundary && !notes.rejected) notes.add('lngLat', 'POSITION_MISSING');
    const schoolCode = read(row, 'schoolCode');
    const address = read(row, 'address');
    return notes.finish('schools', {
      name,
      stage: stage?.stage ?? '',
      schoolCode,
      address,
      phone: read(row, 'phone'),
      openedOn: notes.date('establishedOn', read(row, 'establishedOn')),
      ...pointColumns(position),
      ...(boundary ? { boundary: JSON.stringify(boundary), boundarySource: 'imagery' } : {}),
    });
  };
}

export function gateStager(source: ListSource, schools: SchoolFinder): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const position = notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    const schoolName = read(row, 'school');
    const schoolId = schoolName ? schools.byName(schoolName) : position && schools.near(...position);
    if (schoolId === null && !notes.rejected)
      notes.add('school', schoolName ? 'SCHOOL_NOT_FOUND' : 'SCHOOL_NOT_NEAR', schoolName);
    const name = read(row, 'name') || UNNAMED_GATE;
    return notes.finish('gates', {
      schoolId,
      name,
      isMain: /^(是|1|true|yes|主|正)/i.test(read(row, 'isMain')) || /正门|主门|大门/.test(name) ? 1 : 0,
      ...pointColumns(position),
    });
  };
}

/** Campuses become the boundary of the school of that name, or a new school. */
export function campusStager(source: ListSource): RowStager {
  const { read, crs } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name') || read(row, 'school');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const raw = readShape(row, read, crs);
    const boundary = asCampus(raw);
    if (!boundary) notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为首尾相接的多边形` : '没有图形');
    const stageText = read(row, 'stage') || read(row, 'category');
    const stage = readStage(stageText, name);
    if (!stage && name !== '') notes.add('stage', 'STAGE_UNKNOWN', stageText);
    if (stage?.assumed) notes.add('stage', 'STAGE_ASSUMED', stage.stage);
    return notes.finish('schools', {
      name,
      stage: stage?.stage ?? '',
      boundary: JSON.stringify(boundary),
      boundarySource: 'imagery',
    });
  };
}

export function facilityStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const kind = facilityKind(read(row, 'kind') || read(row, 'category'));
    if (kind === '') notes.add('kind', 'KIND_MISSING');
    const raw = readShape(row, read, source.crs);
    const shape = asLine(raw) ?? asCampus(raw);
    const position = (shape && pointOf(shape)) ?? notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    const { lng, lat } = pointColumns(position);
    const stateText = read(row, 'status');
    const state = facilityState(stateText);
    if (stateText !== '' && state === null) notes.add('status', 'STATE_UNKNOWN', stateText);
    const body = read(row, 'body');
    const checkedOn = notes.date('checkedOn', read(row, 'checkedOn'));
    return notes.finish('facilities', {
      kind,
      name: read(row, 'name'),
      lng,
      lat,
      geometry: shape && JSON.stringify(shape),
      // What a list does not say stays as it is on record.
      ...(state !== null && { state }),
      ...(body !== '' && { body }),
      ...(checkedOn !== null && { checkedOn }),
    });
  };
}

export function roadStager(source: ListSource): RowStager {
  const { read, crs } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const raw = readShape(row, read, crs);
    const line = asLine(raw);
    if (!line) notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为折线` : '没有图形');
    const kind = roadClass(read(row, 'kind') || read(row, 'category'));
    return notes.finish('roads', {
      name: read(row, 'name'),
      class: kind,
      width: roadWidth(kind),
      geometry: JSON.stringify(line),
    });
  };
}

/** Boundaries of administrative areas; 区县, 镇街 and so on stand in the list's own words. */
export function regionStager(source: ListSource): RowStager {
  const { read, crs } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const raw = readShape(row, read, crs);
    const boundary = asCampus(raw);
    if (!boundary) notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为首尾相接的多边形` : '没有图形');
    const level = regionLevel(read(row, 'kind') || read(row, 'category'));
    return notes.finish('regions', { name, level, geometry: JSON.stringify(boundary) });
  };
}

/** Standard addresses with their positions, in which places without one are found. */
export function addressStager(source: ListSource): RowStager {
  const { read } = source;
  return (row) => {
    const notes = new RowNotes(row, source);
    const address = read(row, 'address') || read(row, 'name');
    if (address === '') notes.add('address', 'ADDRESS_MISSING');
    const position = notes.position();
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    return notes.finish('addresses', { address, key: addressKey(address), ...pointColumns(position) });
  };
}

function pointColumns(position: LngLat | null, source: PositionSource = 'registry') {
  return {
    lng: position?.[0] ?? null,
    lat: position?.[1] ?? null,
    positionSource: position ? source : null,
  };
}
