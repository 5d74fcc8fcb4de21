import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';

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

/** What begins a PNG: by one of its tiles a base map is opened. */
const SOUND_TILE = "x'89504e470d0a1a0a0000000d494844520000010000000100'";

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

/** The same in the place of a table of a workspace. */
export function spoilTable(path: string, kind: HostileKind, table: string): void {
  const sqlite = new SqliteDatabase(path);
  const columns = sqlite.pragma(`table_info("${table}")`);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`drop table "${table}"`);
  writeHostile(
    sqlite,
    path,
    kind,
    table,
    z
      .array(z.object({ name: z.string() }))
      .parse(columns)
      .map(({ name }) => name),
  );
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
    insert into "${name}" values (1, 1, 1, ${SOUND_TILE}); create table filler (x)`);
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

/** Lets the pages of a table of an ordinary database lead to each other: its one page is read again and again. */
export function tangleTable(path: string, table: string): void {
  const sqlite = new SqliteDatabase(path);
  const root = Number(sqlite.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table));
  sqlite.close();
  const pages = openPages(path);
  const leaf = Buffer.from(pages.page(root));
  tangle(pages.page(root), pages, leaf);
  pages.write();
}

/** What a blob must have so that its size is written in as many bytes as that of a swollen one, and a little more. */
export const SWELLING_BLOB = 2 ** 21 + 5000;

/**
 * Lets each row of a table, whose blob is a `SWELLING_BLOB`, claim one of at least so many bytes: the page on which it goes
 * on leads to itself, so that the pages of one are enough for them all. SQLite believes no row that is larger than the
 * file: the file has a hole at its end that takes no room on the disk.
 */
export function swellBlobs(path: string, table: string, bytes: number): void {
  const sqlite = new SqliteDatabase(path);
  const rows = sqlite.prepare('select rootpage from sqlite_schema where name = ?').pluck().get(table);
  sqlite.close();
  const pages = openPages(path);
  // What stays on the page of the row is the same for sizes that differ by whole pages.
  const room = pages.size - 4;
  const least = Math.floor(((pages.size - 12) * 32) / 255) - 23;
  const more = Math.ceil((bytes - SWELLING_BLOB) / room) * room;
  let swollen = 0;
  for (const { leaf, start } of cellsOf(pages, Number(rows))) {
    const typeAt = leaf.indexOf(varint(2 * SWELLING_BLOB + 12), start);
    // Other rows stay as they are.
    if (typeAt < start || typeAt > start + 40) continue;
    swollen += 1;
    const size = readVarint(leaf, start);
    writeVarint(leaf, start, size + more);
    const kept = least + ((size - least) % room);
    const local = kept <= pages.size - 35 ? kept : least;
    writeVarint(leaf, typeAt, 2 * (SWELLING_BLOB + more) + 12);
    // The size takes four bytes, the number of a row among few takes one.
    const next = leaf.readUInt32BE(start + 5 + local);
    pages.page(next).writeUInt32BE(next, 0);
  }
  if (swollen === 0) throw new Error('no row has a blob of that size');
  pages.write(Math.ceil((2 * bytes) / pages.size));
}

/** Where the rows of a table stand, in a tree of two levels at most. */
function cellsOf(pages: Pages, root: number): { readonly leaf: Buffer; readonly start: number }[] {
  const top = pages.page(root);
  const count = (page: Buffer) => Array.from({ length: page.readUInt16BE(3) }, (_, i) => i);
  const isBranch = top.readUInt8(0) === 0x05;
  const child = (i: number) => top.readUInt32BE(top.readUInt16BE(12 + 2 * i));
  const leaves = isBranch
    ? [...count(top).map(child), top.readUInt32BE(8)].map((page) => pages.page(page))
    : [top];
  return leaves.flatMap((leaf) => count(leaf).map((i) => ({ leaf, start: leaf.readUInt16BE(8 + 2 * i) })));
}

/** A whole number in four bytes, as SQLite writes those from 2²¹ to 2²⁸. */
function varint(value: number): Buffer {
  return Buffer.from([21, 14, 7, 0].map((bits) => ((value >> bits) & 0x7f) | (bits > 0 ? 0x80 : 0)));
}

function writeVarint(page: Buffer, at: number, value: number): void {
  if (value < 2 ** 21 || value >= 2 ** 28) throw new Error('the number does not take four bytes');
  varint(value).copy(page, at);
}

function readVarint(page: Buffer, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum * 128 + (page.readUInt8(at + i) & 0x7f), 0);
}

/** A small database whose list of tables is read without end, before anything can be asked of it. */
export function writeEndlessSchema(path: string): void {
  const sqlite = new SqliteDatabase(path);
  sqlite.exec('pragma page_size = 512; create table "meta" ("key" text unique)');
  sqlite.close();
  const pages = openPages(path);
  const first = pages.page(1);
  const cells = [0, 1].map((i) => {
    const start = first.readUInt16BE(100 + 8 + 2 * i);
    // Sizes and numbers of so small a database take one byte each.
    return Buffer.from(first.subarray(start, start + 2 + first.readUInt8(start)));
  });
  // The second row names the index that the table itself brings: it may be told as often as somebody likes.
  const own = writeLeaf(Buffer.alloc(pages.size), cells);
  const again = writeLeaf(Buffer.alloc(pages.size), cells.slice(1));
  const [child = 0] = pages.append(own);
  const branch = Buffer.alloc(pages.size);
  tangle(branch, pages, again);
  const [rest = 0] = pages.append(branch);
  writeBranch(pages.page(1), rest, 100);
  // Its first child is the true list.
  const start = pages.page(1).readUInt16BE(112);
  pages.page(1).writeUInt32BE(child, start);
  pages.write();
}

interface Pages {
  readonly size: number;
  page(number: number): Buffer;
  /** Their numbers. */
  append(...more: readonly Buffer[]): number[];
  /** With a hole at the end, where there are to be more pages. */
  write(least?: number): void;
}

function openPages(path: string): Pages {
  const bytes = readFileSync(path);
  const size = bytes.readUInt16BE(16);
  const pages: Buffer[] = Array.from({ length: bytes.length / size }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const page = (number: number) => pages[number - 1] ?? Buffer.alloc(0);
  return {
    size,
    page,
    append: (...more) => more.map((each) => pages.push(each)),
    write(least = 0) {
      const count = Math.max(pages.length, least);
      page(1).writeUInt32BE(count, 28);
      writeFileSync(path, Buffer.concat(pages));
      truncateSync(path, count * size);
    },
  };
}

/** Makes a branch of a page, over twelve levels of pages that lead to one leaf by fifty ways each. */
function tangle(top: Buffer, pages: Pages, leaf: Buffer): void {
  let [below = 0] = pages.append(leaf);
  for (let level = 0; level < 12; level++) {
    const branch = Buffer.alloc(pages.size);
    writeBranch(branch, below);
    [below = 0] = pages.append(branch);
  }
  writeBranch(top, below);
}

/** A page of rows, as SQLite's file format lays it out. */
function writeLeaf(page: Buffer, cells: readonly Buffer[]): Buffer {
  page.writeUInt8(0x0d, 0);
  page.writeUInt16BE(cells.length, 3);
  let start = page.length;
  for (const [i, cell] of cells.entries()) {
    start -= cell.length;
    cell.copy(page, start);
    page.writeUInt16BE(start, 8 + 2 * i);
  }
  page.writeUInt16BE(start, 5);
  return page;
}

/** A page of branches that all lead to one child, as SQLite's file format lays it out. */
function writeBranch(page: Buffer, child: number, header = 0): void {
  const count = 50;
  page.fill(0, header);
  page.writeUInt8(0x05, header);
  page.writeUInt16BE(count, header + 3);
  const start = page.length - count * 5;
  page.writeUInt16BE(start, header + 5);
  page.writeUInt32BE(child, header + 8);
  for (let i = 0; i < count; i++) {
    page.writeUInt16BE(start + i * 5, header + 12 + 2 * i);
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
