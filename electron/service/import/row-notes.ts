import type { ImportProblem } from '#shared/contract/import.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { readDate, readSerialDate } from '#shared/registry/date.ts';
import { type IdentifiedTable, identityOf } from '#shared/registry/identity.ts';
import type { PositionSource } from '#shared/zones/uncertainty.ts';
import type { TableRow } from './list-table.ts';
import { readPosition } from './row-geometry.ts';
import { type ProblemCode, problem } from './row-problem.ts';
import type { ColumnValues, ListSource, StagedRow } from './staged-row.ts';

/** What is noted of one row of a list while its fields are read. */
export class RowNotes {
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

export function pointColumns(position: LngLat | null, source: PositionSource = 'registry') {
  return {
    lng: position?.[0] ?? null,
    lat: position?.[1] ?? null,
    positionSource: position ? source : null,
  };
}
