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
    return existsSync(this.#sheet(index));
  }

  /** Errors: DISK_WRITE. */
  keep(index: number, sheet: KeptSheet): void {
    const beside = `${this.#sheet(index)}.part`;
    try {
      writeFileSync(beside, gzipSync(JSON.stringify(sheet), { level: 1 }));
      renameSync(beside, this.#sheet(index));
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.path });
    }
  }

  read(index: number): KeptSheet {
    return JSON.parse(gunzipSync(readFileSync(this.#sheet(index))).toString('utf8')) as KeptSheet;
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

  #sheet(index: number): string {
    return join(this.path, `${String(index + 1).padStart(6, '0')}.json.gz`);
  }
}
