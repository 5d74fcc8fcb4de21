import { isDeepStrictEqual } from 'node:util';
import { CodedError } from '#shared/contract/errors.ts';
import type { ImportOptions } from '#shared/contract/import.ts';
import { noteReading } from '../db/engine/noting-reader.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import type { Prepared } from '../workspace/context.ts';
import { type OpenList, openList, type PlanContext } from './open-list.ts';
import { matchPart, type PlanPart, type StagedPart, stagePart } from './plan-import.ts';

/** Something that was worked out from what was stored, and whether that is still so. */
interface Found<T> {
  readonly value: T;
  readonly holds: () => boolean;
}

const MOST_TRIES = 3;

const isCancelled = (error: unknown) => error instanceof CodedError && error.code === 'CANCELLED';

/**
 * A list that was read, checked and compared with what is stored before its command's turn came, while others went on.
 * Each step knows what it rests on: where a command has changed that since, it is done again, with those that follow.
 */
export class PreparedImport implements Prepared {
  readonly #context: PlanContext;
  readonly #file: ChosenFile;
  readonly #options: ImportOptions;
  #list: Found<OpenList> | null = null;
  #staged: Found<StagedPart> | null = null;
  #plan: Found<PlanPart> | null = null;

  private constructor(context: PlanContext, file: ChosenFile, options: ImportOptions) {
    this.#context = context;
    this.#file = file;
    this.#options = options;
  }

  /** Errors: those of `openList` and `matchPart`. */
  static async of(context: PlanContext, file: ChosenFile, options: ImportOptions): Promise<PreparedImport> {
    const prepared = new PreparedImport(context, file, options);
    await prepared.renew();
    return prepared;
  }

  isCurrent(): boolean {
    return this.#currentList() !== null && (!this.#isOfOneKind() || this.#currentPlan() !== null);
  }

  async renew(): Promise<void> {
    const list = this.#currentList() ?? (await this.#readList());
    const [kind, ...others] = list.kinds;
    // Later kinds of a mixed list rest on rows of the earlier ones, which are not there yet.
    if (kind === undefined || others.length > 0 || this.#currentPlan()) return;
    let staged = this.#currentStaged();
    if (!staged) {
      this.#staged = await this.#find((db) => stagePart(this.#context, db, list, kind));
      staged = this.#staged.value;
    }
    const rows = staged;
    this.#plan = await this.#find((db) => matchPart(this.#context, db, rows));
  }

  /** What still holds of it, for a command that says the same; a list whose turn has come is not read again. */
  take(file: ChosenFile, options: ImportOptions): { list: OpenList | null; plan: PlanPart | null } {
    const isSame = isDeepStrictEqual(
      [this.#file.path, this.#file.name, this.#options],
      [file.path, file.name, options],
    );
    if (!isSame) return { list: null, plan: null };
    return { list: this.#currentList(), plan: this.#currentPlan() };
  }

  #isOfOneKind(): boolean {
    return this.#list?.value.kinds.length === 1;
  }

  #currentList(): OpenList | null {
    return this.#list?.holds() ? this.#list.value : null;
  }

  #currentStaged(): StagedPart | null {
    return this.#currentList() && this.#staged?.holds() ? this.#staged.value : null;
  }

  #currentPlan(): PlanPart | null {
    return this.#currentStaged() && this.#plan?.holds() ? this.#plan.value : null;
  }

  async #readList(): Promise<OpenList> {
    this.#staged = null;
    this.#plan = null;
    this.#list = await this.#find((db) => openList(this.#context, db, this.#file, this.#options));
    return this.#list.value;
  }

  async #find<T>(work: (db: Read) => Promise<T>): Promise<Found<T>> {
    const { workspace } = this.#context;
    for (let tries = 1; ; tries++) {
      const { db, areas } = noteReading(workspace.database.reader);
      const isAsThen = workspace.seen.tables.watch();
      try {
        const value = await work(db);
        const read = areas();
        return { value, holds: () => isAsThen(read) };
      } catch (error) {
        // What was read at two moments may not fit together.
        if (tries >= MOST_TRIES || isAsThen(areas()) || isCancelled(error)) throw error;
      }
    }
  }
}
