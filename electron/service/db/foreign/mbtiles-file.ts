import SqliteDatabase from 'better-sqlite3';
import { ForeignFile } from './foreign-file.ts';

/** What an MBTiles file says of itself. */
export interface MbtilesHeader {
  readonly metadata: Readonly<Record<string, string>>;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** A tile that has bytes, by which the others are known; null where there is none. */
  readonly sample: MbtilesTile | null;
}

export interface MbtilesFile extends MbtilesHeader {
  /** The stored bytes; `row` counts from the south. */
  tile(zoom: number, column: number, row: number): Uint8Array | null;
}

/** Tiles are a few MiB at most; what is larger is none. */
const LARGEST_TILE = 64 * 2 ** 20;
const LONGEST_METADATA = 16 * 2 ** 20;
const MOST_METADATA = 1000;
const DEEPEST_ZOOM = 30;

const PLACE = ['zoom_level', 'tile_column', 'tile_row'];
/**
 * Where equal tiles are stored once, `tiles` is a view over two tables. These are the ones that writers of MBTiles
 * make (mbutil, tippecanoe and others; Planetiler). The tables are read, the view is not.
 */
const sharedTiles = [
  { places: 'map', images: 'images', key: 'tile_id' },
  { places: 'tiles_shallow', images: 'tiles_data', key: 'tile_data_id' },
];

/** Opens an MBTiles file read-only, in a reader process alone. Throws where it is none, or its tiles are no ordinary table. */
export function openMbtilesFile(path: string): MbtilesFile {
  const file = new ForeignFile(path);
  try {
    const metadata = readMetadata(file);
    const { places, bytesAt } = findTiles(file);
    const said = zoomsOf(metadata) ?? file.rangeOf(places, 'zoom_level');
    return {
      metadata,
      minzoom: said?.least ?? 0,
      maxzoom: said?.most ?? 0,
      sample: findSample(file, places, bytesAt),
      tile(zoom, column, row) {
        const bytes = bytesAt(zoom, column, row);
        if (!(bytes instanceof Uint8Array)) return null;
        if (bytes.length > LARGEST_TILE) throw new Error('a tile is too large');
        return bytes;
      },
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

function readMetadata(file: ForeignFile): Record<string, string> {
  const metadata: Record<string, string> = {};
  let count = 0;
  for (const { name, value } of file.select('metadata', ['name', 'value'])()) {
    if (++count > MOST_METADATA) throw new Error('there is too much metadata');
    const text = String(value ?? '');
    if (text.length > LONGEST_METADATA) throw new Error('the metadata is too long');
    metadata[String(name)] = text;
  }
  return metadata;
}

interface TileTables {
  /** The table that has the places of the tiles. */
  readonly places: string;
  readonly bytesAt: (...place: readonly number[]) => unknown;
}

function findTiles(file: ForeignFile): TileTables {
  if (file.hasTable('tiles', [...PLACE, 'tile_data'])) {
    const select = file.select('tiles', ['tile_data'], PLACE);
    return { places: 'tiles', bytesAt: (...place) => first(select(...place))?.tile_data };
  }
  for (const { places, images, key } of sharedTiles) {
    if (!file.hasTable(places, [...PLACE, key]) || !file.hasTable(images, [key, 'tile_data'])) continue;
    const findKey = file.select(places, [key], PLACE);
    const findBytes = file.select(images, ['tile_data'], [key]);
    return {
      places,
      bytesAt(...place) {
        const found = first(findKey(...place))?.[key];
        return found === undefined || found === null ? null : first(findBytes(found))?.tile_data;
      },
    };
  }
  throw new Error('there are no tiles in ordinary tables');
}

/** So many places are looked at for one that has bytes. */
const MOST_SAMPLED = 100;

function findSample(file: ForeignFile, places: string, bytesAt: TileTables['bytesAt']): MbtilesTile | null {
  let looked = 0;
  const found: number[][] = [];
  for (const row of file.select(places, PLACE)()) {
    found.push(PLACE.map((column) => Number(row[column])));
    if (++looked >= MOST_SAMPLED) break;
  }
  for (const [zoom = 0, column = 0, row = 0] of found) {
    const bytes = bytesAt(zoom, column, row);
    if (bytes instanceof Uint8Array && bytes.length > 0 && bytes.length <= LARGEST_TILE)
      return { zoom, column, row, bytes };
  }
  return null;
}

/** The first row; the rest is not read. */
function first<Row>(rows: Iterable<Row>): Row | null {
  for (const row of rows) return row;
  return null;
}

/** The zooms that metadata tell; null where one is missing or they make no range. */
function zoomsOf({ minzoom, maxzoom }: Readonly<Record<string, string>>) {
  const [least, most] = [zoomOf(minzoom), zoomOf(maxzoom)];
  return least === null || most === null || least > most ? null : { least, most };
}

/** A zoom as metadata writes it; null where it is none. */
function zoomOf(text: string | undefined): number | null {
  const zoom = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isInteger(zoom) && zoom >= 0 && zoom <= DEEPEST_ZOOM ? zoom : null;
}

export interface MbtilesTile {
  readonly zoom: number;
  readonly column: number;
  /** Counts from the south. */
  readonly row: number;
  readonly bytes: Uint8Array;
}

/** Writes a new MBTiles 1.3 file. */
export function writeMbtilesFile(
  path: string,
  metadata: Record<string, string>,
  tiles: Iterable<MbtilesTile>,
): void {
  const sqlite = new SqliteDatabase(path);
  try {
    sqlite.pragma('trusted_schema = off');
    sqlite.exec(`
      create table metadata (name text, value text);
      create table tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
      create unique index tile_index on tiles (zoom_level, tile_column, tile_row);
    `);
    const insertMetadata = sqlite.prepare('insert into metadata values (?, ?)');
    const insertTile = sqlite.prepare('insert into tiles values (?, ?, ?, ?)');
    sqlite.transaction(() => {
      for (const [name, value] of Object.entries(metadata)) insertMetadata.run(name, value);
      for (const { zoom, column, row, bytes } of tiles) insertTile.run(zoom, column, row, Buffer.from(bytes));
    })();
  } finally {
    sqlite.close();
  }
}
