import { CodedError } from '#shared/contract/errors.ts';
import { actorEndings } from '#shared/office/rights.ts';
import { rowsOf } from '../db/journal/changed-rows.ts';
import {
  isOf,
  markEdit,
  nextEdits,
  type RowChange,
  selectEdit,
  selectEdits,
  type Whose,
} from '../db/journal/edit-history.ts';
import type { Read } from '../db/schema/schema.ts';
import { refuseDangling, tellChanges, turnEdit } from '../places/editing/undo-edit.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const editsHandlers: HandlersOf<'edits'> = {
  async 'edits.list'(context, { limit }) {
    const { db } = context;
    const whose = callersOwn(context);
    const others = new Set(whose.notOf);
    const edits = await selectEdits(db, limit);
    return {
      ...(await nextEdits(db, whose)),
      edits: edits.map((edit) => ({ ...edit, isOwn: isOf(whose, edit.actor) && !others.has(edit.id) })),
    };
  },

  async 'edits.undo'(context, { until }) {
    const { db, now } = context;
    const titles: string[] = [];
    const edits: number[] = [];
    const changes: RowChange[] = [];
    const whose = callersOwn(context);
    if (until !== null) await refuseOthers(db, until, whose);
    for (;;) {
      const { undo } = await nextEdits(db, whose);
      if (!undo || (until !== null && undo.id < until)) break;
      await context.progress.report('撤销', titles.length, null);
      changes.push(...(await turnEdit(context, undo, 'undo')));
      await markEdit(db, undo.id, now.toISOString());
      titles.push(undo.title);
      edits.push(undo.id);
      if (until === null) break;
    }
    if (titles.length === 0) throw new CodedError('NOTHING_TO_UNDO');
    tellChanges(context, changes);
    context.lastly(() => refuseDangling(context, { title: titles.at(-1) ?? '' }));
    const rows = rowsOf(changes);
    context.recordBefore({ rows: rows?.after });
    context.recordAfter({ titles, edits, rows: rows?.before });
    return { titles };
  },

  async 'edits.redo'(context) {
    const { db } = context;
    const { redo } = await nextEdits(db, callersOwn(context));
    if (!redo) throw new CodedError('NOTHING_TO_REDO');
    const changes = await turnEdit(context, redo, 'redo');
    tellChanges(context, changes);
    context.lastly(() => refuseDangling(context, redo));
    const rows = rowsOf(changes);
    context.recordBefore({ rows: rows?.before });
    context.recordAfter({ titles: [redo.title], edits: [redo.id], rows: rows?.after });
    await markEdit(db, redo.id, null);
    return { titles: [redo.title] };
  },
};

/** Which edits are those of whoever calls. */
function callersOwn({ caller, workspace }: Pick<QueryContext, 'caller' | 'workspace'>): Whose {
  const endings = caller.rights ? actorEndings(caller.rights) : [];
  return { actor: caller.actor, endings, notOf: workspace.editors.notOf(caller) };
}

/** Errors: EDIT_OF_OTHER. */
async function refuseOthers(db: Read, id: number, whose: Whose): Promise<void> {
  const edit = await selectEdit(db, id);
  if (edit && (!isOf(whose, edit.actor) || whose.notOf.includes(id)))
    throw new CodedError('EDIT_OF_OTHER', { title: edit.title, actor: edit.actor });
}
