import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetPage } from '#shared/sheets/layout.ts';

/** One drawn sheet as it is kept until its file is written. */
export interface KeptSheet {
  readonly key: string;
  readonly title: string;
  readonly group: string;
  /** Left out of the file. */
  readonly empty: boolean;
  readonly scale: number | null;
  readonly venues: readonly {
    readonly name: string;
    readonly category: string;
    readonly verdict: string;
    readonly distance: string;
  }[];
  readonly missing: readonly string[];
  readonly pages: readonly SheetPage[];
}

/** What is told of a drawn sheet without its pages, and how many it has. */
export interface SheetAbout extends Omit<KeptSheet, 'pages'> {
  readonly count: number;
}

/**
 * Sheets of one print that are drawn already, in the workspace's `printing` folder: a print that was
 * cancelled or cut off goes on after them. `state` tells what they were drawn from; sheets of another state
 * are drawn anew. Null takes them as they are.
 */
export class PrintFolder {
  readonly path: string;

  constructor(workspace: string, id: number, state: string | null) {
    this.path = join(workspace, 'printing', String(id));
    if (state === null) return;
    try {
      const before = join(this.path, 'state');
      if (existsSync(this.path) && (!existsSync(before) || readFileSync(before, 'utf8') !== state))
        this.clear();
      mkdirSync(this.path, { recursive: true });
      writeFileSync(before, state);
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.path });
    }
  }

  has(index: number): boolean {
    return existsSync(this.#about(index));
  }

  /** Errors: DISK_WRITE. */
  keep(index: number, { pages, ...about }: KeptSheet): void {
    const told: SheetAbout = { ...about, count: pages.length };
    try {
      writeFileSync(this.#pages(index), gzipSync(JSON.stringify(pages), { level: 1 }));
      // Told last and under its name at once: a sheet that was cut off does not count.
      const beside = `${this.#about(index)}.part`;
      writeFileSync(beside, JSON.stringify(told));
      renameSync(beside, this.#about(index));
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.path });
    }
  }

  about(index: number): SheetAbout {
    return JSON.parse(readFileSync(this.#about(index), 'utf8')) as SheetAbout;
  }

  /** What is told of every sheet so far, in their order. */
  all(): SheetAbout[] {
    const sheets: SheetAbout[] = [];
    while (this.has(sheets.length)) sheets.push(this.about(sheets.length));
    return sheets;
  }

  pages(index: number): SheetPage[] {
    return JSON.parse(gunzipSync(readFileSync(this.#pages(index))).toString('utf8')) as SheetPage[];
  }

  /** Finished files, in their order. */
  files(): string[] {
    const folder = join(this.path, 'files');
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  /** A fresh folder for the finished files. */
  makeFiles(): string {
    const folder = join(this.path, 'files');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  clear(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #about(index: number): string {
    return join(this.path, `${nameOf(index)}.json`);
  }

  #pages(index: number): string {
    return join(this.path, `${nameOf(index)}.pages.gz`);
  }
}

function nameOf(index: number): string {
  return String(index + 1).padStart(6, '0');
}
