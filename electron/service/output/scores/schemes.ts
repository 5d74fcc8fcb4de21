import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ListedScheme } from '#shared/contract/scores.ts';
import { type ScoreScheme, scoreSchemeSchema } from '#shared/scores/score-scheme.ts';
import {
  deleteScoreScheme,
  findScoreScheme,
  insertScoreScheme,
  selectScoreSchemes,
  updateScoreScheme,
} from '../../db/queries/scores.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';

type Context = Pick<QueryContext, 'workspace'> & { readonly db: Read };

/** More is no scheme: one with all that it may hold has a tenth of this. */
const MOST_BYTES = 1_000_000;

/** The office's own schemes, then those of the pack in force, then those that the program suggests. */
export async function listSchemes({ db, workspace }: Context): Promise<ListedScheme[]> {
  const given = (key: string, source: 'builtin' | 'pack', scheme: ScoreScheme): ListedScheme => ({
    ...{ key, source, scheme },
    ...{ revision: null, savedAt: '', savedBy: '' },
  });
  const { pack, catalogue } = workspace;
  return [
    ...(await selectScoreSchemes(db)).map(
      ({ key, content, revision, savedAt, savedBy }): ListedScheme => ({
        ...{ key, revision, savedAt, savedBy },
        source: 'own',
        scheme: readStored('scoreSchemes.content', content),
      }),
    ),
    ...pack.scoreSchemes.map((scheme, i) => given(`pack-${pack.id}-${i + 1}`, 'pack', scheme)),
    ...catalogue.scoreSchemes.map((scheme) => given(`builtin-${scheme.of}`, 'builtin', scheme)),
  ];
}

/** Errors: SCHEME_UNKNOWN. */
export async function requireScheme(context: Context, key: string): Promise<ListedScheme> {
  const found = (await listSchemes(context)).find((each) => each.key === key);
  if (!found) throw new CodedError('SCHEME_UNKNOWN', { key });
  return found;
}

/** Keeps a scheme of the office; its key. Errors: SCHEME_UNKNOWN, SCHEME_CHANGED. */
export async function saveScheme(
  { db, now, actor, recordBefore }: CommandContext,
  { key, revision, scheme }: Pick<ParsedInputOf<'scores.saveScheme'>, 'key' | 'revision' | 'scheme'>,
): Promise<string> {
  const content = writeStored('scoreSchemes.content', scheme);
  const saved = { content, savedAt: now.toISOString(), savedBy: actor };
  if (key === null) {
    const added = newUid();
    await insertScoreScheme(db, { ...saved, key: added, revision: 1 });
    return added;
  }
  const before = await findScoreScheme(db, key);
  if (!before) throw new CodedError('SCHEME_UNKNOWN', { key });
  if (before.revision !== revision) throw new CodedError('SCHEME_CHANGED', { by: before.savedBy });
  recordBefore(before);
  await updateScoreScheme(db, key, { ...saved, revision: before.revision + 1 });
  return key;
}

/** Takes a scheme over from a file; its key. Errors: FILE_TOKEN_UNKNOWN, SCHEME_FILE. */
export async function importScheme(context: CommandContext, token: string): Promise<string> {
  const { path, name } = context.files.resolve(token);
  const refused = (reason: string) => new CodedError('SCHEME_FILE', { file: name, reason });
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw refused('文件打不开');
  }
  if (text.length > MOST_BYTES) throw refused('文件太大');
  const read = scoreSchemeSchema.safeParse(parsed(text));
  if (!read.success) throw refused(z.prettifyError(read.error).replaceAll('\n', ' '));
  return await saveScheme(context, { key: null, revision: null, scheme: read.data });
}

/** Undefined, which no scheme is, where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

/** Errors: SCHEME_UNKNOWN, SCHEME_READONLY. */
export async function removeScheme(context: CommandContext, key: string): Promise<void> {
  const { source, scheme } = await requireScheme(context, key);
  if (source !== 'own') throw new CodedError('SCHEME_READONLY', { title: scheme.title });
  context.recordBefore(await findScoreScheme(context.db, key));
  await deleteScoreScheme(context.db, key);
}
