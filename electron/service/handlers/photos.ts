import { ownerOf } from '../platform/caller.ts';
import { keepPhoto, listWaiting, takePhoto } from '../sweeps/attachments/waiting.ts';
import type { HandlersOf } from './handler-types.ts';

export const photosHandlers: HandlersOf<'photos'> = {
  async 'photos.keep'(context, photo) {
    return { of: await keepPhoto(context, photo) };
  },

  async 'photos.waiting'(context) {
    return await listWaiting(context);
  },

  async 'photos.take'(context, { id }) {
    return takePhoto(context, id);
  },

  async 'photos.discard'({ workspace, caller }, { id }) {
    workspace.waiting.discard(ownerOf(caller), id);
    return {};
  },
};
