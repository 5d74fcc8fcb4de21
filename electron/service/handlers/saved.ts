import { addressFault } from '#shared/basemaps/tile-address.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { hasAtMost, MOST_DRAWN_PIXELS } from '#shared/pictures/picture-size.ts';
import { queryFault } from '#shared/tables/query.ts';
import { findSaved, removeSaved, saveNamed, selectSaved } from '../db/queries/saved.ts';
import type { HandlersOf } from './handler-types.ts';

export const savedHandlers: HandlersOf<'saved'> = {
  'saved.list': async ({ db }) => await selectSaved(db),

  async 'saved.save'(context, { name, content }) {
    const fault = 'table' in content ? queryFault(content.table, content.query) : null;
    if (fault !== null) throw new CodedError('QUERY_INVALID', { reason: fault });
    // Only a file that the user chose in a dialog may be linked. A path that a page sends was not chosen by the user.
    if (content.kind === 'basemap' && content.source.type === 'file')
      throw new CodedError('FILE_TOKEN_UNKNOWN');
    const wrong =
      content.kind === 'basemap' && content.source.type === 'tiles' && addressFault(content.source.url);
    if (wrong) throw new CodedError('INPUT_INVALID', { field: 'url', reason: wrong });
    if (content.kind === 'logo' && !hasAtMost(Buffer.from(content.data, 'base64'), MOST_DRAWN_PIXELS))
      throw new CodedError('INPUT_INVALID', { field: 'data', reason: '标志图片的像素太多，请缩小后再用' });
    // The user who adds a service has typed its address, so it is allowed at once.
    if (content.kind === 'basemap') context.workspace.basemaps.allow(content.source);
    context.recordBefore(await findSaved(context.db, name, content.kind));
    return { id: await saveNamed(context.db, name, content, context.now.toISOString()) };
  },

  async 'saved.remove'(context, { id }) {
    const before = await removeSaved(context.db, id);
    if (!before) throw new CodedError('SAVED_UNKNOWN');
    context.recordBefore(before);
    return {};
  },
};
