import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import { presetSchema } from '#shared/contract/import.ts';
import { readPresets, removePreset, savePreset } from '../db/queries/presets.ts';
import { type ChosenFile, sizeOf } from '../platform/file-tokens.ts';
import type { Catalogue } from '../workspace/catalogue.ts';
import type { HandlersOf } from './handler-types.ts';

/** A file of presets: one, or several as an office hands them on. */
const presetFileSchema = z.union([
  presetSchema.transform((preset) => [preset]),
  z.array(presetSchema).min(1),
]);

/** Bytes: thousands of presets. */
const LARGEST_FILE = 4 * 2 ** 20;

export const presetsHandlers: HandlersOf<'presets'> = {
  async 'presets.list'({ db, workspace }) {
    const own = await readPresets(db);
    return [
      ...own.map((preset) => ({ ...preset, own: true })),
      ...workspace.catalogue.presets.map((preset) => ({ ...preset, own: false })),
    ];
  },

  async 'presets.save'(context, preset) {
    const { db, workspace, now } = context;
    refuseTaken(workspace.catalogue, preset.id);
    context.recordBefore((await readPresets(db)).find(({ id }) => id === preset.id) ?? null);
    await savePreset(db, preset, now.toISOString());
    return {};
  },

  async 'presets.remove'(context, { id }) {
    context.recordBefore((await readPresets(context.db)).find((preset) => preset.id === id) ?? null);
    await removePreset(context.db, id);
    return {};
  },

  async 'presets.take'(context, { token }) {
    const { db, files, workspace, now } = context;
    const presets = readPresetFile(files.resolve(token));
    for (const preset of presets) {
      refuseTaken(workspace.catalogue, preset.id);
      await savePreset(db, preset, now.toISOString());
    }
    return { taken: presets.map(({ title }) => title) };
  },
};

/** The presets of a file; its size is asked before it is read. Errors: FILE_TOO_LARGE, FILE_UNREADABLE, PRESET_INVALID. */
function readPresetFile(file: ChosenFile) {
  const { path, name } = file;
  if (sizeOf(file) > LARGEST_FILE) throw new CodedError('FILE_TOO_LARGE', { file: name });
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
  return parsePresets(text, name);
}

/** Errors: PRESET_INVALID. */
function parsePresets(text: string, file: string) {
  try {
    return presetFileSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : '不是 JSON 文件';
    throw new CodedError('PRESET_INVALID', { file, reason });
  }
}

/** Errors: PRESET_TAKEN. */
function refuseTaken({ presets }: Catalogue, id: string): void {
  if (presets.some((preset) => preset.id === id)) throw new CodedError('PRESET_TAKEN', { id });
}
