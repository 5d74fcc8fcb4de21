import { removeOwnBlocks } from '../db/queries/documents.ts';
import { changedSince } from '../output/documents/document-changes.ts';
import { checkSpan, draftDocument, saveSaid } from '../output/documents/draft-document.ts';
import { makeDocument } from '../output/documents/make-document.ts';
import { numberingOf } from '../output/documents/paper-register.ts';
import { districtTrend, schoolTrend } from '../output/documents/quarters.ts';
import { readSpots } from '../output/documents/spots.ts';
import { findTemplate, listTemplates, saveTemplate, withKnownFields } from '../output/documents/templates.ts';
import type { HandlersOf } from './handler-types.ts';

export const documentsHandlers: HandlersOf<'documents'> = {
  async 'documents.templates'(context) {
    return await listTemplates(context);
  },

  async 'documents.saveTemplate'(context, { id, blocks }) {
    const template = await findTemplate(context, id);
    await saveTemplate(context, template, blocks);
    context.recordBefore(template.blocks);
    return {};
  },

  async 'documents.resetTemplate'(context, { id }) {
    context.recordBefore((await findTemplate(context, id)).blocks);
    await removeOwnBlocks(context.db, id);
    return {};
  },

  async 'documents.draft'(context, { template, about }) {
    const drafted = await draftDocument(context, template, about);
    const { tables, recorded: _, name: __, ...draft } = drafted;
    return {
      ...draft,
      since: await changedSince(context.db, drafted, about),
      template: withKnownFields(draft.template),
      numbering: await numberingOf(context, { template: draft.template, about }),
      tables: Object.fromEntries(
        Object.entries(tables).map(([name, { columns, rows, none }]) => [
          name,
          { columns: columns.map((column) => ({ ...column })), rows: rows.map((row) => [...row]), none },
        ]),
      ),
    };
  },

  async 'documents.save'(context, { template, about, said }) {
    const { said: before } = await draftDocument(context, template, about);
    context.recordBefore(before);
    await saveSaid(context, template, about, said);
    return {};
  },

  async 'documents.make'(context, wanted) {
    return await makeDocument(context, wanted);
  },

  async 'documents.trend'({ db, workspace, today }, { until, schoolId }) {
    const last = until ?? today;
    return schoolId === null
      ? await districtTrend(db, last, workspace.pack.sweepCounts)
      : await schoolTrend(db, last, schoolId);
  },

  async 'documents.spots'(context, span) {
    checkSpan(span);
    return await readSpots(context, span);
  },
};
