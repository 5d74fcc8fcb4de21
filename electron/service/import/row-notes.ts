import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { readDate, readSerialDate } from '#shared/registry/date.ts';
import { type IdentifiedTable, identityOf } from '#shared/registry/identity.ts';
import { readStage, type SchoolStage, UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { coarsened, type PositionSource } from '#shared/zones/uncertainty.ts';
import type { TableRow } from './list-table.ts';
import {
  asCampus,
  type GeometryNote,
  type PlacedShape,
  readPosition,
  readShape,
  wasOpen,
} from './row-geometry.ts';
import { type ProblemCode, problem } from './row-problem.ts';
import type { ColumnValues, ListSource, StagedRow } from './staged-row.ts';

/** What is noted of one row of a list while its fields are read. */
export class RowNotes {
  readonly problems: ImportProblem[] = [];
  /** How the position came about. */
  positionSource: PositionSource = 'registry';
  /** Whether the position is only the middle of an outline. */
  isOutline = false;
  readonly #row: TableRow;
  readonly #source: ListSource;

  constructor(row: TableRow, source: ListSource) {
    this.#row = row;
    this.#source = source;
  }

  add(field: string, code: ProblemCode, value = '', said = value): void {
    this.problems.push(problem(this.#row, field, code, value, said));
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
    else this.add(field, 'DATE_SERIAL', text, `${text}”按表格序列号读作“${serial}`);
    return serial;
  }

  position(): LngLat | null {
    const { position, notes, sigma, of } = readPosition(this.#row, this.#source);
    this.#tell('lngLat', notes);
    this.isOutline = of === 'outline';
    this.positionSource = coarsened(sourceOf[of], sigma);
    return position;
  }

  /** The shape of the row, noting what had to be put right. */
  shape(): PlacedShape | null {
    const shape = readShape(this.#row, this.#source);
    this.#tell('wkt', shape?.notes ?? []);
    return shape;
  }

  /** The area that a shape is, closed where it was open; what is none is noted. */
  area(shape: PlacedShape | null): GeoJSON.Polygon | GeoJSON.MultiPolygon | null {
    const area = asCampus(shape);
    if (area && shape && wasOpen(shape)) this.add('wkt', 'SHAPE_CLOSED');
    if (!area && !this.rejected)
      this.add(
        'wkt',
        'SHAPE_INVALID',
        shape ? `${shape.type}，应为首尾相接、至少三个角的多边形` : '没有图形',
      );
    return area;
  }

  /** The stage of the school, noting one that was only assumed or that nothing tells. */
  stage(name: string): { readonly stage: SchoolStage; readonly isGuessed: boolean } {
    const { read } = this.#source;
    const text = read(this.#row, 'stage') || read(this.#row, 'category');
    const known = readStage(text, name, read(this.#row, 'schoolCode'));
    if (!known) this.add('stage', 'STAGE_UNKNOWN', text);
    if (known?.assumed) this.add('stage', 'STAGE_ASSUMED', known.stage);
    const isGuessed = known?.from !== 'words' || known.assumed;
    return { stage: known?.stage ?? UNKNOWN_STAGE, isGuessed };
  }

  /** Whether it was noted already why the row has no position. */
  get isUnplaced(): boolean {
    return this.rejected || this.has('POSITION_ZERO') || this.has('SHAPE_UNREADABLE');
  }

  /** Whether something of this kind was noted. */
  has(code: ProblemCode): boolean {
    return this.problems.some((entry) => entry.code === code);
  }

  /** Adds notes. What was found both for the position and for the shape is added once. */
  #tell(field: string, notes: readonly GeometryNote[]): void {
    for (const { code, value } of notes) if (!this.has(code)) this.add(field, code, value);
  }

  finish(
    table: IdentifiedTable,
    values: ColumnValues,
    guessed: readonly string[] = [],
  ): { staged: StagedRow | null; problems: ImportProblem[] } {
    // What is refused may lack what it would be known by.
    if (this.rejected) return { staged: null, problems: this.problems };
    const { staged, problems } = this.finishAs(identityOf(table, values), values);
    return { staged: staged && { ...staged, ...(guessed.length > 0 && { guessed }) }, problems };
  }

  /** What is known by an identity of its own. */
  finishAs(
    identity: string,
    values: ColumnValues,
    alsoKnown?: readonly string[],
  ): { staged: StagedRow | null; problems: ImportProblem[] } {
    if (this.rejected) return { staged: null, problems: this.problems };
    const { number, sheet } = this.#row;
    const place = sheet ? { number, sheet } : { number };
    return { staged: { place, identity, values, ...(alsoKnown && { alsoKnown }) }, problems: this.problems };
  }
}

/** The middle of a building lies some way from its entrance, about as far as a house number does. */
const sourceOf = { point: 'registry', outline: 'street_number', several: 'unknown' } as const;

export function pointColumns(position: LngLat | null, source: PositionSource = 'registry') {
  return {
    lng: position?.[0] ?? null,
    lat: position?.[1] ?? null,
    positionSource: position ? source : null,
  };
}
