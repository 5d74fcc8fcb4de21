import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { pack } from 'tar-stream';
import type { SavedContent } from '#shared/contract/saved.ts';

type Row = Record<string, string | number | null>;
interface PacketContent {
  way: 'out' | 'back';
  tables: Record<string, Row[]>;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A packet as an attacker would send it: with other rows of evidence, and with these files beside them. */
export function forgePacket(
  packet: Uint8Array,
  { way, attachments }: { way?: PacketContent['way']; attachments?: Row[] },
  files: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const { 'packet.json': text = new Uint8Array(), ...own } = unzipSync(packet);
  const content = JSON.parse(strFromU8(text)) as PacketContent;
  if (way) content.way = way;
  if (attachments) content.tables.attachments = attachments;
  return zipSync({ 'packet.json': strToU8(JSON.stringify(content)), ...own, ...files }, { level: 1 });
}

/** A row of evidence that names a file, as it stands in a packet or a database. */
export function evidence(file: string, of: Row = { hazardId: 10 }): Row {
  return {
    id: 9001,
    hash: file.slice(0, 64),
    file,
    name: '现场.jpg',
    type: 'image/jpeg',
    size: 1,
    thumbnail: null,
    takenAt: null,
    lng: null,
    lat: null,
    caption: '',
    visitId: null,
    hazardId: null,
    facilityId: null,
    addedAt: '2026-11-20T01:00:00.000Z',
    addedBy: 'x',
    removedAt: null,
    ...of,
  };
}

/** Writes a row into a closed workspace, past the program. */
export function plantRow(directory: string, table: string, row: Row): void {
  const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
  const columns = Object.keys(row);
  sqlite
    .prepare(
      `insert into "${table}" (${columns.map((each) => `"${each}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`,
    )
    .run(Object.values(row));
  sqlite.close();
}

export function plantBasemap(directory: string, name: string, source: object): void {
  const content = JSON.stringify({ kind: 'basemap', source }) satisfies string;
  const kind: SavedContent['kind'] = 'basemap';
  plantRow(directory, 'saved', { kind, name, content, updatedAt: '' });
}

/** The folder of a closed workspace as one file, as a backup is, by somebody who has no scruples. */
export async function forgeBackup(directory: string, path: string): Promise<void> {
  const copy = `${path}.sqlite`;
  copyFileSync(join(directory, 'workspace.sqlite'), copy);
  const bytes = readFileSync(copy);
  const manifest = {
    format: 'xueantu-backup',
    version: 1,
    schema: 1,
    name: '外来',
    pack: 'national',
    madeAt: '2026-11-21T02:00:00Z',
    madeBy: 'x',
    files: [{ path: 'workspace.sqlite', size: bytes.length, sha256: sha256(bytes) }],
  };
  const tar = pack();
  tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest));
  tar.entry({ name: 'workspace.sqlite' }, bytes);
  tar.finalize();
  const parts: Uint8Array[] = [];
  for await (const part of tar) if (part instanceof Uint8Array) parts.push(part);
  writeFileSync(path, Buffer.concat(parts));
}

/** A workspace as it arrives on a stick: the same files in another place. */
export function carryAway(directory: string, to: string): string {
  cpSync(directory, to, { recursive: true, filter: (path) => !/-(wal|shm)$|workspace\.lock$/.test(path) });
  if (!existsSync(to)) throw new Error('nothing was carried away');
  return to;
}

/** A picture of a few hundred bytes that claims so many pixels. */
export function claimingPng(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(body.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
