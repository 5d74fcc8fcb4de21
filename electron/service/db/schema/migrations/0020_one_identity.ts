import { type Kysely, sql } from 'kysely';

/**
 * One rule says by what lists and people name the same place; facilities, roads and regions hold what people set, as
 * venues, schools and gates do. Identities that were made by another rule are made anew, and what people set so far is
 * held; kept edits are told the same, so that they can still be undone.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const table of ['facilities', 'roads', 'regions'])
    await sql.raw(`alter table "${table}" add column "held" text not null default '[]'`).execute(db);
  const held = await renewEdits(db);
  for (const table of tables) await renewRows(db, table, held);
  await renewAliases(db);
}

const tables = ['schools', 'gates', 'venues', 'facilities', 'roads', 'regions'] as const;
type Table = (typeof tables)[number];
type Row = Record<string, string | number | null>;

/** Tables in which not all was held that people set. */
const notHeld: readonly Table[] = ['gates', 'facilities', 'roads', 'regions'];
/** Columns that say nothing of the place itself. */
const bookkeeping = ['id', 'schoolId', 'identity', 'contentHash', 'batchId', 'held'];

/** Rows of which something can change; of venues, those with a code stay as they are. */
const affected: Readonly<Record<Table, string>> = {
  schools: `"contentHash" = '' or "identity" not like '%|%'`,
  gates: 'true',
  venues: `"contentHash" = '' or "identity" like 'no:%'`,
  facilities: 'true',
  roads: 'true',
  regions: 'true',
};

async function renewRows(db: Kysely<any>, table: Table, held: ReadonlyMap<string, string[]>): Promise<void> {
  const { rows } = await sql<Row>`
    select * from ${sql.table(table)} where ${sql.raw(affected[table])}`.execute(db);
  for (const row of rows) {
    const identity = identityOf(table, row);
    const columns = notHeld.includes(table)
      ? (held.get(`${table} ${row.id}`) ?? heldAtFirst(row))
      : parseList(row.held);
    const text = JSON.stringify(columns);
    if (identity !== row.identity || text !== row.held)
      await sql`update ${sql.table(table)} set "identity" = ${identity}, "held" = ${text} where "id" = ${row.id}`.execute(
        db,
      );
  }
}

/** Licence numbers of venues that were merged away. */
async function renewAliases(db: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ identity: string }>`
    select "identity" from "aliases" where "identity" like 'no:%'`.execute(db);
  for (const { identity } of rows) {
    const renewed = `no:${comparable(identity.slice(3))}`;
    if (renewed !== identity)
      await sql`update or ignore "aliases" set "identity" = ${renewed} where "identity" = ${identity}`.execute(
        db,
      );
  }
}

interface EditRow {
  readonly editId: number;
  readonly place: number;
  readonly table: Table;
  readonly rowId: number;
  readonly before: string | null;
  readonly after: string | null;
  readonly undoneAt: string | null;
}

/** Goes through the kept edits in their order; returns what is held now of each row that was edited, by table and id. */
async function renewEdits(db: Kysely<any>): Promise<Map<string, string[]>> {
  const { rows } = await sql<EditRow>`
    select r.*, e."undoneAt" from "editRows" r join "edits" e on e."id" = r."editId"
    where r."table" in (${sql.join([...tables])}) order by r."editId", r."place"`.execute(db);
  const now = new Map<string, string[]>();
  // What would be held after the edits that were undone since the last one that stands.
  const redone = new Map<string, string[]>();
  for (const row of rows) {
    const { editId, place, table, rowId, undoneAt } = row;
    const [before, after] = [parseRow(row.before), parseRow(row.after)];
    const key = `${table} ${rowId}`;
    const known = (undoneAt === null ? undefined : redone.get(key)) ?? now.get(key);
    const first = before && (known ?? heldAtFirst(before));
    const last = after && heldAfter(first, before, after);
    const side = (values: Row | null, columns: string[] | null) =>
      values && JSON.stringify(renewed(table, values, columns ?? []));
    await sql`update "editRows" set "before" = ${side(before, first)}, "after" = ${side(after, last)}
      where "editId" = ${editId} and "place" = ${place}`.execute(db);
    if (first && !now.has(key)) now.set(key, first);
    if (undoneAt === null) {
      now.set(key, last ?? []);
      redone.delete(key);
    } else redone.set(key, last ?? []);
  }
  return now;
}

function renewed(table: Table, row: Row, held: string[]): Row {
  const identity = identityOf(table, row);
  return notHeld.includes(table) ? { ...row, identity, held: JSON.stringify(held) } : { ...row, identity };
}

/** What is held of a row before the first edit that is known of it: all that a person said where a person made it. */
function heldAtFirst(row: Row): string[] {
  if (row.contentHash !== '') return parseList(row.held);
  // Of what is only planned, neither where it stands nor that it stands was said.
  const filled = isPlanned(row)
    ? ['kind', 'note']
    : Object.keys(row).filter((column) => row[column] !== null && row[column] !== '');
  return union(parseList(row.held), filled);
}

function heldAfter(held: string[] | null, before: Row | null, after: Row): string[] {
  if (!held || !before) return heldAtFirst(after);
  const changed = Object.keys(after).filter((column) => after[column] !== (before[column] ?? null));
  return union(union(held, parseList(after.held)), changed);
}

function isPlanned({ identity }: Row): boolean {
  return /\|规划 \d+ /.test(String(identity ?? ''));
}

function union(held: readonly string[], more: readonly string[]): string[] {
  return [...new Set([...held, ...more.filter((column) => !bookkeeping.includes(column))])];
}

function parseList(text: string | number | null | undefined): string[] {
  return typeof text === 'string' ? (JSON.parse(text) as string[]) : [];
}

function parseRow(text: string | null): Row | null {
  return text === null ? null : (JSON.parse(text) as Row);
}

/** By what lists and people name a place; one that a list has named keeps what the list called it. */
function identityOf(table: Table, row: Row): string {
  const own = row.contentHash === '';
  const text = (column: string) => comparable(String(row[column] ?? ''));
  const known = String(row.identity);
  const [head = '', ...tail] = known.split('|');
  switch (table) {
    case 'schools':
      if (own) return text('schoolCode') || `${text('name')}|${text('address')}`;
      return tail.length === 0 ? comparable(known) : known;
    case 'venues':
      if (own)
        return text('uscc') || (row.regNo ? `no:${text('regNo')}` : `${text('name')}|${text('address')}`);
      return known.startsWith('no:') ? `no:${comparable(known.slice(3))}` : known;
    case 'gates':
      // Lists put where an unnamed gate stands behind its name, and nothing behind other names.
      return `${head}|${own ? text('name') || '校门' : tail.slice(0, Math.max(1, tail.length - 1)).join('|')}`;
    case 'facilities':
      if (own) return `${text('kind')}|${spot([Number(row.lng), Number(row.lat)])}`;
      return `${comparable(head)}|${tail.join('|')}`;
    case 'roads':
      return lineIdentity(String(row.geometry));
    case 'regions':
      return own ? `${text('level')}|${text('name')}` : `${comparable(head)}|${tail.join('|')}`;
  }
}

function spot([lng = 0, lat = 0]: readonly number[]): string {
  return `${lng.toFixed(6)},${lat.toFixed(6)}`;
}

function lineIdentity(geometry: string): string {
  const { coordinates } = JSON.parse(geometry) as { coordinates: number[][] };
  const points = coordinates.map(spot);
  const line = points.filter((point, at) => point !== points[at - 1]);
  const [forth, back] = [line.join(' '), [...line].reverse().join(' ')];
  const text = forth < back ? forth : back;
  const ends = text.split(' ');
  return `${ends[0]}|${ends.at(-1)}|${line.length}|${digest(text)}`;
}

function digest(text: string): string {
  let first = 0x811c9dc5;
  let second = 0x1b873593;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    first = Math.imul(first ^ code, 0x01000193);
    second = Math.imul(second ^ code, 0x85ebca6b);
  }
  return [first, second].map((sum) => (sum >>> 0).toString(36)).join('');
}

/** Half width, one kind of bracket, no spaces, upper case. */
function comparable(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/\s+/g, '')
    .replace(/[[{【〔「『〈《]/g, '(')
    .replace(/[\]}】〕」』〉》]/g, ')')
    .toUpperCase();
}
