import type { DocumentAbout } from '#shared/contract/documents.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type DocumentTemplate, knownFields } from '#shared/forms/template.ts';
import { selectSwept } from '../db/queries/coverage.ts';
import {
  forgetTemplate,
  saveForm,
  saveTemplate,
  selectOpenSpots,
  selectOwnTemplates,
} from '../db/queries/documents.ts';
import { countBetween } from '../db/queries/overview.ts';
import { insertReport } from '../db/queries/reports.ts';
import { countSchoolBetween } from '../db/queries/school-record.ts';
import {
  checkSpan,
  draftDocument,
  findTemplate,
  subjectKey,
  withOwnWords,
  writeDraft,
} from '../output/documents/make-document.ts';
import { countQuarters, TREND_QUARTERS } from '../output/documents/quarters.ts';
import { unknownFields } from '../workspace/catalogue.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const documentsHandlers: HandlersOf<'documents'> = {
  async 'documents.templates'({ db, workspace }) {
    const own = await selectOwnTemplates(db);
    return workspace.catalogue.documents.map((template) => withKnown(withOwnWords(template, own)));
  },

  async 'documents.saveTemplate'(context, { id, blocks }) {
    const { db, now } = context;
    const template = await findTemplate(context, id);
    const fields = unknownFields({ ...template, blocks });
    if (fields.length > 0)
      throw new CodedError('TEMPLATE_FIELD', {
        fields: fields.join('、'),
        known: [...knownFields[template.about], ...template.asks.map(({ field }) => field)].join('、'),
      });
    context.recordBefore(template.blocks);
    await saveTemplate(db, { id, blocks: JSON.stringify(blocks), updatedAt: now.toISOString() });
    context.changed('reports');
    return {};
  },

  async 'documents.resetTemplate'(context, { id }) {
    context.recordBefore((await findTemplate(context, id)).blocks);
    await forgetTemplate(context.db, id);
    context.changed('reports');
    return {};
  },

  async 'documents.draft'(context, { template, about }) {
    const { tables, ...draft } = await draftDocument(context, template, about);
    return {
      ...draft,
      template: withKnown(draft.template),
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
    await keepSaid(context, template, about, said);
    context.changed('reports');
    return {};
  },

  async 'documents.make'(context, { template, about, issuer, said, pictures }) {
    const { db, workspace, now, actor } = context;
    const draft = await draftDocument(context, template, about);
    const bytes = Buffer.from(await writeDraft(context, draft, { issuer, said, pictures }));
    await keepSaid(context, template, about, said);
    const { hash, file } = workspace.attachments.keep(bytes, '.docx');
    const params = { template, about, issuer, said, figures: draft.figures };
    const id = await insertReport(db, {
      kind: 'document',
      title: draft.title,
      params: JSON.stringify(params),
      hash,
      file,
      madeAt: now.toISOString(),
      madeBy: actor,
    });
    context.changed('reports');
    return { id, title: draft.title };
  },

  async 'documents.trend'({ db, today }, { until, schoolId }) {
    return await countQuarters(until ?? today, TREND_QUARTERS, (from, to) =>
      schoolId === null ? countBetween(db, from, to) : countSchoolBetween(db, schoolId, from, to),
    );
  },

  async 'documents.spots'({ db, workspace, today }, span) {
    checkSpan(span);
    const swept = new Set((await selectSwept(db, span.from, span.to)).map(({ schoolId }) => schoolId));
    const schools = [...(await workspace.places.schools()).values()];
    return {
      schools: schools.flatMap(({ id, name, point, gates }) => {
        const at = point ?? gates[0]?.position;
        return at ? [{ position: [at[0], at[1]] as [number, number], name, swept: swept.has(id) }] : [];
      }),
      hazards: await selectOpenSpots(db, span.to < today ? span.to : today),
    };
  },
};

async function keepSaid(
  { db, now, actor }: CommandContext,
  template: string,
  about: DocumentAbout,
  said: Record<string, string>,
): Promise<void> {
  await saveForm(db, {
    template,
    subject: subjectKey(about),
    said: JSON.stringify(said),
    savedAt: now.toISOString(),
    savedBy: actor,
  });
}

function withKnown(template: DocumentTemplate & { own: boolean }) {
  return { ...template, known: [...knownFields[template.about]] };
}
