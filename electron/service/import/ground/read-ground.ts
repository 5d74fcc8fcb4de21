import {
  type Ground,
  type GroundKind,
  groundName,
  groundOf,
  otherTags,
  type Tags,
} from '#shared/basemaps/ground-kinds.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { readingSchema } from '#shared/contract/import.ts';
import type { GroundOptions, MadeGround } from '#shared/contract/map.ts';
import { numberReadingOf } from '#shared/geodesy/coordinate-systems.ts';
import { boxOfPositions } from '../../cache/map/cut-ground.ts';
import { firstZoom, type GroundPart } from '../../cache/map/ground-levels.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import type { Progress } from '../../workspace/context.ts';
import { createFieldReader } from '../field-reader.ts';
import { statedSystem } from '../list-system.ts';
import type { Table, TableRow } from '../list-table.ts';
import { readTableAside } from '../read-in-thread.ts';
import { type PlacedShape, readShape } from '../row-geometry.ts';
import { closeRing, isClosed } from '../shape-parts.ts';

/** Shapes of one base map: more are a whole province, for which there are tools of their own. */
const MOST_SHAPES = 1_500_000;
/** Rows between two rests. */
const REST_EVERY = 2000;

export interface ReadGround extends Pick<MadeGround, 'left' | 'refused'> {
  readonly parts: readonly GroundPart[];
}

/**
 * The ground that files hold. What is no ground, and files that cannot be read, are told and keep nothing else out.
 * Errors: GROUND_EMPTY, GROUND_LARGE, CANCELLED, and that of the only file.
 */
export async function readGround(
  files: readonly ChosenFile[],
  options: GroundOptions,
  progress: Progress,
): Promise<ReadGround> {
  const parts: GroundPart[] = [];
  const left: MadeGround['left'] = [];
  const refused: MadeGround['refused'] = [];
  for (const file of files)
    try {
      for (const table of await tablesOf(file, progress)) {
        const told = await readParts(table, file, options, parts, progress);
        left.push(...told);
      }
    } catch (error) {
      const isOfAll =
        !(error instanceof CodedError) || error.code === 'CANCELLED' || error.code === 'GROUND_LARGE';
      if (isOfAll || files.length === 1) throw error;
      refused.push({ file: file.name, reason: error.message });
    }
  if (parts.length === 0)
    throw new CodedError('GROUND_EMPTY', { file: files.map(({ name }) => name).join('、') });
  return { parts, left, refused };
}

/** Every layer of a file by itself: read at once, those of one form would be one list. Errors: those of `readTableAside`. */
async function tablesOf(file: ChosenFile, progress: Progress): Promise<Table[]> {
  const first = await readTableAside(file, readingSchema.parse({}), progress);
  if (first.sheets.length < 2) return [first];
  const tables: Table[] = [];
  for (const sheet of first.sheets)
    tables.push(await readTableAside(file, readingSchema.parse({ sheet }), progress));
  return tables;
}

/** Adds what a table holds; tells of rows that are no ground. Errors: GROUND_LARGE, CRS_REQUIRED, CANCELLED. */
async function readParts(
  table: Table,
  file: ChosenFile,
  { as, crs }: GroundOptions,
  into: GroundPart[],
  progress: Progress,
): Promise<MadeGround['left']> {
  const read = createFieldReader(table, {});
  const system = statedSystem({ table, rows: table.rows, read, presetCrs: null }, crs);
  const numbers = numberReadingOf(system.crs, system.metres);
  const name = table.sheet ?? file.name;
  const count = { unplaced: 0, unknown: 0 };
  for (const [i, row] of table.rows.entries()) {
    if (i % REST_EVERY === 0) await progress.report('读取图形', i, table.rows.length);
    const shape = readShape(row, { read, numbers });
    const tags = tagsOf(table, row);
    const found = shape ? partsIn(shape, tags, [name, file.name], as) : null;
    if (!found) count.unplaced += 1;
    else if (found.length === 0) count.unknown += 1;
    else into.push(...found);
    if (into.length > MOST_SHAPES) throw new CodedError('GROUND_LARGE', { most: MOST_SHAPES });
  }
  const label = table.sheet && table.sheet !== file.name ? `${file.name}（${table.sheet}）` : file.name;
  return [
    ...(count.unplaced > 0 ? [{ name: label, rows: count.unplaced, reason: '没有能读的图形' }] : []),
    ...(count.unknown > 0
      ? [{ name: label, rows: count.unknown, reason: '看不出是水面、绿地、建筑还是别的，请指明内容' }]
      : []),
  ];
}

function tagsOf(table: Table, { cells }: TableRow): Tags {
  const own = Object.fromEntries(table.columns.map((column, i) => [column.toLowerCase(), cells[i] ?? '']));
  return { ...otherTags(own.other_tags ?? ''), ...own };
}

/** The parts of a shape; empty where nobody says what it is, null where it has no parts that can be read. */
function partsIn(
  shape: PlacedShape,
  tags: Tags,
  names: readonly string[],
  as: GroundKind | null,
): GroundPart[] | null {
  const { areas, lines, points } = shape;
  const geometries: GeoJSON.Geometry[] = [
    ...areas.flatMap(areaOf),
    ...lines.flatMap((line) => lineOf(line, as)),
    ...(areas.length + lines.length > 0
      ? []
      : points.map((at): GeoJSON.Point => ({ type: 'Point', coordinates: [...at] }))),
  ];
  if (geometries.length === 0) return null;
  const name = groundName(tags);
  return geometries.flatMap((geometry) => {
    const ground = tell(geometry, tags, names, as);
    if (!ground) return [];
    return piecesOf(geometry, ground).flatMap((piece) => partOf(piece, ground, name));
  });
}

function tell(
  { type }: GeoJSON.Geometry,
  tags: Tags,
  names: readonly string[],
  as: GroundKind | null,
): Ground | null {
  const shape = type === 'Polygon' ? 'area' : type === 'Point' ? 'point' : 'line';
  // Where a person says what a file is, its name is that word; tags still tell the use of an area, the class of a road.
  if (as === null)
    return names.map((name) => groundOf(shape, tags, name)).find((ground) => ground !== null) ?? null;
  if ((as === 'places') !== (shape === 'point')) return null;
  const own = groundOf(shape, tags, namedAs[as]);
  return own?.kind === as ? own : { kind: as, use: as === 'landuse' ? 'park' : '' };
}

/** A name of a file that says a kind. */
const namedAs: Readonly<Record<GroundKind, string>> = {
  landuse: '绿地',
  water: '水系',
  waterways: '水系',
  borders: '边界',
  rails: '铁路',
  roads: '道路',
  buildings: '建筑',
  places: '地名',
};

/** An outline is drawn as a line: filled it would hide what lies in it. */
function piecesOf(geometry: GeoJSON.Geometry, { kind }: Ground): GeoJSON.Geometry[] {
  if (geometry.type !== 'Polygon') return [geometry];
  if (kind !== 'borders' && kind !== 'roads' && kind !== 'rails' && kind !== 'waterways') return [geometry];
  return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }));
}

function areaOf(rings: readonly (readonly GeoJSON.Position[])[]): GeoJSON.Polygon[] {
  const closed = rings.map(closeRing).filter((ring) => ring.length >= 4);
  return closed.length === 0 ? [] : [{ type: 'Polygon', coordinates: closed }];
}

/** Files of drawings hold areas as lines that end where they began: they are areas where somebody says so. */
function lineOf(
  line: readonly GeoJSON.Position[],
  as: GroundKind | null,
): (GeoJSON.LineString | GeoJSON.Polygon)[] {
  if (line.length < 2) return [];
  const isArea = as === 'buildings' || as === 'water' || as === 'landuse';
  if (isArea && line.length >= 4 && isClosed(line)) return areaOf([line]);
  return [{ type: 'LineString', coordinates: [...line] }];
}

function partOf(geometry: GeoJSON.Geometry, { kind, use }: Ground, name: string): GroundPart[] {
  const positions = positionsOf(geometry);
  const box = boxOfPositions(positions);
  if (!box) return [];
  const properties = { ...(name !== '' && kind !== 'buildings' && { name }), ...(use !== '' && { use }) };
  const feature: GeoJSON.Feature = { type: 'Feature', geometry, properties };
  return [{ kind, feature, box, corners: positions.length, from: firstZoom(kind, use) }];
}

function positionsOf(geometry: GeoJSON.Geometry): GeoJSON.Position[] {
  if (geometry.type === 'Polygon') return geometry.coordinates.flat();
  if (geometry.type === 'LineString') return geometry.coordinates;
  return geometry.type === 'Point' ? [geometry.coordinates] : [];
}
