import { copyFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { Basemap } from '#shared/contract/map.ts';
import type { BasemapSource, Saved } from '#shared/contract/saved.ts';
import { type OpenBasemap, openMbtiles } from './mbtiles.ts';
import { networkBasemap } from './network-basemap.ts';
import { openPmtiles } from './pmtiles.ts';

interface Shelved {
  readonly description: Basemap;
  readonly archive: OpenBasemap | null;
}

const kinds = ['.pmtiles', '.mbtiles'];
/** What ids of base maps begin with that are no files of the workspace. */
const SAVED = 'saved:';

/**
 * The base maps of a workspace: archives in its `basemaps` folder, archives elsewhere and services on the
 * network. One that cannot be read is listed with its problem.
 */
export class BasemapShelf {
  readonly #directory: string;
  #shelved: Promise<Map<string, Shelved>> | null = null;
  #saved: readonly Saved[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  async list(): Promise<Basemap[]> {
    const credits = new Map<string, Pick<Basemap, 'attribution' | 'approval'>>();
    for (const { name, content } of this.#saved) if (content.kind === 'credit') credits.set(name, content);
    return [...(await this.#open()).values()].map(({ description }) => {
      const credit = credits.get(description.id);
      if (!credit) return description;
      const { attribution, approval } = credit;
      return { ...description, attribution, approval };
    });
  }

  /** The bytes of a tile, empty where there is none. Errors: BASEMAP_UNKNOWN, BASEMAP_BROKEN, BASEMAP_UNREACHABLE. */
  async tile(id: string, z: number, x: number, y: number): Promise<Uint8Array> {
    const found = (await this.#open()).get(id);
    if (!found) throw new CodedError('BASEMAP_UNKNOWN', { id });
    if (!found.archive)
      throw new CodedError('BASEMAP_BROKEN', { file: id, reason: found.description.problem ?? '' });
    try {
      return await found.archive.tile(z, x, y);
    } catch (error) {
      if (error instanceof CodedError) throw error;
      throw new CodedError('BASEMAP_BROKEN', { file: id, reason: `图块 ${z}/${x}/${y} 损坏` });
    }
  }

  /** Takes over which base maps were saved by name, beside the files of the folder. */
  refresh(saved: readonly Saved[]): void {
    const own = saved.filter(({ content }) => content.kind === 'basemap' || content.kind === 'credit');
    if (JSON.stringify(own) === JSON.stringify(this.#saved)) return;
    this.#saved = own;
    this.#reopen();
  }

  /** Copies an archive into the folder under its own name, or another where that is taken. Errors: BASEMAP_KIND, DISK_WRITE. */
  async add(path: string, name: string): Promise<Basemap> {
    refuseOther(name);
    const extension = extname(name);
    const stem = basename(name, extension);
    let free = name;
    for (let i = 2; existsSync(join(this.#directory, free)); i++) free = `${stem} ${i}${extension}`;
    try {
      copyFileSync(path, join(this.#directory, free));
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.#directory });
    }
    this.#reopen();
    const added = (await this.list()).find(({ id }) => id === free);
    if (!added) throw new CodedError('BASEMAP_UNKNOWN', { id: free });
    return added;
  }

  /** Deletes an archive of the folder. Errors: BASEMAP_UNKNOWN. */
  async remove(id: string): Promise<void> {
    if (!(await this.#open()).has(id) || id.startsWith(SAVED))
      throw new CodedError('BASEMAP_UNKNOWN', { id });
    await this.#close();
    rmSync(join(this.#directory, id), { force: true });
  }

  close(): void {
    void this.#close();
  }

  #open(): Promise<Map<string, Shelved>> {
    this.#shelved ??= this.#openAll();
    return this.#shelved;
  }

  #reopen(): void {
    void this.#close();
  }

  async #close(): Promise<void> {
    const shelved = this.#shelved;
    this.#shelved = null;
    for (const { archive } of (await shelved)?.values() ?? []) archive?.close();
  }

  async #openAll(): Promise<Map<string, Shelved>> {
    const names = existsSync(this.#directory) ? readdirSync(this.#directory).sort() : [];
    const files = names.filter((name) => kinds.includes(extname(name).toLowerCase()));
    const shelved = await Promise.all([
      ...files.map((name) => openFile(name, join(this.#directory, name))),
      ...this.#saved.flatMap(({ id, name, content }) =>
        content.kind === 'basemap' ? [openSaved(savedId(id), name, content.source)] : [],
      ),
    ]);
    return new Map(shelved.map((entry) => [entry.description.id, entry]));
  }
}

/** The id of a base map that was saved by name. */
export function savedId(id: number): string {
  return `${SAVED}${id}`;
}

/** The number under which a base map was saved; null for a file of the folder. */
export function savedNumber(id: string): number | null {
  return id.startsWith(SAVED) ? Number(id.slice(SAVED.length)) : null;
}

/** Errors: BASEMAP_KIND. */
export function refuseOther(file: string): void {
  if (!kinds.includes(extname(file).toLowerCase())) throw new CodedError('BASEMAP_KIND', { file });
}

async function openSaved(id: string, title: string, source: BasemapSource): Promise<Shelved> {
  if (source.type === 'file') return await openFile(id, source.path, title);
  const archive = networkBasemap(title, source);
  return { description: { id, ...archive.header, problem: null }, archive };
}

async function openFile(id: string, path: string, called?: string): Promise<Shelved> {
  const title = called ?? basename(path, extname(path));
  try {
    if (!existsSync(path)) throw new Error('missing');
    const archive = extname(path).toLowerCase() === '.pmtiles' ? await openPmtiles(path) : openMbtiles(path);
    return {
      description: { id, ...archive.header, title: called ?? (archive.header.title || title), problem: null },
      archive,
    };
  } catch {
    const empty: Omit<Basemap, 'id' | 'title' | 'problem'> = {
      kind: 'vector',
      minzoom: 0,
      maxzoom: 0,
      bounds: null,
      attribution: '',
      approval: '',
      layers: [],
    };
    const problem = existsSync(path) ? '文件损坏或格式不受支持' : '文件不在原处';
    return { description: { id, title, ...empty, problem }, archive: null };
  }
}
