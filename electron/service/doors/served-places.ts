import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { DATABASE_FILE } from '../db/engine/file-names.ts';
import type { DataService } from '../dispatch/service.ts';
import { systemClock } from '../platform/clock.ts';
import { pathInside } from '../platform/path-inside.ts';
import { loadCatalogue } from '../workspace/catalogue.ts';
import { createWorkspace } from '../workspace/workspace.ts';

/** The demonstration, which is made when it is first opened. */
const DEMONSTRATION = '演示工作区';

type Places = OutputOf<'host.places'>;

/**
 * The folder that is served with the workspaces in it: what a page may open and where it may make a new one. Nothing
 * beyond the folder is looked at, and a page names no path.
 */
export class ServedPlaces {
  readonly #service: DataService;
  readonly #folder: string;

  /** `folder` holds workspaces. */
  constructor(service: DataService, folder: string) {
    this.#service = service;
    this.#folder = resolve(folder);
  }

  list(): Places {
    const current = this.#service.hasWorkspace ? this.#service.workspace.directory : null;
    const names = this.#names();
    const offered = names.includes(DEMONSTRATION) ? names : [...names, DEMONSTRATION];
    return {
      workspaces: offered.map((name) => ({
        id: idOf(name),
        name,
        place: names.includes(name) ? this.#folder : '虚构的城镇，可以随意试',
        current: current === join(this.#folder, name),
      })),
      servers: [],
      keepsSessions: false,
      packs: loadCatalogue().packs.map(({ id, title, region }) => ({ id, title, region })),
    };
  }

  /** Errors: WORKSPACE_MISSING, and those of opening. */
  async open(id: string): Promise<void> {
    const name = [...this.#names(), DEMONSTRATION].find((each) => idOf(each) === id);
    if (name === undefined) throw new CodedError('WORKSPACE_MISSING', { path: this.#folder });
    const directory = pathInside(this.#folder, name);
    if (!isWorkspace(directory)) {
      // Imported only here: nothing else of the door needs the made-up town.
      const { writeDemo } = await import('../../demo/write-demo.ts');
      await writeDemo(directory, systemClock);
    }
    await this.#service.openOrSalvage(directory);
  }

  /** Makes a workspace in the folder and opens it. Errors: WORKSPACE_EXISTS, PACK_UNKNOWN, DISK_WRITE. */
  async create(title: string, pack: string): Promise<void> {
    const directory = pathInside(this.#folder, folderName(title));
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    await createWorkspace({ directory, name: title, pack, now: systemClock.now() });
    await this.#service.open(directory);
  }

  #names(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && isWorkspace(join(this.#folder, entry.name)))
      .map(({ name }) => name)
      .sort((a, b) => a.localeCompare(b, 'zh-CN'));
  }
}

/** What is served of a path: a workspace with those beside it, or a folder for workspaces. */
export function servedOf(path: string): { readonly folder: string; readonly workspace: string | null } {
  const directory = resolve(path);
  return isWorkspace(directory)
    ? { folder: dirname(directory), workspace: directory }
    : { folder: directory, workspace: null };
}

function isWorkspace(directory: string): boolean {
  return existsSync(join(directory, DATABASE_FILE));
}

/** A name for a page, which tells nothing of where the folder lies. */
function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 16);
}

/** A name as a folder of every system can have it. */
function folderName(title: string): string {
  const plain = title.replace(/[<>:"/\\|?*]|\p{Cc}/gu, ' ').replace(/^[. ]+|[. ]+$/g, '');
  return basename(plain).slice(0, 60) || '工作区';
}
