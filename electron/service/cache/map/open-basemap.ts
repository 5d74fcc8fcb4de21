import { basename, extname } from 'node:path';
import { type Basemap, basemapSchema } from '#shared/contract/map.ts';
import type { Patience } from '../../db/foreign/mbtiles-reader.ts';
import { NoAnswer } from '../../platform/foreign-reader.ts';
import { type OpenBasemap, openMbtiles } from './mbtiles.ts';
import { openPmtiles } from './pmtiles.ts';
import { UnusableArchive } from './tile-metadata.ts';

/** A base map as it stands on the shelf: one that cannot be drawn has a problem and no archive. */
export interface Shelved {
  readonly description: Basemap;
  readonly archive: OpenBasemap | null;
  /** It did not answer. */
  readonly isSilent: boolean;
}

/** What is told of a base map that did not answer. */
export const SILENT = '没有应答，已停用';

/** What is opened, and how: `title` is null for what the file says, `isDatabase` for what needs a process of its own. */
export interface BasemapFile {
  readonly id: string;
  readonly title: string | null;
  readonly path: string;
  readonly isDatabase: boolean;
}

/** Opens a file of tiles; one that cannot be read, or does not answer, has its problem in words. */
export async function openBasemap(
  { id, title, path, isDatabase }: BasemapFile,
  limits: Patience,
): Promise<Shelved> {
  const called = title ?? basename(path, extname(path));
  try {
    const archive = isDatabase ? await openMbtiles(path, limits) : await openPmtiles(path);
    const { header } = archive;
    const named = { id, version: '', ...header, title: title ?? (header.title || called), problem: null };
    // What a file says of itself may be anything: one that is no base map of ours hides no other.
    const description = basemapSchema.safeParse(named);
    if (description.success) return { description: description.data, archive, isSilent: false };
    archive.close();
    return broken(id, called, DAMAGED);
  } catch (error) {
    return broken(id, called, problemOf(error));
  }
}

const DAMAGED = '文件损坏或格式不受支持';

function problemOf(error: unknown): string {
  if (error instanceof NoAnswer) return SILENT;
  return error instanceof UnusableArchive ? error.message : DAMAGED;
}

/** A base map that cannot be drawn, and why. */
export function broken(id: string, title: string, problem: string): Shelved {
  const nothing = { bounds: null, attribution: '', approval: '', layers: [] };
  const zooms = { minzoom: 0, maxzoom: 0 };
  const description: Basemap = { id, version: '', title, kind: 'vector', ...zooms, ...nothing, problem };
  return { description, archive: null, isSilent: problem === SILENT };
}
