import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetPage } from '#shared/sheets/layout.ts';

/** Pages of the fullest sheet are some tens of MiB: what unpacks to more was not written here. */
const LARGEST_PAGES = 512 * 2 ** 20;

/** What is told of a drawn sheet beside its pages. */
const sheetAboutSchema = z.object({
  key: z.string(),
  title: z.string(),
  group: z.string(),
  /** Left out of the file. */
  empty: z.boolean(),
  scale: z.number().nullable(),
  /** By what it is known again when it is to be printed once more. */
  shows: z.string().optional(),
  look: z.string().optional(),
  venues: z.array(
    z.object({ name: z.string(), category: z.string(), verdict: z.string(), distance: z.string() }),
  ),
  /** Tiles of base maps that could not be had. */
  missing: z.array(z.string()),
  /** How many pages it has. */
  count: z.number(),
});
export type SheetAbout = Readonly<z.infer<typeof sheetAboutSchema>>;

/** What is known once the files of a print are written: `starts` by the keys of the sheets. */
const writtenSchema = z.object({ pages: z.number(), starts: z.record(z.string(), z.number()) });
export type WrittenPages = Readonly<z.infer<typeof writtenSchema>>;

/** A page as this program wrote it; its marks are not looked at one by one. */
const pagesSchema = z.array(
  z.custom<SheetPage>((page) => typeof page === 'object' && page !== null && 'marks' in page),
);

/** One drawn sheet as it is stored until its file is written. */
export interface DrawnSheet extends Omit<SheetAbout, 'count'> {
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
    return existsSync(this.#about(index));
  }

  /** Errors: DISK_WRITE. */
  keep(index: number, { pages, ...about }: DrawnSheet): void {
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
    return sheetAboutSchema.parse(JSON.parse(readFileSync(this.#about(index), 'utf8')));
  }

  /** What is told of every sheet so far, in their order. */
  all(): SheetAbout[] {
    const sheets: SheetAbout[] = [];
    while (this.has(sheets.length)) sheets.push(this.about(sheets.length));
    return sheets;
  }

  /** Keeps on which pages of their files the sheets begin, and how many pages there are with all lists. */
  keepWritten(written: WrittenPages): void {
    writeFileSync(join(this.path, 'written'), JSON.stringify(written));
  }

  /** Null before its files were written. */
  written(): WrittenPages | null {
    const path = join(this.path, 'written');
    return existsSync(path) ? writtenSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
  }

  pages(index: number): SheetPage[] {
    return pagesSchema.parse(
      JSON.parse(
        gunzipSync(readFileSync(this.#pages(index)), { maxOutputLength: LARGEST_PAGES }).toString('utf8'),
      ),
    );
  }

  /** Finished files, in their order. */
  files(): string[] {
    const folder = join(this.path, 'files');
    if (!existsSync(folder)) return [];
    // The workspace may come from elsewhere: a link in its folder would carry another file out.
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    return entries.map(({ name }) => name).sort();
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
