import { createHash } from 'node:crypto';
import { constants, copyFileSync, existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { groundExtensions } from '#shared/contract/import.ts';
import type { Basemap } from '#shared/contract/map.ts';
import type { BasemapSource, Saved } from '#shared/contract/saved.ts';
import { type LngLat, RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';
import { MOST_DRAWN_PIXELS, pictureSize } from '#shared/pictures/picture-size.ts';
import type { AllowedPlaces } from '../../platform/allowed-places.ts';
import { NoAnswer } from '../../platform/foreign-reader.ts';
import { pathInside } from '../../platform/path-inside.ts';
import type { OpenBasemap } from './mbtiles.ts';
import { addressOf, networkBasemap } from './network-basemap.ts';
import { broken, openBasemap, type Shelved, SILENT } from './open-basemap.ts';
import { SilentBasemaps, stamp } from './silent-basemaps.ts';
import { Turns } from './turns.ts';
import { isMbtiles, keyOf, type Wanted } from './wanted-basemap.ts';

/** One that is open, or is being opened. */
interface Held {
  readonly wanted: Wanted;
  /** What it was opened as: another file under its name is opened anew. */
  readonly key: string;
  readonly isOneTooMany: boolean;
  /** Ends its opening where it is no longer wanted. */
  readonly ending: AbortController;
  shelved: Promise<Shelved>;
}

/** What a look at a file that may be taken in has shown. */
interface Look {
  readonly problem: string | null;
  readonly isSilent: boolean;
}

const kinds = ['.pmtiles', '.mbtiles'];
type Allowed = Pick<AllowedPlaces, 'has' | 'allow'>;
const nothingAllowed: Allowed = { has: () => false, allow: () => undefined };

const LONGEST_STEM = 120;
/** What ids of base maps begin with that are no files of the workspace. */
const SAVED = 'saved:';
/** Each MBTiles file has a process: so many are opened at once, and so many are open. */
const OPENED_AT_ONCE = 4;
const MOST_READERS = 24;
const TOO_MANY = `MBTiles 底图超过 ${MOST_READERS} 个，没有打开`;

/**
 * The base maps of a workspace: archives in its `basemaps` folder, archives elsewhere and services on the
 * network. One that cannot be read is listed with its problem; one that did not answer is set aside until a person
 * asks for it again. What lies elsewhere is not touched — no address is called, no path is looked for — before a person has
 * allowed it here.
 */
export class BasemapShelf {
  readonly #directory: string;
  readonly #allowed: Allowed;
  readonly #mostCpu: number | undefined;
  readonly #held = new Map<string, Held>();
  readonly #turns = new Turns(OPENED_AT_ONCE);
  #silent: SilentBasemaps | null = null;
  #isCurrent = false;
  /** Ends what is being opened when the shelf is closed. */
  #closing = new AbortController();
  #saved: readonly Saved[] = [];
  /** Files that were looked at before they are taken in, by path and content. */
  readonly #looks = new Map<string, Look>();

  /** `mostCpu` is what an answer of a file may take of the processor instead, ms: for tests. */
  constructor(directory: string, mostCpu?: number, allowed: Allowed = nothingAllowed) {
    this.#directory = directory;
    this.#allowed = allowed;
    this.#mostCpu = mostCpu;
  }

  async list(): Promise<Basemap[]> {
    const credits = new Map<string, Pick<Basemap, 'attribution' | 'approval'>>();
    for (const { name, content } of this.#saved) if (content.kind === 'credit') credits.set(name, content);
    const held = [...this.#open().values()];
    return await Promise.all(
      held.map(async ({ key, shelved }) => {
        const { description } = await shelved;
        const { attribution, approval } = credits.get(description.id) ?? description;
        return { ...description, version: versionOf(key), attribution, approval };
      }),
    );
  }

  /**
   * The bytes of a tile, empty where there is none.
   * Errors: BASEMAP_UNKNOWN, BASEMAP_BROKEN, BASEMAP_SILENT, BASEMAP_UNREACHABLE.
   */
  async tile(id: string, z: number, x: number, y: number): Promise<Uint8Array> {
    const held = this.#open().get(id);
    if (!held) throw new CodedError('BASEMAP_UNKNOWN', { id });
    const { archive, description, isSilent } = await held.shelved;
    if (isSilent) throw new CodedError('BASEMAP_SILENT', { title: description.title });
    if (!archive) throw new CodedError('BASEMAP_BROKEN', { file: id, reason: description.problem ?? '' });
    try {
      const bytes = await archive.tile(z, x, y);
      // The map decodes what it is given: a small file may claim a gigabyte of pixels.
      const size = description.kind === 'raster' ? pictureSize(bytes) : null;
      if (size && size.width * size.height > MOST_DRAWN_PIXELS) throw new Error('a tile is too large');
      return bytes;
    } catch (error) {
      if (error instanceof CodedError) throw error;
      if (error instanceof NoAnswer) {
        const isStillThis = (await held.shelved).archive === archive;
        if (isStillThis) held.shelved = Promise.resolve(this.#setAside(held.wanted, description));
        throw new CodedError('BASEMAP_SILENT', { title: description.title });
      }
      throw new CodedError('BASEMAP_BROKEN', { file: id, reason: `图块 ${z}/${x}/${y} 损坏` });
    }
  }

  /** Takes over which base maps were saved by name, beside the files of the folder. */
  refresh(saved: readonly Saved[]): void {
    const own = saved.filter(({ content }) => content.kind === 'basemap' || content.kind === 'credit');
    if (JSON.stringify(own) === JSON.stringify(this.#saved)) return;
    this.#saved = own;
    this.#isCurrent = false;
  }

  /**
   * Looks at a file that may be taken in, which takes long where it does not answer; nothing changes by it. `add` knows
   * then what is wrong with it. Errors: BASEMAP_KIND.
   */
  async look(path: string, name: string): Promise<Look> {
    refuseOther(name);
    const key = lookKey(path);
    const look = await this.#lookAt(path, name);
    this.#looks.set(key, look);
    return look;
  }

  async #lookAt(path: string, name: string): Promise<Look> {
    const isDatabase = extname(name).toLowerCase() === '.mbtiles';
    const look = () =>
      openBasemap({ id: name, title: name, path, isDatabase }, this.#patience(this.#closing.signal));
    const { archive, description, isSilent } = isDatabase ? await this.#turns.take(look) : await look();
    archive?.close();
    return { problem: description.problem, isSilent };
  }

  /**
   * Copies an archive into the folder under its own name, or another where that is taken. One that did not answer is
   * set aside from the start. Errors: BASEMAP_KIND, DISK_WRITE.
   */
  async add(path: string, name: string): Promise<{ readonly id: string; readonly problem: string | null }> {
    const { problem, isSilent } = this.#looks.get(lookKey(path)) ?? (await this.look(path, name));
    const extension = extname(name);
    const stem = stemOf(name);
    let free = `${stem}${extension}`;
    // A link that leads nowhere takes a name, too.
    const isTaken = () => lstatSync(pathInside(this.#directory, free), { throwIfNoEntry: false });
    for (let i = 2; isTaken(); i++) free = `${stem} ${i}${extension}`;
    try {
      copyFileSync(path, pathInside(this.#directory, free), constants.COPYFILE_EXCL);
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.#directory });
    }
    if (isSilent) this.#silences.add(free, pathInside(this.#directory, free));
    this.#isCurrent = false;
    const isOneTooMany = this.#open().get(free)?.isOneTooMany === true;
    return { id: free, problem: isOneTooMany ? TOO_MANY : problem };
  }

  /**
   * Opens one again that could not be drawn, and asks a service for the tile of a place; its problem, null where it can
   * be drawn now. Errors: BASEMAP_UNKNOWN.
   */
  async retry(id: string, at: LngLat = [105, 36]): Promise<string | null> {
    const held = this.#open().get(id);
    if (!held) throw new CodedError('BASEMAP_UNKNOWN', { id });
    this.#silences.remove(id);
    const before = await held.shelved;
    before.archive?.close();
    held.shelved = this.#openOne(held.wanted, held.ending.signal);
    const { archive, description } = await held.shelved;
    if (!archive || held.wanted.source.type === 'file') return description.problem;
    return await tryService(archive, at);
  }

  /** Deletes an archive of the folder. Errors: BASEMAP_UNKNOWN. */
  async remove(id: string): Promise<void> {
    const held = this.#open().get(id);
    if (!held || id.startsWith(SAVED)) throw new CodedError('BASEMAP_UNKNOWN', { id });
    await this.#drop(held);
    this.#silences.remove(id);
    rmSync(pathInside(this.#directory, id), { force: true });
    this.#isCurrent = false;
  }

  /** Lets a place beyond the workspace be reached from now on: a person named it, or says so. */
  allow(source: BasemapSource): void {
    this.#allowed.allow(source);
    this.#isCurrent = false;
  }

  close(): void {
    this.#closing.abort();
    this.#closing = new AbortController();
    for (const held of this.#held.values()) void this.#drop(held);
    this.#isCurrent = false;
  }

  get #silences(): SilentBasemaps {
    this.#silent ??= new SilentBasemaps(this.#directory);
    return this.#silent;
  }

  /** All that are wanted, in their order. What is open already and still wanted stays so. */
  #open(): ReadonlyMap<string, Held> {
    if (this.#isCurrent) return this.#held;
    this.#isCurrent = true;
    const before = new Map(this.#held);
    this.#held.clear();
    let readers = 0;
    for (const wanted of this.#listWanted()) {
      if (isMbtiles(wanted)) readers += 1;
      const isOneTooMany = isMbtiles(wanted) && readers > MOST_READERS;
      const key = `${isOneTooMany} ${keyOf(wanted)}`;
      const known = before.get(wanted.id);
      if (known?.key === key) before.delete(wanted.id);
      this.#held.set(wanted.id, known?.key === key ? known : this.#hold(wanted, key, isOneTooMany));
    }
    for (const held of before.values()) void this.#drop(held);
    return this.#held;
  }

  #hold(wanted: Wanted, key: string, isOneTooMany: boolean): Held {
    const ending = new AbortController();
    const shelved = this.#openOne(wanted, ending.signal, isOneTooMany);
    return { wanted, key, isOneTooMany, ending, shelved };
  }

  #listWanted(): Wanted[] {
    const names = existsSync(this.#directory) ? readdirSync(this.#directory).sort() : [];
    const files = names.filter((name) => kinds.includes(extname(name).toLowerCase()));
    return [
      ...files.map((name): Wanted => {
        const path = pathInside(this.#directory, name);
        // A link leads elsewhere, and nobody was asked.
        const mayOpen = lstatSync(path).isFile();
        return { id: name, title: null, source: { type: 'file', path }, mayOpen };
      }),
      ...this.#saved.flatMap(({ id, name, content }): Wanted[] => {
        if (content.kind !== 'basemap') return [];
        const { source } = content;
        return [{ id: savedId(id), title: name, source, mayOpen: this.#allowed.has(source) }];
      }),
    ];
  }

  async #drop(held: Held): Promise<void> {
    if (this.#held.get(held.wanted.id) === held) this.#held.delete(held.wanted.id);
    held.ending.abort();
    (await held.shelved).archive?.close();
  }

  async #openOne(wanted: Wanted, ending: AbortSignal, isOneTooMany = false): Promise<Shelved> {
    const { id, title, source, mayOpen } = wanted;
    if (!mayOpen) return waiting(wanted);
    if (source.type !== 'file') {
      const archive = networkBasemap(title ?? '', source);
      return { description: { id, version: '', ...archive.header, problem: null }, archive, isSilent: false };
    }
    const { path } = source;
    const called = title ?? basename(path, extname(path));
    if (!existsSync(path)) return broken(id, called, '文件不在原处');
    if (this.#silences.has(id, path)) return broken(id, called, SILENT);
    if (isOneTooMany) return broken(id, called, TOO_MANY);
    const isDatabase = isMbtiles(wanted);
    const opening = () => openBasemap({ id, title, path, isDatabase }, this.#patience(ending));
    const shelved = isDatabase ? await this.#turns.take(opening) : await opening();
    return shelved.isSilent ? this.#setAside(wanted, shelved.description) : shelved;
  }

  #patience(ending: AbortSignal) {
    return { mostCpu: this.#mostCpu, signal: AbortSignal.any([this.#closing.signal, ending]) };
  }

  #setAside({ id, source }: Wanted, { title }: Pick<Basemap, 'title'>): Shelved {
    if (source.type === 'file') this.#silences.add(id, source.path);
    return broken(id, title, SILENT);
  }
}

/** What a base map reaches beyond the workspace, in words that a person can judge: a path, or an address without its key. */
export function placeOf(source: BasemapSource): string {
  return source.type === 'file' ? source.path : addressOf(source);
}

/** One that came with the workspace and leads out of it. A link in the folder stays closed: nobody is asked about it. */
function waiting({ id, title, source }: Wanted): Shelved {
  if (title === null) return broken(id, basename(id, extname(id)), '是指向别处的链接，没有打开');
  const shelved = broken(id, title, '随工作区从别处带来，同意后才会连接');
  return { ...shelved, description: { ...shelved.description, waitsFor: placeOf(source) } };
}

/** A name without its ending, as a file of every system can have it. */
function stemOf(name: string): string {
  const plain = basename(name, extname(name))
    .replace(/[<>:"/\\|?*]|\p{Cc}/gu, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return plain.slice(0, LONGEST_STEM) || '底图';
}

/** A file as it is now: one that was changed since is looked at again. */
function lookKey(path: string): string {
  return JSON.stringify([path, stamp(path)]);
}

const TRIED_ZOOM = 12;

function tileOf([lng, lat]: LngLat, z: number): [x: number, y: number] {
  const y = (1 - Math.asinh(Math.tan(lat * RADIANS_PER_DEGREE)) / Math.PI) / 2;
  return [Math.floor(((lng + 180) / 360) * 2 ** z), Math.floor(y * 2 ** z)];
}

/** Why a service gives no picture of a place; null where it does. */
async function tryService({ header, tile }: OpenBasemap, at: LngLat): Promise<string | null> {
  const z = Math.min(header.maxzoom, TRIED_ZOOM);
  try {
    const bytes = await tile(z, ...tileOf(at, z));
    return bytes.length > 0 ? null : '服务在本地没有图块，请核对地址';
  } catch (error) {
    if (error instanceof CodedError && error.code === 'BASEMAP_UNREACHABLE')
      return String(error.details.reason);
    throw error;
  }
}

/** A key may hold what nobody else is to know. */
function versionOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 12);
}

/** The id of a base map that was saved by name. */
export function savedId(id: number): string {
  return `${SAVED}${id}`;
}

/** The number under which a base map was saved; null for a file of the folder. */
export function savedNumber(id: string): number | null {
  return id.startsWith(SAVED) ? Number(id.slice(SAVED.length)) : null;
}

/** Whether a file holds tiles, by its name. */
export function isArchive(file: string): boolean {
  return kinds.includes(extname(file).toLowerCase());
}

/** Whether a file may hold shapes that tiles can be made of, by its name. */
export function isOfShapes(file: string): boolean {
  return groundExtensions.some((extension) => extname(file).toLowerCase() === `.${extension}`);
}

/** Errors: BASEMAP_KIND. */
export function refuseOther(file: string): void {
  if (!isArchive(file)) throw new CodedError('BASEMAP_KIND', { file });
}
