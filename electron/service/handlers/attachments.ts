import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { AttachedTo } from '#shared/contract/attachments.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { placeMet } from '../db/queries/place-of-record.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import { temporaryFolder } from '../platform/temporary-folder.ts';
import type { QueryContext } from '../workspace/context.ts';
import { readPhotoFacts } from '../workspace/photo-facts.ts';
import type { HandlersOf } from './handler-types.ts';

const LARGEST = 100 * 1024 * 1024;
/** A photo taken this far from the venue, or this long from the visit, is pointed out. */
const FAR_METRES = 300;
const APART_MINUTES = 12 * 60;

/** What can be kept, by the file's ending, with what it begins with. */
const kinds: Readonly<
  Record<string, { readonly type: string; readonly starts: readonly (readonly number[])[] }>
> = {
  '.jpg': { type: 'image/jpeg', starts: [[0xff, 0xd8, 0xff]] },
  '.jpeg': { type: 'image/jpeg', starts: [[0xff, 0xd8, 0xff]] },
  '.png': { type: 'image/png', starts: [[0x89, 0x50, 0x4e, 0x47]] },
  '.webp': { type: 'image/webp', starts: [[0x52, 0x49, 0x46, 0x46]] },
  '.pdf': { type: 'application/pdf', starts: [[0x25, 0x50, 0x44, 0x46]] },
  '.docx': {
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    starts: [[0x50, 0x4b]],
  },
  '.xlsx': {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    starts: [[0x50, 0x4b]],
  },
  '.mp4': { type: 'video/mp4', starts: [] },
  '.mp3': { type: 'audio/mpeg', starts: [] },
  '.m4a': { type: 'audio/mp4', starts: [] },
  '.txt': { type: 'text/plain', starts: [] },
};

export const attachmentsHandlers: HandlersOf<'attachments'> & HandlersOf<'files'> = {
  async 'attachments.list'(context, { of }) {
    const { db } = context;
    const rows = await selectAttachments(db, of);
    const listed = [];
    for (const {
      file: _,
      removedAt: __,
      lng,
      lat,
      thumbnail,
      visitId,
      hazardId,
      facilityId,
      ...row
    } of rows) {
      const position = lng === null || lat === null ? null : ([lng, lat] as [number, number]);
      const owner: AttachedTo =
        visitId !== null
          ? { kind: 'visit', id: visitId }
          : hazardId !== null
            ? { kind: 'hazard', id: hazardId }
            : { kind: 'facility', id: facilityId ?? 0 };
      const doubts = await doubtsOf(context, owner, { takenAt: row.takenAt, position });
      listed.push({ ...row, hasThumbnail: thumbnail !== null, position, doubts, of: owner });
    }
    return listed;
  },

  async 'attachments.add'(context, { token, thumbnail, of, caption }) {
    const { db, files, workspace, now, actor } = context;
    await requireOwner(db, of);
    const chosen = files.resolve(token);
    const extension = extname(chosen.name).toLowerCase();
    const bytes = readWanted(chosen, extension);
    const { hash, file } = workspace.attachments.keep(bytes, extension);
    const small =
      thumbnail === null
        ? null
        : workspace.attachments.keep(readFileSync(files.resolve(thumbnail).path), '.jpg').file;
    const type = kinds[extension]?.type ?? '';
    const facts = type.startsWith('image/') ? await readPhotoFacts(bytes) : { takenAt: null, position: null };
    const { id } = await db
      .insertInto('attachments')
      .values({
        hash,
        file,
        name: chosen.name,
        type,
        size: bytes.length,
        thumbnail: small,
        takenAt: facts.takenAt,
        lng: facts.position?.[0] ?? null,
        lat: facts.position?.[1] ?? null,
        caption,
        visitId: of.kind === 'visit' ? of.id : null,
        hazardId: of.kind === 'hazard' ? of.id : null,
        facilityId: of.kind === 'facility' ? of.id : null,
        addedAt: now.toISOString(),
        addedBy: actor,
        removedAt: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    context.changed('attachments');
    return { id, doubts: await doubtsOf(context, of, facts) };
  },

  async 'attachments.caption'(context, { id, caption }) {
    const before = await requireAttachment(context.db, id);
    await context.db.updateTable('attachments').set({ caption }).where('id', '=', id).execute();
    context.recordBefore(before);
    context.changed('attachments');
    return {};
  },

  async 'attachments.remove'(context, { id }) {
    const before = await requireAttachment(context.db, id);
    const removedAt = context.now.toISOString();
    await context.db.updateTable('attachments').set({ removedAt }).where('id', '=', id).execute();
    context.recordBefore(before);
    context.changed('attachments');
    return {};
  },

  async 'attachments.restore'(context, { id }) {
    await requireAttachment(context.db, id);
    await context.db.updateTable('attachments').set({ removedAt: null }).where('id', '=', id).execute();
    context.changed('attachments');
    return {};
  },

  async 'attachments.read'({ db, workspace }, { id, thumbnail }) {
    const row = await requireAttachment(db, id);
    const file = thumbnail && row.thumbnail !== null ? row.thumbnail : row.file;
    return new Uint8Array(workspace.attachments.read(file, row.name));
  },

  async 'files.put'({ files }, { name, bytes }) {
    if (bytes.length > LARGEST) throw new CodedError('ATTACHMENT_TOO_LARGE', { name, megabytes: 100 });
    // The stored name is ours; the user's only tells what it is.
    const path = join(temporaryFolder(), randomBytes(12).toString('hex'));
    writeFileSync(path, bytes);
    return { token: files.register(path, name), name };
  },
};

/** Errors: FILE_UNREADABLE, ATTACHMENT_HEIC, ATTACHMENT_KIND, ATTACHMENT_TOO_LARGE. */
function readWanted({ path, name }: ChosenFile, extension: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
  // A photo may carry another ending than it is: phones rename them when they are sent on.
  const brand = bytes.subarray(4, 12).toString('latin1');
  if (/^ftyp(heic|heix|heif|mif1|msf1|hevc)/.test(brand) || extension === '.heic' || extension === '.heif')
    throw new CodedError('ATTACHMENT_HEIC', { name });
  const kind = kinds[extension];
  if (!kind) throw new CodedError('ATTACHMENT_KIND', { name });
  const { starts } = kind;
  if (starts.length > 0 && !starts.some((start) => start.every((byte, i) => bytes[i] === byte)))
    throw new CodedError('ATTACHMENT_KIND', { name });
  if (bytes.length > LARGEST) throw new CodedError('ATTACHMENT_TOO_LARGE', { name, megabytes: 100 });
  return bytes;
}

async function requireOwner(db: Read, { kind, id }: AttachedTo): Promise<void> {
  const [table, code] = owners[kind];
  const row = await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  if (!row) throw new CodedError(code, { id, table: '设施' });
}

const owners = {
  visit: ['visits', 'VISIT_UNKNOWN'],
  hazard: ['hazards', 'HAZARD_UNKNOWN'],
  facility: ['facilities', 'ROW_UNKNOWN'],
} as const;

async function requireAttachment(db: Read, id: number) {
  const row = await db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw new CodedError('ATTACHMENT_UNKNOWN', { id });
  return row;
}

async function selectAttachments(db: Read, { kind, id }: AttachedTo) {
  const all = db.selectFrom('attachments').selectAll().where('removedAt', 'is', null).orderBy('id');
  if (kind === 'visit') return await all.where('visitId', '=', id).execute();
  if (kind === 'facility') return await all.where('facilityId', '=', id).execute();
  return await all
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('hazardId', '=', id),
        eb('visitId', 'in', selectFrom('hazards').select('visitId').where('id', '=', id)),
        eb(
          'visitId',
          'in',
          selectFrom('hazardEvents')
            .select('visitId')
            .where('hazardId', '=', id)
            .where('visitId', 'is not', null),
        ),
      ]),
    )
    .execute();
}

/** What a photo's own record says against the visit that it is to prove, in words. */
async function doubtsOf(
  { db }: Pick<QueryContext, 'db'>,
  { kind, id }: AttachedTo,
  { takenAt, position }: { readonly takenAt: string | null; readonly position: LngLat | null },
): Promise<string[]> {
  if (kind !== 'visit') return [];
  const visit = await db
    .selectFrom('visits')
    .leftJoin('venues', 'venues.id', 'visits.venueId')
    .leftJoin('schools', 'schools.id', 'visits.schoolId')
    .select(['startedAt', 'endedAt', placeMet.lng.as('lng'), placeMet.lat.as('lat')])
    .where('visits.id', '=', id)
    .executeTakeFirst();
  if (!visit) return [];
  const doubts: string[] = [];
  if (position && visit.lng !== null && visit.lat !== null) {
    const metres = distance(position, [visit.lng, visit.lat]);
    if (metres > FAR_METRES) doubts.push(`拍摄地点距检查点 ${Math.round(metres)} m`);
  }
  if (takenAt) {
    const minutes = Math.max(apart(takenAt, visit.startedAt), apart(visit.endedAt, takenAt));
    if (minutes > APART_MINUTES) doubts.push(`拍摄时间 ${takenAt.replace('T', ' ')} 与检查时间不符`);
  }
  return doubts;
}

/** Minutes by which one local time lies before another. */
function apart(before: string, after: string): number {
  return (Date.parse(`${after}Z`) - Date.parse(`${before}Z`)) / 60_000;
}
