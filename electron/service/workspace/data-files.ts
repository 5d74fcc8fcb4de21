import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';

/** Names of the JSON files of a folder, without their ending. */
export function namesIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'));
}

/** Every file of a folder, each called by the id of what is in it. */
export function readNamed<T extends { readonly id: string }>(directory: string, schema: z.ZodType<T>): T[] {
  return namesIn(directory).map((name) => readOne(directory, name, schema));
}

export function readOne<T extends { readonly id: string }>(
  directory: string,
  name: string,
  schema: z.ZodType<T>,
): T {
  const found = parseFile(join(directory, `${name}.json`), schema);
  refuse(found.id !== name, `${name}.json`, `id 应为 ${name}`);
  return found;
}

export function parseFile<T>(file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new CodedError('PACK_INVALID', { file: basename(file), reason });
  }
}

export function refuse(condition: boolean, file: string, reason: string): void {
  if (condition) throw new CodedError('PACK_INVALID', { file, reason });
}
