import { z } from 'zod';
import type { AttachedTo } from '#shared/contract/attachments.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { PhotoFor, WaitingPhoto } from '#shared/contract/photos.ts';
import { findAnswerTo } from '../../db/queries/sent-forms.ts';
import type { Read } from '../../db/schema/schema.ts';
import { ownerOf } from '../../platform/caller.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readAccepted, readThumbnail, THUMBNAIL } from './accepted-files.ts';

/** Which records a form makes that have photos, by the command that it is sent with. */
const recordOf: Readonly<Record<string, AttachedTo['kind']>> = {
  'visits.record': 'visit',
  'gates.survey': 'gateSurvey',
};
const answerSchema = z.looseObject({ id: z.number() });

/** Keeps a photo that was chosen until its record is there; that, where it is there already. Errors: FILE_TOKEN_UNKNOWN, those of `readAccepted`, DISK_WRITE. */
export async function keepPhoto(
  { db, files, workspace, caller, now }: Pick<QueryContext, 'db' | 'files' | 'workspace' | 'caller' | 'now'>,
  { id, token, thumbnail, for: owner }: ParsedInputOf<'photos.keep'>,
): Promise<AttachedTo | null> {
  const { name, bytes } = readAccepted(files.resolve(token));
  const small = thumbnail === null ? null : readThumbnail(files.resolve(thumbnail));
  const photo = { id, name, bytes, thumbnail: small?.bytes ?? null };
  workspace.waiting.keep(ownerOf(caller), photo, owner, now);
  return await recordFor(db, owner);
}

/** Photos of this person that wait, each with its record where that is there. */
export async function listWaiting({
  db,
  workspace,
  caller,
}: Pick<QueryContext, 'db' | 'workspace' | 'caller'>): Promise<WaitingPhoto[]> {
  const waiting: WaitingPhoto[] = [];
  for (const { id, name, size, keptAt, for: owner } of workspace.waiting.list(ownerOf(caller)))
    waiting.push({ id, name, size, keptAt, for: owner, of: await recordFor(db, owner) });
  return waiting;
}

async function recordFor(db: Read, owner: PhotoFor): Promise<AttachedTo | null> {
  if (owner.kind !== 'form') return owner;
  const sent = await findAnswerTo(db, owner.formId);
  const kind = sent && recordOf[sent.command];
  return kind ? { kind, id: answerSchema.parse(JSON.parse(sent.answer)).id } : null;
}

/** Hands out the bytes of a photo that waits. Errors: PHOTO_UNKNOWN. */
export function takePhoto(
  { files, workspace, caller }: Pick<QueryContext, 'files' | 'workspace' | 'caller'>,
  id: string,
): { token: string; thumbnail: string | null } {
  const photo = workspace.waiting.find(ownerOf(caller), id);
  if (!photo) throw new CodedError('PHOTO_UNKNOWN');
  return {
    token: files.register(photo.path, photo.name),
    thumbnail: photo.thumbnail && files.register(photo.thumbnail, THUMBNAIL),
  };
}

/** A form is thrown away: so are its photos, unless it was sent and they are still to be attached. */
export async function forgetPhotosOf(
  { db, workspace, caller }: Pick<QueryContext, 'db' | 'workspace' | 'caller'>,
  formId: string,
): Promise<void> {
  if (await findAnswerTo(db, formId)) return;
  workspace.waiting.discardForm(ownerOf(caller), formId);
}
