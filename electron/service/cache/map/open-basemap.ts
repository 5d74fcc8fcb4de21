import { basename, extname } from 'node:path';
import type { Basemap } from '#shared/contract/map.ts';
import type { Patience } from '../../db/foreign/mbtiles-reader.ts';
import { NoAnswer } from '../../platform/foreign-reader.ts';
import { type OpenBasemap, openMbtiles } from './mbtiles.ts';
import { openPmtiles } from './pmtiles.ts';

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
    const description = { id, ...header, title: title ?? (header.title || called), problem: null };
    return { description, archive, isSilent: false };
  } catch (error) {
    return broken(id, called, error instanceof NoAnswer ? SILENT : '文件损坏或格式不受支持');
  }
}

/** A base map that cannot be drawn, and why. */
export function broken(id: string, title: string, problem: string): Shelved {
  const nothing = { bounds: null, attribution: '', approval: '', layers: [] };
  const description: Basemap = { id, title, kind: 'vector', minzoom: 0, maxzoom: 0, ...nothing, problem };
  return { description, archive: null, isSilent: problem === SILENT };
}
