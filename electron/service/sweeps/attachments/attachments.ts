import type { AttachedTo, Attachment } from '#shared/contract/attachments.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError, type ErrorCode } from '#shared/contract/errors.ts';
import { changesOthers } from '#shared/contract/evidence-needs.ts';
import { keysOf } from '#shared/lists/record.ts';
import { actorEndings, capabilitiesOf } from '#shared/office/rights.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import {
  type EvidenceOwner,
  findAttachment,
  insertAttachment,
  isStored,
  selectAttachments,
} from '../../db/queries/attachments.ts';
import { positionOf, toTuple } from '../../db/queries/places.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { readPhotoFacts } from '../../workspace/photo-facts.ts';
import { readAccepted, readThumbnail } from './accepted-files.ts';
import { findDoubts, type PhotoFacts } from './photo-doubts.ts';

/** The photos and files of a visit, hazard, facility or walk to a gate, with what does not fit the visit. */
export async function listAttachments(db: Read, of: AttachedTo): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const row of await selectAttachments(db, of)) {
    const { file: _, removedAt: __, lng, lat, thumbnail, ...rest } = row;
    const { visitId, hazardId, facilityId, gateSurveyId, ...shown } = rest;
    const position = toTuple(positionOf({ lng, lat }));
    const owner = ownerOf({ visitId, hazardId, facilityId, gateSurveyId });
    const doubts = await findDoubts(db, owner, { takenAt: row.takenAt, position });
    attachments.push({ ...shown, hasThumbnail: thumbnail !== null, position, doubts, of: owner });
  }
  return attachments;
}

/**
 * Keeps a photo or file with its record. One that came before, by its content and its name, is the same: its answer may
 * have been lost. Errors: those of `requireOwner` and `readAccepted`,
 * FILE_TOKEN_UNKNOWN, DISK_WRITE.
 */
export async function addAttachment(
  { db, files, workspace, now, actor }: Pick<CommandContext, 'db' | 'files' | 'workspace' | 'now' | 'actor'>,
  { token, thumbnail, of, caption }: ParsedInputOf<'attachments.add'>,
): Promise<OutputOf<'attachments.add'>> {
  await requireOwner(db, of);
  const { name, bytes, ending, type } = readAccepted(files.resolve(token));
  const small = thumbnail === null ? null : readThumbnail(files.resolve(thumbnail));
  const { hash, file } = workspace.attachments.keep(bytes, ending);
  const isPhoto = type.startsWith('image/');
  const facts: PhotoFacts = isPhoto ? await readPhotoFacts(bytes) : { takenAt: null, position: null };
  const doubts = await findDoubts(db, of, facts);
  const known = (await selectAttachments(db, of)).find(
    (row) => row.hash === hash && row.name === name && row[owners[of.kind].column] === of.id,
  );
  if (known) return { id: known.id, doubts };
  const id = await insertAttachment(db, {
    hash,
    file,
    name,
    type,
    size: bytes.length,
    thumbnail: small && workspace.attachments.keep(small.bytes, small.ending).file,
    takenAt: facts.takenAt,
    lng: facts.position?.[0] ?? null,
    lat: facts.position?.[1] ?? null,
    caption,
    ...nobodys,
    [owners[of.kind].column]: of.id,
    addedAt: now.toISOString(),
    addedBy: actor,
    removedAt: null,
  });
  return { id, doubts };
}

/** A photo or file, also one that was taken away. Errors: ATTACHMENT_UNKNOWN. */
export async function requireAttachment(db: Read, id: number) {
  const row = await findAttachment(db, id);
  if (!row) throw new CodedError('ATTACHMENT_UNKNOWN', { id });
  return row;
}

/**
 * The same for whoever may change it: what somebody else added is left to who inspects. Errors: ATTACHMENT_UNKNOWN, also
 * where it lies on something else than is said, ATTACHMENT_OTHERS.
 */
export async function requireChangeable(
  { db, caller: { rights } }: Pick<CommandContext, 'db' | 'caller'>,
  { id, on }: { readonly id: number; readonly on: AttachedTo['kind'] },
) {
  const row = await requireAttachment(db, id);
  if (row[owners[on].column] === null) throw new CodedError('ATTACHMENT_UNKNOWN', { id });
  if (rights === undefined || capabilitiesOf(rights).has(changesOthers)) return row;
  if (!actorEndings(rights).some((end) => row.addedBy.endsWith(end)))
    throw new CodedError('ATTACHMENT_OTHERS', { name: row.name, by: row.addedBy });
  return row;
}

/** Errors: VISIT_UNKNOWN, HAZARD_UNKNOWN, ROW_UNKNOWN. */
async function requireOwner(db: Read, { kind, id }: AttachedTo): Promise<void> {
  const { table, code } = owners[kind];
  if (!(await isStored(db, table, id))) throw new CodedError(code, { id, table: nounOf(table) });
}

type OwnerColumn = 'visitId' | 'hazardId' | 'facilityId' | 'gateSurveyId';

const nobodys: Readonly<Record<OwnerColumn, null>> = {
  visitId: null,
  hazardId: null,
  facilityId: null,
  gateSurveyId: null,
};

const owners: Record<AttachedTo['kind'], { table: EvidenceOwner; column: OwnerColumn; code: ErrorCode }> = {
  visit: { table: 'visits', column: 'visitId', code: 'VISIT_UNKNOWN' },
  hazard: { table: 'hazards', column: 'hazardId', code: 'HAZARD_UNKNOWN' },
  facility: { table: 'facilities', column: 'facilityId', code: 'ROW_UNKNOWN' },
  gateSurvey: { table: 'gateSurveys', column: 'gateSurveyId', code: 'ROW_UNKNOWN' },
};

/** Whose evidence a row is: exactly one is named. */
function ownerOf(row: Readonly<Record<OwnerColumn, number | null>>): AttachedTo {
  const kinds = keysOf(owners);
  const kind = kinds.find((each) => row[owners[each].column] !== null) ?? 'facility';
  return { kind, id: row[owners[kind].column] ?? 0 };
}
