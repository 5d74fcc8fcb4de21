import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { updateAttachment } from '../db/queries/attachments.ts';
import { temporaryFolder } from '../platform/temporary-folder.ts';
import { refuseHugePicture, refuseTooLarge } from '../sweeps/attachments/accepted-files.ts';
import {
  addAttachment,
  listAttachments,
  requireAttachment,
  requireChangeable,
} from '../sweeps/attachments/attachments.ts';
import type { HandlersOf } from './handler-types.ts';

export const attachmentsHandlers: HandlersOf<'attachments'> & HandlersOf<'files'> = {
  async 'attachments.list'({ db }, { of }) {
    return await listAttachments(db, of);
  },

  async 'attachments.add'(context, input) {
    return await addAttachment(context, input);
  },

  async 'attachments.caption'(context, { caption, ...of }) {
    context.recordBefore(await requireChangeable(context, of));
    await updateAttachment(context.db, of.id, { caption });
    return {};
  },

  async 'attachments.remove'(context, of) {
    context.recordBefore(await requireChangeable(context, of));
    await updateAttachment(context.db, of.id, { removedAt: context.now.toISOString() });
    return {};
  },

  async 'attachments.restore'(context, of) {
    await requireChangeable(context, of);
    await updateAttachment(context.db, of.id, { removedAt: null });
    return {};
  },

  async 'attachments.read'({ db, workspace }, { id, thumbnail }) {
    const row = await requireAttachment(db, id);
    const file = thumbnail && row.thumbnail !== null ? row.thumbnail : row.file;
    const bytes = workspace.attachments.read(file, row.name);
    // The row may come from another workspace and the page will decode the picture, so its size is checked again.
    refuseHugePicture(bytes, row.name);
    return new Uint8Array(bytes);
  },

  async 'files.put'({ files }, { name, bytes }) {
    refuseTooLarge(bytes.length, name);
    // The file on disk gets a random name; the user's name is kept only to tell what kind of file it is.
    const path = join(temporaryFolder(), randomBytes(12).toString('hex'));
    writeFileSync(path, bytes);
    return { token: files.register(path, name), name };
  },
};
