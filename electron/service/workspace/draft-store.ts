import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { type Draft, draftsProcedures } from '#shared/contract/drafts.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../platform/path-inside.ts';
import { makePrivateFolder } from '../platform/private-files.ts';
import { writeWhole } from '../platform/whole-file.ts';

const keptSchema = z.object({
  actor: z.string(),
  draft: draftsProcedures['drafts.find'].output.element,
});
type KeptDraft = z.infer<typeof keptSchema>['draft'];
type DraftKey = Pick<Draft, 'kind' | 'thing' | 'page'>;

const FILE = /^[0-9a-f]{64}\.json$/;
/** Bytes: a draft in the characters that need most. */
const LARGEST = 2 ** 20;

/**
 * Half-written forms, a file each in the workspace's `drafts` folder. They are no records yet: neither the database nor
 * its trail knows of them, and packets and backups leave them where they are.
 */
export class DraftStore {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Puts a draft in the place of the one before. Errors: DISK_WRITE. */
  keep(actor: string, draft: Draft, now: Date): void {
    const kept: z.infer<typeof keptSchema> = { actor, draft: { ...draft, keptAt: now.toISOString() } };
    try {
      makePrivateFolder(this.#directory);
      writeWhole(this.#directory, nameOf(actor, draft), JSON.stringify(kept));
    } catch {
      throw new CodedError('DISK_WRITE', { path: this.#directory });
    }
  }

  /** The drafts of a person about one thing, the latest first. */
  find(actor: string, { kind, thing }: Pick<Draft, 'kind' | 'thing'>): KeptDraft[] {
    return this.list(actor).filter((draft) => draft.kind === kind && draft.thing === thing);
  }

  /** The drafts of a person, the latest first. */
  list(actor: string): KeptDraft[] {
    if (!existsSync(this.#directory)) return [];
    return readdirSync(this.#directory)
      .filter((name) => FILE.test(name))
      .flatMap((name) => this.#read(pathInside(this.#directory, name), actor) ?? [])
      .sort((a, b) => b.keptAt.localeCompare(a.keptAt));
  }

  discard(actor: string, key: DraftKey): void {
    rmSync(pathInside(this.#directory, nameOf(actor, key)), { force: true });
  }

  /** Null where there is none, where it is somebody else's, and where another program wrote into the folder. */
  #read(path: string, actor: string): KeptDraft | null {
    const entry = lstatSync(path, { throwIfNoEntry: false });
    if (!entry?.isFile() || entry.size > LARGEST) return null;
    try {
      const kept = keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
      return kept.actor === actor ? kept.draft : null;
    } catch {
      return null;
    }
  }
}

function nameOf(actor: string, { kind, thing, page }: DraftKey): string {
  const hash = createHash('sha256').update(`${actor}\0${kind}\0${thing}\0${page}`).digest('hex');
  return `${hash}.json`;
}
