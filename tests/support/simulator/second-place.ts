import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { listSeries, momentsPath } from '#service/upkeep/second-copy/copy-layout.ts';
import { restoreCopy } from '#service/upkeep/second-copy/restore-copy.ts';
import { SecondCopy } from '#service/upkeep/second-copy/second-copy.ts';
import type { Told } from './told.ts';
import type { World } from './world.ts';

/** A second disk, which is pulled out, put in again and full as chance has it, and what the office has copied onto it. */
export class SecondPlace {
  readonly #told: Told;
  readonly #path: string;
  #copy: SecondCopy | null = null;
  /** The visits that were acknowledged when it was last copied whole, and those of the moments before. */
  readonly #held: (readonly string[])[] = [];
  #restored = 0;

  constructor(world: World, told: Told) {
    this.#told = told;
    this.#path = join(world.folder, 'U');
    fs.mkdirSync(this.#path, { recursive: true });
  }

  /** Something happens to it, or it is copied onto, or restored from. What does not hold, in words. */
  async act(world: World): Promise<string[]> {
    const { chance } = world;
    const what = chance.below(8);
    if (what === 0) this.#pull(chance.is(0.5));
    else if (what === 1) return await this.#copyOnto(world, chance.oneOf(['full', 'gone'] as const));
    else this.#putIn();
    const faults = await this.#copyOnto(world, null);
    return faults.length === 0 && what === 2 ? await this.#look(world) : faults;
  }

  /** The office ends in good order, or without a word. */
  async leave(isKilled: boolean): Promise<void> {
    const copy = this.#copy;
    this.#copy = null;
    if (copy === null || isKilled) return;
    copy.noteChange();
    await copy.end();
    this.#note(copy);
  }

  /** At the end all of it is there again. */
  async finish(world: World): Promise<string[]> {
    this.#putIn();
    const faults = await this.#copyOnto(world, null);
    return faults.length > 0 ? faults : await this.#look(world);
  }

  async #copyOnto(world: World, fault: 'full' | 'gone' | null): Promise<string[]> {
    const { workspace } = world.service;
    const { clock } = world;
    const between = <T>(task: () => Promise<T>) => task();
    this.#copy ??= new SecondCopy({ workspace, clock, between, onTurn: () => undefined }, this.#path, false);
    this.#copy.noteChange();
    const heal = fault === null ? () => undefined : failing(this.#path, fault);
    try {
      await this.#copy.copyNow();
    } finally {
      heal();
    }
    const { trouble } = this.#copy.state;
    this.#note(this.#copy);
    const isThere = fs.existsSync(this.#path);
    if (fault === null && isThere && trouble !== null)
      return [`the second copy stands still: ${trouble.code}`];
    if (!isThere && trouble?.code !== 'COPY_PLACE_GONE')
      return ['the second copy does not tell that its place is gone'];
    return [];
  }

  #note({ state: { trouble, waits } }: SecondCopy): void {
    if (trouble === null && !waits) this.#held.push(this.#told.acknowledgedVisits());
  }

  /** Out it goes; where `inWriting`, what it wrote last is there by half. */
  #pull(inWriting: boolean): void {
    if (!fs.existsSync(this.#path)) return;
    const series = this.#folder() ? listSeries(this.#folder() ?? '')[0] : undefined;
    if (inWriting && series && series.moments.length > 1) {
      const path = momentsPath(series.path);
      const text = fs.readFileSync(path);
      fs.writeFileSync(path, text.subarray(0, text.length - 20));
      this.#held.pop();
    }
    fs.renameSync(this.#path, `${this.#path}-out`);
  }

  #putIn(): void {
    if (!fs.existsSync(this.#path)) fs.renameSync(`${this.#path}-out`, this.#path);
  }

  #folder(): string | null {
    const [name] = fs.readdirSync(this.#path);
    return name === undefined ? null : join(this.#path, name);
  }

  /** What is restored of it holds what was acknowledged when it was last copied whole. */
  async #look(world: World): Promise<string[]> {
    const [folder, held] = [this.#folder(), this.#held.at(-1)];
    if (folder === null || held === undefined) return [];
    this.#restored += 1;
    const directory = join(world.folder, `restored-${this.#restored}`);
    await restoreCopy(folder, directory, { until: null, now: world.clock.now() });
    const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'), { readonly: true });
    try {
      const there = new Set(sqlite.prepare<[], string>('select facts from visits').pluck().all());
      return held
        .filter((text) => !there.has(text))
        .map((text) => `the second copy does not hold the visit ${text}`);
    } finally {
      sqlite.close();
      fs.rmSync(directory, { recursive: true, force: true });
    }
  }
}

/** While it is not healed nothing can be noted in a folder; what is beside it goes on. */
function failing(folder: string, fault: 'full' | 'gone'): () => void {
  const { appendFileSync } = fs;
  const code = { full: 'ENOSPC', gone: 'EIO' }[fault];
  const failingAppend: typeof appendFileSync = (path, ...rest) => {
    if (String(path).startsWith(folder)) throw Object.assign(new Error(code), { code });
    appendFileSync(path, ...rest);
  };
  Object.assign(fs, { appendFileSync: failingAppend });
  syncBuiltinESMExports();
  return () => {
    Object.assign(fs, { appendFileSync });
    syncBuiltinESMExports();
  };
}
