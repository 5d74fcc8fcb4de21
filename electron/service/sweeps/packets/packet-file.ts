import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { packetAboutSchema } from '#shared/contract/packets.ts';
import { packetTables } from '../../db/queries/packets.ts';
import { storedFilesOf } from '../../db/schema/find-tables.ts';
import { readMeta } from '../../db/schema/meta.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import type { Read } from '../../db/schema/schema.ts';
import { unpack } from '../../import/readers/unpack.ts';
import type { AttachmentStore } from '../../workspace/attachment-store.ts';

/** Photos of a team's quarter, and not a bomb. */
const LARGEST = 2 * 2 ** 30;
const CONTENT = 'packet.json';

const rowSchema = z.record(z.string().regex(/^[A-Za-z]{1,40}$/), z.union([z.string(), z.number(), z.null()]));
const packetSchema = z.object({
  format: z.literal('xueantu-packet'),
  schema: z.number(),
  /** Out to the field, or back from it. */
  way: z.enum(['out', 'back']),
  about: packetAboutSchema,
  meta: z.object({ pack: z.string(), sigmas: z.string().nullable(), demonstration: z.string() }),
  tables: z.partialRecord(z.enum(packetTables), z.array(rowSchema)),
});
export type Packet = z.infer<typeof packetSchema>;

/** A packet with the files of its attachments, by name. */
export interface PacketFile {
  readonly packet: Packet;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A packet with what the workspace that reads it must know beside the rows. */
export async function wrapPacket(
  db: Read,
  workspace: { readonly pack: { readonly id: string }; readonly demonstration: boolean },
  content: Pick<Packet, 'way' | 'about' | 'tables'>,
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

/** The files that rows of a packet name, by their names. Errors: ATTACHMENT_MISSING. */
export function readFiles(tables: Packet['tables'], store: AttachmentStore): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const table of packetTables)
    for (const column of storedFilesOf(table))
      for (const row of tables[table] ?? []) {
        const file = row[column];
        if (file) files.set(String(file), new Uint8Array(store.read(String(file), String(row.name))));
      }
  return files;
}

export function encodePacket({ packet, files }: PacketFile): Uint8Array {
  return zipSync({
    [CONTENT]: [new TextEncoder().encode(JSON.stringify(packet)), { level: 6 }],
    // Photos are packed already.
    ...Object.fromEntries([...files].map(([name, bytes]) => [`files/${name}`, [bytes, { level: 0 }]])),
  });
}

/** Errors: PACKET_DAMAGED, PACKET_VERSION, FILE_TOO_LARGE. */
export function decodePacket(bytes: Uint8Array, file: string): PacketFile {
  const damaged = (reason: string) => new CodedError('PACKET_DAMAGED', { file, reason });
  let entries: Map<string, Uint8Array>;
  try {
    entries = unpack(bytes, file, LARGEST);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'FILE_DAMAGED') throw damaged('不是完整的压缩文件');
    throw error;
  }
  const content = entries.get(CONTENT);
  if (!content) throw damaged('缺少内容');
  const packet = parseContent(content, damaged);
  if (packet.schema !== SCHEMA_VERSION)
    throw new CodedError('PACKET_VERSION', { found: packet.schema, known: SCHEMA_VERSION });
  const files = new Map([...entries].filter(([name]) => name !== CONTENT));
  for (const [name, own] of files)
    if (!name.startsWith(createHash('sha256').update(own).digest('hex')))
      throw damaged(`附件 ${name} 与原件不符`);
  return { packet, files };
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
