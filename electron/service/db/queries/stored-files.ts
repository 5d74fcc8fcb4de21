import type { Read } from '../schema/schema.ts';

/** A file in the folder of attachments, with what the record that names it calls it. */
export interface StoredFile {
  readonly file: string;
  readonly thumbnail: string | null;
  readonly name: string;
}

/** Names of the files of attachments, each once. */
export async function selectAttachmentFiles(db: Read): Promise<string[]> {
  const rows = await db.selectFrom('attachments').select('file').distinct().execute();
  return rows.map(({ file }) => file);
}

/** Every file that some record names: of attachments, of prints that were finished, of reports. */
export async function selectStoredFiles(db: Read): Promise<StoredFile[]> {
  const attachments = await db.selectFrom('attachments').select(['file', 'thumbnail', 'name']).execute();
  const prints = await db
    .selectFrom('prints')
    .select(['file', 'title as name'])
    .where('file', 'is not', null)
    .$narrowType<{ file: string }>()
    .execute();
  const reports = await db.selectFrom('reports').select(['file', 'title as name']).execute();
  return [...attachments, ...[...prints, ...reports].map((made) => ({ ...made, thumbnail: null }))];
}
