import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { layoutOf } from '#shared/blanks/form-layout.ts';
import { labelKey } from '#shared/blanks/understand-table.ts';
import type { BlankSource } from '#shared/contract/blanks.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { findBlank, removeBlank, saveBlankRow, selectBlanks } from '../../db/queries/blanks.ts';
import type { Read, Write } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import type { BlankFile } from './blank-file.ts';
import { openBlank } from './open-blank.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'files'>;

/** A blank form as it came: its bytes, and what its file is called. */
export interface BlankBytes {
  readonly bytes: Uint8Array;
  readonly name: string;
}

export async function listBlanks(db: Read): Promise<OutputOf<'blanks.list'>> {
  return (await selectBlanks(db)).map(({ content, signature: _, hash: __, file: ___, ...row }) => ({
    ...row,
    content: readStored('blanks.content', content),
  }));
}

/** Errors: FILE_TOKEN_UNKNOWN, BLANK_UNKNOWN, ATTACHMENT_MISSING, FILE_UNREADABLE. */
export async function readBlank({ db, workspace, files }: Context, source: BlankSource): Promise<BlankBytes> {
  if ('token' in source) {
    const { path, name } = files.resolve(source.token);
    try {
      return { bytes: new Uint8Array(await readFile(path)), name };
    } catch {
      throw new CodedError('FILE_UNREADABLE', { file: name });
    }
  }
  const saved = await findBlank(db, source.preset);
  if (!saved) throw new CodedError('BLANK_UNKNOWN', { id: source.preset });
  return { bytes: new Uint8Array(workspace.attachments.read(saved.file, saved.name)), name: saved.fileName };
}

/** By what a form is known again when it comes the next month: its labels, whatever its title says of the days. */
export function signatureOf(file: BlankFile): string {
  const labels = file.grids().flatMap((grid) => {
    if (grid.hidden) return [];
    const { tables, fields } = layoutOf(grid);
    return [
      ...tables.flatMap(({ columns }) => columns.map(({ path }) => labelKey(path))),
      ...fields.map(({ label, group }) => labelKey([group, label])),
    ];
  });
  return createHash('sha256')
    .update(JSON.stringify([file.extension, labels]))
    .digest('hex');
}

/** Keeps a form as it is, with what was typed; its id. Errors: those of opening it. */
export async function saveBlank(
  context: CommandContext,
  { source, name, content }: ParsedInputOf<'blanks.save'>,
): Promise<number> {
  const { bytes, name: fileName } = await readBlank(context, source);
  const blank = await openBlank(bytes, fileName);
  const { hash, file } = context.workspace.attachments.keep(Buffer.from(bytes), blank.extension);
  return await saveBlankRow(context.db, {
    name,
    fileName,
    signature: signatureOf(blank),
    hash,
    file,
    content: writeStored('blanks.content', content),
    updatedAt: context.now.toISOString(),
    updatedBy: context.actor,
  });
}

/** Errors: BLANK_UNKNOWN. */
export async function removeSavedBlank(db: Write, id: number) {
  const removed = await removeBlank(db, id);
  if (!removed) throw new CodedError('BLANK_UNKNOWN', { id });
  return removed;
}
