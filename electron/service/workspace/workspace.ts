import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Area, areas, mapGrounds } from '#shared/contract/areas.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Damage, FolderAccess } from '#shared/contract/workspace.ts';
import type { Rule, RulePack } from '#shared/rules/rule.ts';
import { KeptAnswers, SharedAnswers } from '../cache/kept-answers.ts';
import { BasemapShelf } from '../cache/map/basemap-shelf.ts';
import { WorkspaceTiles } from '../cache/map/workspace-tiles.ts';
import { NearPlaces } from '../cache/places/near-places.ts';
import { PlaceCache } from '../cache/places/place-cache.ts';
import { FoundRows, RowSets } from '../cache/row-sets.ts';
import { Search, SearchedVenues } from '../cache/search/search.ts';
import type { Touched } from '../cache/touched.ts';
import { DATABASE_FILE } from '../db/engine/file-names.ts';
import { KeepingReader, KeptRows } from '../db/engine/keeping-reader.ts';
import { type OpenDatabase, type OpenOptions, openDatabase } from '../db/engine/open.ts';
import { WholeTables } from '../db/engine/seen-tables.ts';
import type { NotedRows } from '../db/journal/noted-rows.ts';
import { countMisnamed, type MisnamedRows } from '../db/queries/foreign-names.ts';
import { readMeta, writeMeta } from '../db/schema/meta.ts';
import { localActor } from '../platform/actor.ts';
import { AllowedPlaces } from '../platform/allowed-places.ts';
import { makePrivateFolder, shutOthersOut } from '../platform/private-files.ts';
import { AttachmentStore } from './attachment-store.ts';
import { type Catalogue, loadCatalogue } from './catalogue.ts';
import { clearStrays, refuseLinks } from './clear-strays.ts';
import { DraftStore } from './draft-store.ts';
import { Editors } from './editors.ts';
import { readRulesInForce } from './rules-in-force.ts';
import { WaitingPhotos } from './waiting-photos.ts';

/** A file to double-click: the desktop application opens the workspace that it lies in. */
const WORKSPACE_MARK = '打开工作区.xaw';

/** What a committed command changed; `rows` is null where they are not known one by one. */
export interface Change {
  readonly touched: Touched;
  readonly changed: readonly Area[];
  readonly rows: NotedRows | null;
}

/** Who reads the database of a workspace beside it. */
interface Follower {
  /** Hears of a change after the workspace itself has taken it over. */
  follow(change: Change): void;
  /** Lets go of all that it keeps in memory. */
  forget(): void;
  close(): Promise<void>;
}

/** Versions of all tables, and what was found in them for all who see the same of them. */
class Seen {
  readonly tables = new WholeTables();
  /** The same, when the caches have taken a change over: what was worked out before that is not kept as if after it. */
  readonly settled = new WholeTables();
  readonly answers = new SharedAnswers();
  readonly statements = new KeptRows();
  readonly rows = new FoundRows();
}

/** An open workspace folder. */
export interface Workspace {
  readonly directory: string;
  /** Whether all rows are seen. Where not, another connection to the folder would see more than may be told. */
  readonly isWhole: boolean;
  readonly name: string;
  readonly demonstration: boolean;
  /** What could be read where the database was damaged: then nothing can be changed. */
  readonly damage: Damage | null;
  /** Who but its user could get at the folder when it was opened. */
  readonly access: FolderAccess;
  /** Rows that named files in no proper form when it was opened: somebody else wrote them. */
  readonly misnamed: readonly MisnamedRows[];
  readonly pack: RulePack;
  readonly rules: readonly Rule[];
  readonly catalogue: Catalogue;
  readonly database: OpenDatabase;
  /** Reads committed rows, and keeps short results until what they rest on changes. */
  readonly kept: KeepingReader;
  /** Which state of its tables is seen, and what all found who see the same. */
  readonly seen: Seen;
  readonly answers: KeptAnswers;
  readonly places: PlaceCache;
  readonly near: NearPlaces;
  readonly tiles: WorkspaceTiles;
  readonly basemaps: BasemapShelf;
  readonly attachments: AttachmentStore;
  readonly drafts: DraftStore;
  readonly waiting: WaitingPhotos;
  readonly rowSets: RowSets;
  readonly search: Search;
  readonly editors: Editors;
  /** Tells who reads the same database by another connection of what changes, and when it closes. */
  follow(follower: Follower): void;
  /** Takes over what a committed command changed. */
  refresh(change: Change): Promise<void>;
  /** Lets go of all that is kept in memory, so that it is read anew: where taking over what changed has failed. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

export interface NewWorkspace {
  readonly directory: string;
  readonly name?: string;
  readonly pack: string;
  readonly demonstration?: boolean;
  readonly now: Date;
}

/** Makes a workspace in an empty or missing folder. Errors: WORKSPACE_EXISTS, PACK_UNKNOWN, DISK_WRITE. */
export async function createWorkspace(wanted: NewWorkspace): Promise<void> {
  const directory = resolve(wanted.directory);
  const pack = loadCatalogue().pack(wanted.pack);
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new CodedError('WORKSPACE_EXISTS', { path: directory });
  try {
    for (const folder of ['attachments', 'basemaps']) makePrivateFolder(join(directory, folder));
    // The folder may have been there, empty and open to others.
    shutOthersOut(directory);
    layMark(directory);
    await fillNew(directory, pack.id, wanted);
  } catch (error) {
    // The folder was empty before. It is removed, because half a workspace in it would make the next try fail.
    rmSync(directory, { recursive: true, force: true });
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: directory });
  }
}

async function fillNew(directory: string, pack: string, wanted: NewWorkspace): Promise<void> {
  const database = await openDatabase(directory, true);
  try {
    await database.writer.transaction().execute(async (trx) => {
      const at = wanted.now.toISOString();
      const values = {
        name: wanted.name?.trim() || basename(directory),
        pack,
        createdAt: at,
        demonstration: wanted.demonstration ? '1' : '0',
      } as const;
      for (const [key, value] of Object.entries(values))
        await writeMeta(trx, key as keyof typeof values, value);
      await database.record(trx, {
        at,
        actor: localActor(),
        command: 'workspace.create',
        input: JSON.stringify({ name: values.name, pack }),
        before: 'null',
        after: JSON.stringify(values),
      });
    });
  } finally {
    await database.close();
  }
}

/** Opens a workspace for this process alone. Errors: those of `openDatabase`, WORKSPACE_LINKED, PACK_UNKNOWN, PACK_INVALID. */
export async function openWorkspace(directory: string, options: OpenOptions = {}): Promise<Workspace> {
  const path = resolve(directory);
  refuseLinks(path);
  const database = await openDatabase(path, false, options);
  // The workspace is locked now, so no other process is still working on unfinished files in it.
  clearStrays(path);
  try {
    layMark(path);
  } catch {
    // A folder that cannot be written opens all the same, by the menu.
  }
  return await assemble(path, database, null, options.patience);
}

/** Workspaces of older versions were made without it. */
function layMark(directory: string): void {
  const mark = join(directory, WORKSPACE_MARK);
  // Where a link has this name, the file it leads to must not be overwritten.
  if (!existsSync(mark)) writeFileSync(mark, 'xueantu-workspace\n', { flag: 'wx' });
}

/** What belongs to an open workspace, around its database. Closes the database where it fails. Errors: PACK_UNKNOWN, PACK_INVALID. */
export async function assemble(
  path: string,
  database: OpenDatabase,
  damage: Damage | null,
  patience: OpenOptions['patience'],
): Promise<Workspace> {
  try {
    const access = shutOthersOut(path);
    const misnamed = await countMisnamed(database.reader);
    const catalogue = loadCatalogue();
    let inForce = await readRulesInForce(database.reader, catalogue);
    const basemaps = new BasemapShelf(
      join(path, 'basemaps'),
      patience,
      new AllowedPlaces(path, DATABASE_FILE),
    );
    const attachments = new AttachmentStore(join(path, 'attachments'));
    const drafts = new DraftStore(join(path, 'drafts'));
    const waiting = new WaitingPhotos(join(path, 'waiting'));
    const places = new PlaceCache(database.reader);
    const tiles = new WorkspaceTiles(places);
    const seen = new Seen();
    const rowSets = new RowSets(database.reader, seen.tables, seen.rows);
    const near = new NearPlaces(places, database.reader, seen.settled);
    const kept = new KeepingReader(database.reader, seen.tables, seen.statements);
    const answers = new KeptAnswers(seen.settled, seen.answers);
    const search = new Search(new SearchedVenues(database.reader));
    const editors = new Editors();
    const followers: Follower[] = [];
    database.readRegions({
      at: (level, lng, lat) => places.regionsNow?.at(level, lng, lat) ?? null,
      ofSchool: (level, id) => places.regionsNow?.ofSchool(level, id) ?? null,
    });
    database.readNear(near.lookUp);
    return {
      directory: path,
      isWhole: true,
      name: (await readMeta(database.reader, 'name')) ?? basename(path),
      demonstration: (await readMeta(database.reader, 'demonstration')) === '1',
      damage,
      access,
      misnamed,
      get pack() {
        return inForce.pack;
      },
      get rules() {
        return inForce.rules;
      },
      catalogue,
      database,
      kept,
      seen,
      answers,
      places,
      near,
      tiles,
      basemaps,
      attachments,
      drafts,
      waiting,
      rowSets,
      search,
      editors,
      follow: (follower) => void followers.push(follower),
      async refresh(change) {
        const { touched, changed } = change;
        const db = database.reader;
        seen.tables.change(changed);
        search.forget(changed);
        await search.venues.refresh(touched);
        if (touched.rules) {
          inForce = await readRulesInForce(db, catalogue);
          tiles.redraw();
        }
        await places.refresh(touched);
        await tiles.refresh(db, touched);
        if (changed.some((area) => mapGrounds.includes(area))) tiles.grow();
        // Last: what was worked out from caches that were not yet refreshed is not kept either.
        seen.settled.change(changed);
        for (const follower of followers) follower.follow(change);
      },
      async renew() {
        seen.tables.change(areas);
        search.forgetAll();
        places.forget();
        for (const follower of followers) follower.forget();
        inForce = await readRulesInForce(database.reader, catalogue);
        tiles.redraw();
        tiles.grow();
        seen.settled.change(areas);
      },
      async close() {
        for (const follower of followers) await follower.close();
        tiles.close();
        basemaps.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
