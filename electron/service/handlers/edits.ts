import { CodedError } from '#shared/contract/errors.ts';
import { rowsOf } from '../db/journal/changed-rows.ts';
import type { RowChange } from '../db/journal/edit-history.ts';
import { markEdit, nextEdits, selectEdits } from '../db/journal/edit-history.ts';
import { refuseDangling, tellChanges, turnEdit } from '../places/editing/undo-edit.ts';
import type { HandlersOf } from './handler-types.ts';

export const editsHandlers: HandlersOf<'edits'> = {
  async 'edits.list'({ db }, { limit }) {
    return { ...(await nextEdits(db)), edits: await selectEdits(db, limit) };
  },

  async 'edits.undo'(context, { until }) {
    const { db, now } = context;
    const titles: string[] = [];
    const changes: RowChange[] = [];
    for (;;) {
      const { undo } = await nextEdits(db);
      if (!undo || (until !== null && undo.id < until)) break;
      await context.progress.report('撤销', titles.length, null);
      changes.push(...(await turnEdit(context, undo, 'undo')));
      await markEdit(db, undo.id, now.toISOString());
      titles.push(undo.title);
      if (until === null) break;
    }
    if (titles.length === 0) throw new CodedError('NOTHING_TO_UNDO');
    tellChanges(context, changes);
    context.lastly(() => refuseDangling(context, { title: titles.at(-1) ?? '' }));
    const rows = rowsOf(changes);
    context.recordBefore({ rows: rows?.after });
    context.recordAfter({ titles, rows: rows?.before });
    return { titles };
  },

  async 'edits.redo'(context) {
    const { db } = context;
    const { redo } = await nextEdits(db);
    if (!redo) throw new CodedError('NOTHING_TO_REDO');
    const changes = await turnEdit(context, redo, 'redo');
    tellChanges(context, changes);
    context.lastly(() => refuseDangling(context, redo));
    const rows = rowsOf(changes);
    context.recordBefore({ rows: rows?.before });
    context.recordAfter({ titles: [redo.title], rows: rows?.after });
    await markEdit(db, redo.id, null);
    return { titles: [redo.title] };
  },
};
