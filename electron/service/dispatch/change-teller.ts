import type { Area } from '#shared/contract/areas.ts';
import type { KeptQueryName } from '#shared/contract/contract.ts';
import { queriesResting } from '#shared/contract/stale-queries.ts';
import { isKeptHere } from '../cache/kept-answers.ts';
import type { ScopedWorkspaces } from '../workspace/scoped-workspaces.ts';
import type { Listeners } from './listeners.ts';
import { findProcedure } from './procedures.ts';
import type { Listener } from './service-call.ts';

/** Who does not see every row is told of several changes at once, so much later: pages ask a little later anyway. */
const TOGETHER_MS = 250;

/** What a command changed, for those who hear of it. */
export interface ToldChange {
  readonly changed: readonly Area[];
  /** The call, and the session that it came from. */
  readonly by: string;
  readonly session: string;
  /** The number of the change before it. */
  readonly since: number;
  readonly scopes: ScopedWorkspaces;
}

interface Waiting {
  readonly scopes: ScopedWorkspaces;
  readonly by: string;
  readonly since: number;
  readonly changed: Set<Area>;
}

/**
 * Tells pages which of their answers rest on what a command changed. Who sees the rows of a scope alone hears only of
 * answers that rest on rows in sight: the others are the same as before, and nobody learns what happens elsewhere.
 */
export class ChangeTeller {
  readonly #listeners: Listeners;
  readonly #waiting = new Map<Listener, Waiting>();
  #telling: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;

  constructor(listeners: Listeners) {
    this.#listeners = listeners;
  }

  tell(change: ToldChange): void {
    const { changed, by, session } = change;
    const queries = queriesResting(changed);
    if (queries.length === 0) return;
    // Whoever made the change wants to see it at once.
    for (const listener of this.#listeners.all())
      if (listener.session === session || scopeOf(listener) === 'all')
        listener.tell({ event: 'stale', queries, by });
      else this.#wait(listener, change);
    if (this.#waiting.size === 0 || this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.settle(), TOGETHER_MS);
    this.#timer.unref();
  }

  #wait(listener: Listener, { scopes, by, since, changed }: ToldChange): void {
    const known = this.#waiting.get(listener);
    const begun = known?.scopes === scopes ? known : null;
    // What was changed in another workspace that was open just before is told with the rest.
    const before = [...(known?.changed ?? [])];
    if (begun) for (const area of changed) begun.changed.add(area);
    else this.#waiting.set(listener, { scopes, by, since, changed: new Set([...before, ...changed]) });
  }

  /** Tells what still waits to be told. */
  async settle(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const all = [...this.#waiting];
    this.#waiting.clear();
    this.#telling = this.#telling.then(async () => {
      for (const [listener, waiting] of all) await this.#tellOne(listener, waiting);
    });
    await this.#telling;
  }

  async #tellOne(listener: Listener, { scopes, by, since, changed }: Waiting): Promise<void> {
    // Of who has gone nothing is asked any more: the accounts that would tell may be closed.
    if (!this.#listeners.has(listener)) return;
    const scope = scopeOf(listener);
    const seen = scope === 'all' ? null : await scopes.changedSince(scope, since);
    const names = queriesResting([...changed]);
    const queries = seen === null ? names : names.filter((name) => mayBeOther(name, seen));
    if (queries.length > 0 && this.#listeners.has(listener)) listener.tell({ event: 'stale', queries, by });
  }
}

/** Who is not known to see less sees everything. */
function scopeOf({ scope }: Listener) {
  return scope?.() ?? 'all';
}

/** Whether an answer can be another one now; what is not kept by what is seen may always be. */
function mayBeOther(name: KeptQueryName, seen: ReadonlySet<Area>): boolean {
  const procedure = findProcedure(name);
  return !isKeptHere(procedure) || (procedure.reads ?? []).some((area) => seen.has(area));
}
