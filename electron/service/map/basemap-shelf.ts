import { existsSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { Basemap } from '#shared/contract/map.ts';
import { type OpenBasemap, openMbtiles } from './mbtiles.ts';
import { openPmtiles } from './pmtiles.ts';

interface Shelved {
  readonly description: Basemap;
  readonly archive: OpenBasemap | null;
}

/** The base maps in a workspace's `basemaps` folder. One that cannot be read is listed with its problem. */
export class BasemapShelf {
  readonly #directory: string;
  #shelved: Promise<Map<string, Shelved>> | null = null;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async list(): Promise<Basemap[]> {
    return [...(await this.#open()).values()].map(({ description }) => description);
  }

  /** The bytes of a tile, empty where the archive has none. Errors: BASEMAP_UNKNOWN, BASEMAP_BROKEN. */
  async tile(id: string, z: number, x: number, y: number): Promise<Uint8Array> {
    const found = (await this.#open()).get(id);
    if (!found) throw new CodedError('BASEMAP_UNKNOWN', { id });
    if (!found.archive)
      throw new CodedError('BASEMAP_BROKEN', { file: id, reason: found.description.problem ?? '' });
    return await found.archive.tile(z, x, y);
  }

  close(): void {
    void this.#shelved?.then((shelved) => {
      for (const { archive } of shelved.values()) archive?.close();
    });
  }

  #open(): Promise<Map<string, Shelved>> {
    this.#shelved ??= openAll(this.#directory);
    return this.#shelved;
  }
}

async function openAll(directory: string): Promise<Map<string, Shelved>> {
  const names = existsSync(directory) ? readdirSync(directory).sort() : [];
  const files = names.filter((name) => ['.pmtiles', '.mbtiles'].includes(extname(name).toLowerCase()));
  const shelved = await Promise.all(files.map((name) => openOne(directory, name)));
  return new Map(shelved.map((entry) => [entry.description.id, entry]));
}

async function openOne(directory: string, name: string): Promise<Shelved> {
  const path = join(directory, name);
  const title = name.slice(0, -extname(name).length);
  try {
    const archive = extname(name).toLowerCase() === '.pmtiles' ? await openPmtiles(path) : openMbtiles(path);
    return {
      description: { id: name, ...archive.header, title: archive.header.title || title, problem: null },
      archive,
    };
  } catch {
    const empty = {
      kind: 'vector' as const,
      minzoom: 0,
      maxzoom: 0,
      bounds: null,
      attribution: '',
      layers: [],
    };
    return { description: { id: name, title, ...empty, problem: '文件损坏或格式不受支持' }, archive: null };
  }
}
