import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { beginsAs, isStoredName, storedEndingOf } from '#shared/attachments/stored-file.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { packetAboutSchema } from '#shared/contract/packets.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { packetTables } from '../../db/queries/packets.ts';
import { storedFilesOf } from '../../db/schema/find-tables.ts';
import { foreignNameIn } from '../../db/schema/foreign-names.ts';
import { readMeta } from '../../db/schema/meta.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import type { Read } from '../../db/schema/schema.ts';
import { unpackPaths } from '../../import/readers/unpack.ts';
import { type ChosenFile, sizeOf } from '../../platform/file-tokens.ts';
import type { AttachmentStore } from '../../workspace/attachment-store.ts';
import { packetMapSchema, tileNamed } from './packet-map.ts';

/** Bytes: enough for all photos that a team takes in a quarter. */
const LARGEST_PACKET = 2 ** 30;
/**
 * The most bytes that a packet may unpack to, photos left out: photos are stored without packing, and no team has more
 * rows than this.
 */
const MOST_PACKED = 256 * 2 ** 20;
const MOST_FILES = 20_000;
/** Packets since this version of the schema can still be opened and come back: later columns have defaults. */
const OLDEST = 25;
const CONTENT = 'packet.json';
const FILES = 'files/';

const rowSchema = z.record(z.string().regex(/^[A-Za-z]{1,40}$/), z.union([z.string(), z.number(), z.null()]));
const packetSchema = z.object({
  format: z.literal('xueantu-packet'),
  schema: z.number(),
  /** Out to the field, or back from it. */
  way: z.enum(['out', 'back']),
  about: packetAboutSchema,
  /** Which unpacked copy it comes back from; empty on its way out, and from copies that had no identity yet. */
  copy: z.string().max(64).default(''),
  /** How far that copy had got: the entries of its trail. */
  step: z.number().int().min(0).default(0),
  meta: z.object({ pack: z.string(), sigmas: z.string().nullable(), demonstration: z.string() }),
  tables: z.partialRecord(z.enum(packetTables), z.array(rowSchema)),
  /** What the tiles beside it are of; packets from before maps came along, and those on their way back, have none. */
  map: packetMapSchema.optional(),
});
export type Packet = z.infer<typeof packetSchema>;

/** A packet with the files of its attachments, by name. */
export interface PacketFile {
  readonly packet: Packet;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Tiles of the base map, by the names of their entries. */
  readonly tiles: ReadonlyMap<string, Uint8Array>;
}

/** A packet with what the workspace that reads it must know beside the rows. */
export async function wrapPacket(
  db: Read,
  workspace: { readonly pack: { readonly id: string }; readonly demonstration: boolean },
  content: Pick<Packet, 'way' | 'about' | 'copy' | 'step' | 'tables'>,
): Promise<Packet> {
  return {
    format: 'xueantu-packet',
    schema: SCHEMA_VERSION,
    ...content,
    meta: {
      pack: (await readMeta(db, 'pack')) ?? workspace.pack.id,
      sigmas: await readMeta(db, 'sigmas'),
      demonstration: workspace.demonstration ? '1' : '0',
    },
  };
}

/** The files that rows of a packet name, by their names. Errors: ATTACHMENT_FOREIGN, ATTACHMENT_MISSING. */
export function readFiles(tables: Packet['tables'], store: AttachmentStore): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [file, row] of namedFiles(tables))
    files.set(file, new Uint8Array(store.read(file, String(row.name))));
  return files;
}

export function encodePacket({ packet, files, tiles }: PacketFile): Uint8Array {
  return zipSync({
    [CONTENT]: [new TextEncoder().encode(JSON.stringify(packet)), { level: 6 }],
    // Photos are packed already.
    ...Object.fromEntries([...files].map(([name, bytes]) => [`${FILES}${name}`, [bytes, { level: 0 }]])),
    ...Object.fromEntries([...tiles].map(([name, bytes]) => [name, [bytes, { level: 6 }]])),
  });
}

/** Reads a packet. Errors: FILE_UNREADABLE, PACKET_DAMAGED, PACKET_VERSION, FILE_TOO_LARGE. */
export async function readPacket(file: ChosenFile): Promise<PacketFile> {
  const { path, name } = file;
  if (sizeOf(file) > LARGEST_PACKET) throw new CodedError('FILE_TOO_LARGE', { file: name });
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
  return await decodePacket(bytes, name);
}

/** Keeps the files of a packet under their names. Errors: DISK_WRITE. */
export function keepFiles(files: PacketFile['files'], store: AttachmentStore): void {
  for (const [name, bytes] of files) {
    const ending = storedEndingOf(name);
    if (ending !== null) store.keep(bytes, ending);
  }
}

async function decodePacket(bytes: Buffer, file: string): Promise<PacketFile> {
  const damaged = (reason: string) => new CodedError('PACKET_DAMAGED', { file, reason });
  let entries: Map<string, Uint8Array>;
  try {
    entries = await unpackPaths(bytes, file, { largest: bytes.length + MOST_PACKED, mostFiles: MOST_FILES });
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'FILE_TOO_LARGE') throw damaged('不是完整的压缩文件');
    throw error;
  }
  const content = entries.get(CONTENT);
  if (!content) throw damaged('缺少内容');
  const packet = parseContent(content, damaged);
  if (packet.schema < OLDEST || packet.schema > SCHEMA_VERSION)
    throw new CodedError('PACKET_VERSION', { found: packet.schema, known: SCHEMA_VERSION });
  const files = new Map<string, Uint8Array>();
  const tiles = new Map<string, Uint8Array>();
  for (const [path, own] of entries) {
    if (path === CONTENT) continue;
    if (packet.map && tileNamed(path)) {
      tiles.set(path, own);
      continue;
    }
    const name = path.startsWith(FILES) ? path.slice(FILES.length) : '';
    if (!isStoredName(name)) throw damaged('夹带了附件以外的文件');
    refuseAltered(name, own, damaged);
    files.set(name, own);
  }
  refuseForeign(packet, damaged);
  return { packet, files, tiles };
}

/** A file of the attachments folder is what its name says: the sum of its content, and its kind. */
function refuseAltered(name: string, bytes: Uint8Array, damaged: (reason: string) => CodedError): void {
  const ending = storedEndingOf(name);
  if (`${createHash('sha256').update(bytes).digest('hex')}${ending}` !== name)
    throw damaged(`附件 ${name} 与原件不符`);
  if (ending !== null && !beginsAs(bytes, ending)) throw damaged(`附件 ${name} 的内容与扩展名不符`);
}

/** Rows that came from elsewhere name nothing beyond the attachments folder. */
function refuseForeign({ tables }: Packet, damaged: (reason: string) => CodedError): void {
  for (const table of packetTables)
    for (const row of tables[table] ?? []) {
      const column = foreignNameIn(table, row);
      if (column !== null) throw damaged(`${nounOf(table)}记录的文件名不合规范`);
    }
}

/**
 * Each file that a row of a packet names came in it, or is one of those that the packet took along. Errors:
 * PACKET_DAMAGED.
 */
export function refuseUnknownFiles(
  { packet, files }: PacketFile,
  known: ReadonlySet<string>,
  file: string,
): void {
  for (const name of namedFiles(packet.tables).keys())
    if (!files.has(name) && !known.has(name))
      throw new CodedError('PACKET_DAMAGED', { file, reason: `缺少附件 ${name}` });
}

/** The names of files that rows of a packet have, by the row that names each. */
function namedFiles(tables: Packet['tables']): Map<string, PacketRow> {
  const named = new Map<string, PacketRow>();
  for (const table of packetTables)
    for (const column of storedFilesOf(table))
      for (const row of tables[table] ?? []) if (row[column]) named.set(String(row[column]), row);
  return named;
}

function parseContent(content: Uint8Array, damaged: (reason: string) => CodedError): Packet {
  try {
    const parsed = packetSchema.safeParse(
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)),
    );
    if (parsed.success) return parsed.data;
  } catch {
    // Told below.
  }
  throw damaged('内容不合规范');
}
