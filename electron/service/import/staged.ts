import { createHash } from 'node:crypto';
import type { Category } from '#shared/classification/category.ts';
import { createClassifier } from '#shared/classification/classify.ts';
import type { ImportProblem } from '#shared/contract/import.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import { readCreditCode } from '#shared/registry/credit-code.ts';
import { readDate } from '#shared/registry/date.ts';
import { readStage } from '#shared/registry/stage.ts';
import { comparable } from '#shared/registry/text.ts';
import type { FieldReader } from './columns.ts';
import { facilityKind, regionLevel, roadClass, roadWidth } from './kinds.ts';
import { type ProblemCode, problem } from './problem.ts';
import { asCampus, asLine, readPosition, readShape } from './shape.ts';
import type { TableRow } from './table.ts';

export type ColumnValues = Record<string, string | number | null>;

/** A row ready to be matched and written; `values` are table columns. */
export interface StagedRow {
  readonly number: number;
  readonly identity: string;
  readonly contentHash: string;
  readonly values: ColumnValues;
}

/** What turns one row of a list into a staged row, or sets it aside. */
export type RowStager = (row: TableRow) => { staged: StagedRow | null; problems: ImportProblem[] };

/** Knows the schools that gates and campuses belong to. */
export interface SchoolFinder {
  byName(name: string): number | null;
  near(lng: number, lat: number): number | null;
}

/** What tells two versions of a row apart. */
export function hashOf(values: ColumnValues): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url');
}

class RowNotes {
  readonly problems: ImportProblem[] = [];
  readonly #row: number;

  constructor(row: number) {
    this.#row = row;
  }

  add(field: string, code: ProblemCode, value = ''): void {
    this.problems.push(problem(this.#row, field, code, value));
  }

  get rejected(): boolean {
    return this.problems.some((entry) => entry.rejected);
  }

  /** Reads a date, noting one that cannot be understood. */
  date(field: string, text: string): string | null {
    const date = text === '' ? null : readDate(text);
    if (text !== '' && date === null) this.add(field, 'DATE_INVALID', text);
    return date;
  }

  position(row: TableRow, read: FieldReader, crs: ReferenceSystem) {
    const reading = readPosition(row, read, crs);
    if (reading.fault) this.add('lngLat', reading.fault, reading.value);
    return reading.position;
  }

  finish(identity: string, values: ColumnValues): { staged: StagedRow | null; problems: ImportProblem[] } {
    if (this.rejected) return { staged: null, problems: this.problems };
    const staged = { number: this.#row, identity, contentHash: hashOf(values), values };
    return { staged, problems: this.problems };
  }
}

export function venueStager(
  read: FieldReader,
  crs: ReferenceSystem,
  categories: readonly Category[],
): RowStager {
  const classify = createClassifier(categories);
  return (row) => {
    const notes = new RowNotes(row.number);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const code = readCreditCode(read(row, 'uscc'));
    if (code.fault === 'scientific') notes.add('uscc', 'CODE_SCIENTIFIC', read(row, 'uscc'));
    else if (code.fault) notes.add('uscc', 'CODE_INVALID', code.uscc);
    const position = notes.position(row, read, crs);
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_MISSING');
    const words = {
      name,
      listed: read(row, 'category'),
      scope: read(row, 'scope'),
      industryCode: read(row, 'industryCode'),
    };
    const classified = classify(words);
    const address = read(row, 'address');
    return notes.finish(code.uscc || `${comparable(name)}|${comparable(address)}`, {
      name,
      uscc: code.uscc,
      regNo: read(row, 'regNo') || code.regNo,
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
      ...pointColumns(position),
    });
  };
}

export function schoolStager(read: FieldReader, crs: ReferenceSystem): RowStager {
  return (row) => {
    const notes = new RowNotes(row.number);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const stageText = read(row, 'stage') || read(row, 'category');
    const stage = readStage(stageText, name);
    if (!stage && name !== '') notes.add('stage', 'STAGE_UNKNOWN', stageText);
    if (stage?.assumed) notes.add('stage', 'STAGE_ASSUMED', stage.stage);
    const boundary = asCampus(readShape(row, read, crs));
    const position = notes.position(row, read, crs);
    if (!position && !boundary && !notes.rejected) notes.add('lngLat', 'POSITION_MISSING');
    const schoolCode = read(row, 'schoolCode');
    const address = read(row, 'address');
    return notes.finish(schoolCode || `${comparable(name)}|${comparable(address)}`, {
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

export function gateStager(read: FieldReader, crs: ReferenceSystem, schools: SchoolFinder): RowStager {
  return (row) => {
    const notes = new RowNotes(row.number);
    const position = notes.position(row, read, crs);
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    const schoolName = read(row, 'school');
    const schoolId = schoolName ? schools.byName(schoolName) : position && schools.near(...position);
    if (schoolId === null && !notes.rejected)
      notes.add('school', schoolName ? 'SCHOOL_NOT_FOUND' : 'SCHOOL_NOT_NEAR', schoolName);
    const name = read(row, 'name') || '校门';
    const place = position ? position.map((degree) => degree.toFixed(6)).join(',') : '';
    return notes.finish(`${schoolId}|${comparable(name)}|${name === '校门' ? place : ''}`, {
      schoolId,
      name,
      isMain: /^(是|1|true|yes|主|正)/i.test(read(row, 'isMain')) || /正门|主门|大门/.test(name) ? 1 : 0,
      ...pointColumns(position),
    });
  };
}

/** Campuses become the boundary of the school of that name, or a new school. */
export function campusStager(read: FieldReader, crs: ReferenceSystem): RowStager {
  return (row) => {
    const notes = new RowNotes(row.number);
    const name = read(row, 'name') || read(row, 'school');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const raw = readShape(row, read, crs);
    const boundary = asCampus(raw);
    if (!boundary) notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为首尾相接的多边形` : '没有图形');
    const stageText = read(row, 'stage') || read(row, 'category');
    const stage = readStage(stageText, name);
    if (!stage && name !== '') notes.add('stage', 'STAGE_UNKNOWN', stageText);
    if (stage?.assumed) notes.add('stage', 'STAGE_ASSUMED', stage.stage);
    return notes.finish(comparable(name), {
      name,
      stage: stage?.stage ?? '',
      boundary: JSON.stringify(boundary),
      boundarySource: 'imagery',
    });
  };
}

export function facilityStager(read: FieldReader, crs: ReferenceSystem): RowStager {
  return (row) => {
    const notes = new RowNotes(row.number);
    const kind = facilityKind(read(row, 'kind') || read(row, 'category'));
    if (kind === '') notes.add('kind', 'KIND_MISSING');
    const position = notes.position(row, read, crs);
    if (!position && !notes.rejected) notes.add('lngLat', 'POSITION_REQUIRED');
    const place = position ? position.map((degree) => degree.toFixed(6)).join(',') : '';
    const { lng, lat } = pointColumns(position);
    return notes.finish(`${kind}|${place}`, {
      kind,
      name: read(row, 'name'),
      state: read(row, 'status') || '完好',
      lng,
      lat,
    });
  };
}

export function roadStager(read: FieldReader, crs: ReferenceSystem): RowStager {
  return (row) => {
    const notes = new RowNotes(row.number);
    const raw = readShape(row, read, crs);
    const line = asLine(raw);
    if (!line) notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为折线` : '没有图形');
    const kind = roadClass(read(row, 'kind') || read(row, 'category'));
    const geometry = JSON.stringify(line);
    return notes.finish(createHash('sha256').update(geometry).digest('base64url'), {
      name: read(row, 'name'),
      class: kind,
      width: roadWidth(kind),
      geometry,
    });
  };
}

/** Boundaries of administrative areas; 区县, 镇街 and so on stand in the list's own words. */
export function regionStager(read: FieldReader, crs: ReferenceSystem): RowStager {
  return (row) => {
    const notes = new RowNotes(row.number);
    const name = read(row, 'name');
    if (name === '') notes.add('name', 'NAME_MISSING');
    const raw = readShape(row, read, crs);
    const boundary = asCampus(raw);
    if (!boundary) notes.add('wkt', 'SHAPE_INVALID', raw ? `${raw.type}，应为首尾相接的多边形` : '没有图形');
    const level = regionLevel(read(row, 'kind') || read(row, 'category'));
    return notes.finish(`${level}|${comparable(name)}`, { name, level, geometry: JSON.stringify(boundary) });
  };
}

function pointColumns(position: readonly [number, number] | null) {
  return {
    lng: position?.[0] ?? null,
    lat: position?.[1] ?? null,
    positionSource: position ? 'registry' : null,
  };
}
