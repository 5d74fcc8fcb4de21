import { readFileSync, writeFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

/** Ways in which a small SQLite file never ends to be read; each is a text that makes `tiles`, or a layer, of it. */
export const hostileKinds = [
  'a recursive view',
  'a view that joins json_each with itself',
  'a computed column',
  'a view of views without end',
  'a virtual table',
  'a tree of pages that meets itself',
] as const;
export type HostileKind = (typeof hostileKinds)[number];

const COLUMNS = ['zoom_level', 'tile_column', 'tile_row', 'tile_data'];
const LONG_LIST = `'[${Array(4000).fill(0).join(',')}]'`;

/** SQL that makes something of that name with four columns; null for what is no matter of SQL. */
function hostileSql(kind: HostileKind, name: string, columns: readonly string[]): string | null {
  const [a = '', b = '', c = '', d = ''] = columns.map((column) => `"${column}"`);
  switch (kind) {
    case 'a recursive view':
      return `create view "${name}" as with recursive n(i) as (select 0 union all select i + 1 from n) select i as ${a}, i as ${b}, i as ${c}, null as ${d} from n`;
    case 'a view that joins json_each with itself': {
      const joined = ['p', 'q', 'r', 's'].map((each) => `json_each(${LONG_LIST}) ${each}`).join(', ');
      return `create view "${name}" as select p.key as ${a}, q.key as ${b}, r.key as ${c}, s.key as ${d} from ${joined}`;
    }
    case 'a computed column': {
      // A long text is made for each of many short rows. It is computed when it is read; added last, not when rows are written.
      const slow = `length(hex(zeroblob(30000000 + ${b})))`;
      const rows =
        'with recursive n(i) as (select 0 union all select i + 1 from n where i < 2000) select i, i from n';
      return `create table "${name}" (${b} integer, ${c} integer, ${d} blob); insert into "${name}" (${b}, ${c}) ${rows}; alter table "${name}" add column ${a} integer as (${slow})`;
    }
    case 'a view of views without end': {
      const views = Array.from({ length: 40 }, (_, i) =>
        i === 0
          ? `create view v0 as select 0 as ${a}, 0 as ${b}, 0 as ${c}, null as ${d}`
          : `create view v${i} as select * from v${i - 1} union all select * from v${i - 1}`,
      );
      return `${views.join('; ')}; create view "${name}" as select * from v39`;
    }
    case 'a virtual table':
      return `create virtual table "${name}" using fts5(${a}, ${b}, ${c}, ${d})`;
    case 'a tree of pages that meets itself':
      return null;
  }
}

/** A small MBTiles file that never ends to be read. With `zooms` it is not asked for them, and opens. */
export function writeHostileMbtiles(path: string, kind: HostileKind, zooms = false): void {
  const sqlite = new SqliteDatabase(path);
  sqlite.exec('pragma page_size = 512; create table metadata (name text, value text)');
  if (zooms)
    sqlite.exec(
      "insert into metadata values ('name', '慢图'), ('minzoom', '0'), ('maxzoom', '9'), ('format', 'png')",
    );
  writeHostile(sqlite, path, kind, 'tiles', COLUMNS);
}

/** Puts something that never ends to be read in the place of a layer of a GeoPackage. */
export function spoilLayer(path: string, kind: HostileKind, layer: string): void {
  const sqlite = new SqliteDatabase(path);
  sqlite.exec(`drop table "${layer}"`);
  writeHostile(sqlite, path, kind, layer, ['fid', 'geom', '名称', '地址']);
}

function writeHostile(
  sqlite: SqliteDatabase.Database,
  path: string,
  kind: HostileKind,
  name: string,
  columns: readonly string[],
): void {
  const sql = hostileSql(kind, name, columns);
  if (sql !== null) {
    sqlite.exec(sql);
    sqlite.close();
    return;
  }
  sqlite.exec(`create table "${name}" (${columns.map((column) => `"${column}"`).join(', ')});
    insert into "${name}" values (1, 1, 1, 1); create table filler (x)`);
  const fill = sqlite.prepare('insert into filler values (zeroblob(?))');
  const size = Number(sqlite.pragma('page_size', { simple: true }));
  for (let i = 0; i < 200; i++) fill.run(size - 100);
  const root = sqlite.prepare('select rootpage from sqlite_schema where name = ?').pluck();
  const [table, filler] = [Number(root.get(name)), Number(root.get('filler'))];
  const last = Number(sqlite.pragma('page_count', { simple: true }));
  sqlite.close();
  const bytes = readFileSync(path);
  const page = (number: number) => bytes.subarray((number - 1) * size, number * size);
  // Pages of the filler are taken: the last one becomes the leaf of the table, those before it lead to it.
  const levels = Array.from({ length: 12 }, (_, i) => last - 12 + i);
  if (levels.some((number) => number <= Math.max(table, filler) + 1))
    throw new Error('the filler is too small');
  page(table).copy(page(last));
  for (const [i, number] of [table, ...levels].entries())
    writeBranch(page(number), [...levels, last][i] ?? last);
  writeFileSync(path, bytes);
}

/** A page of branches that all lead to one child, as SQLite's file format lays it out. */
function writeBranch(page: Buffer, child: number): void {
  const count = 50;
  page.fill(0);
  page.writeUInt8(0x05, 0);
  page.writeUInt16BE(count, 3);
  const start = page.length - count * 5;
  page.writeUInt16BE(start, 5);
  page.writeUInt32BE(child, 8);
  for (let i = 0; i < count; i++) {
    page.writeUInt16BE(start + i * 5, 12 + 2 * i);
    page.writeUInt32BE(child, start + i * 5);
    page.writeUInt8(i + 1, start + i * 5 + 4);
  }
}

/** An MBTiles file that keeps equal tiles once, as most writers do: `tiles` is a view over two tables. */
export function writeSharedMbtiles(
  path: string,
  form: 'map and images' | 'shallow and data',
  tiles: readonly { readonly at: readonly [z: number, x: number, row: number]; readonly bytes: Uint8Array }[],
): void {
  const [places, images, key] =
    form === 'map and images'
      ? ['map', 'images', 'tile_id']
      : ['tiles_shallow', 'tiles_data', 'tile_data_id'];
  const sqlite = new SqliteDatabase(path);
  sqlite.exec(`
    create table metadata (name text, value text);
    insert into metadata values ('name', '去重'), ('format', 'png');
    create table ${places} (zoom_level integer, tile_column integer, tile_row integer, ${key});
    create table ${images} (${key}, tile_data blob);
    create view tiles as select zoom_level, tile_column, tile_row, tile_data
      from ${places} join ${images} on ${images}.${key} = ${places}.${key};
  `);
  for (const [i, { at, bytes }] of tiles.entries()) {
    sqlite.prepare(`insert into ${places} values (?, ?, ?, ?)`).run(...at, `t${i}`);
    sqlite.prepare(`insert into ${images} values (?, ?)`).run(`t${i}`, Buffer.from(bytes));
  }
  sqlite.close();
}
