import SqliteDatabase from 'better-sqlite3';
import { openForeignFile } from './foreign-file.ts';

export interface MbtilesFile {
  readonly metadata: Readonly<Record<string, string | undefined>>;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** The stored bytes; `row` counts from the south. */
  tile(zoom: number, column: number, row: number): Uint8Array | null;
  close(): void;
}

/** Opens an MBTiles file read-only. Throws where it is no MBTiles file. */
export function openMbtilesFile(path: string): MbtilesFile {
  const sqlite = openForeignFile(path);
  try {
    const rows = sqlite.prepare('select name, value from metadata').all() as {
      name: string;
      value: string;
    }[];
    const zooms = sqlite
      .prepare('select min(zoom_level) as low, max(zoom_level) as high from tiles')
      .get() as {
      low: number | null;
      high: number | null;
    };
    const select = sqlite.prepare(
      'select tile_data as bytes from tiles where zoom_level = ? and tile_column = ? and tile_row = ?',
    );
    return {
      metadata: Object.fromEntries(rows.map((row) => [row.name, row.value])),
      minzoom: zooms.low ?? 0,
      maxzoom: zooms.high ?? 0,
      tile: (zoom, column, row) =>
        (select.get(zoom, column, row) as { bytes: Uint8Array } | undefined)?.bytes ?? null,
      close: () => sqlite.close(),
    };
  } catch (error) {
    sqlite.close();
    throw error;
  }
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
