import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type DocumentTemplate, knownFields } from '#shared/forms/document-template.ts';
import { saveOwnBlocks, selectOwnBlocks } from '../../db/queries/documents.ts';
import { unknownFields } from '../../workspace/catalogue.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** A template as it is used; `own` where the workspace has its own words for it. */
export type UsedTemplate = DocumentTemplate & { own: boolean };

/** The templates of all localities and those of the pack in force, with the fields that each may name. */
export async function listTemplates({ db, workspace }: Context): Promise<OutputOf<'documents.templates'>> {
  const own = await selectOwnBlocks(db);
  const { catalogue, pack } = workspace;
  return catalogue.documents
    .filter(({ id, ofPack }) => !ofPack || pack.forms.includes(id))
    .map((template) => withKnownFields(withOwnWords(template, own)));
}

/** A template with the workspace's own words where it has some. Errors: TEMPLATE_UNKNOWN. */
export async function findTemplate({ db, workspace }: Context, id: string): Promise<UsedTemplate> {
  const template = workspace.catalogue.documents.find((each) => each.id === id);
  if (!template) throw new CodedError('TEMPLATE_UNKNOWN', { id });
  return withOwnWords(template, await selectOwnBlocks(db));
}

/** Stores own words for a template. Errors: TEMPLATE_FIELD. */
export async function saveTemplate(
  { db, now }: Pick<CommandContext, 'db' | 'now'>,
  template: UsedTemplate,
  blocks: ParsedInputOf<'documents.saveTemplate'>['blocks'],
): Promise<void> {
  const fields = unknownFields({ ...template, blocks });
  if (fields.length > 0)
    throw new CodedError('TEMPLATE_FIELD', {
      fields: fields.join('、'),
      known: [...knownFields[template.about], ...template.asks.map(({ field }) => field)].join('、'),
    });
  await saveOwnBlocks(db, template.id, blocks, now.toISOString());
}

/** With the fields that the words of a template may name. */
export function withKnownFields(template: UsedTemplate) {
  return { ...template, known: [...knownFields[template.about]] };
}

function withOwnWords(
  template: DocumentTemplate,
  own: ReadonlyMap<string, DocumentTemplate['blocks']>,
): UsedTemplate {
  const blocks = own.get(template.id);
  return blocks === undefined ? { ...template, own: false } : { ...template, blocks, own: true };
}
