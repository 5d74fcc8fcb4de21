import type { Area } from '#shared/contract/areas.ts';
import type { KeptQueryName } from '#shared/contract/contract.ts';
import { queriesResting } from '#shared/contract/stale-queries.ts';
import type { Scope } from '#shared/office/scope.ts';
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

interface Alike {
  readonly scope: Scope;
  readonly waiting: Waiting;
  readonly listeners: Listener[];
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
    const event = { event: 'stale' as const, queries, by };
    // Whoever made the change wants to see it at once.
    for (const listener of this.#listeners.all())
      if (listener.session === session || scopeOf(listener) === 'all') listener.tell(event);
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
      for (const group of this.#alike(all)) await this.#tellAlike(group);
    });
    await this.#telling;
  }

  /** Those who listen by the same scope and wait for the same are told the same: it is found out and written once. */
  #alike(all: readonly (readonly [Listener, Waiting])[]): Iterable<Alike> {
    const groups = new Map<string, Alike>();
    for (const [listener, waiting] of all) {
      // Of who has gone nothing is asked any more: the accounts that would tell may be closed.
      if (!this.#listeners.has(listener)) continue;
      const scope = scopeOf(listener);
      const { by, since, changed } = waiting;
      const key = JSON.stringify([scope, by, since, [...changed]]);
      const group = groups.get(key) ?? { scope, waiting, listeners: [] };
      group.listeners.push(listener);
      groups.set(key, group);
    }
    return groups.values();
  }

  async #tellAlike({ scope, waiting, listeners }: Alike): Promise<void> {
    const { scopes, by, since, changed } = waiting;
    const seen = scope === 'all' ? null : await scopes.changedSince(scope, since);
    const names = queriesResting([...changed]);
    const queries = seen === null ? names : names.filter((name) => mayBeOther(name, seen));
    if (queries.length === 0) return;
    const event = { event: 'stale' as const, queries, by };
    for (const listener of listeners) if (this.#listeners.has(listener)) listener.tell(event);
  }
}

/** Who is not known to see less sees everything. */
function scopeOf({ scope }: Listener): Scope {
  return scope?.() ?? 'all';
}

/** Whether an answer can be another one now; what is not kept by what is seen may always be. */
function mayBeOther(name: KeptQueryName, seen: ReadonlySet<Area>): boolean {
  const procedure = findProcedure(name);
  return !isKeptHere(procedure) || (procedure.reads ?? []).some((area) => seen.has(area));
}
