import { type CallOptions, client } from '../../../client/client.ts';

/** What was decided, or passed over, in order. */
export interface Step<Thing, Decision> {
  readonly things: readonly Thing[];
  /** None where it was passed over. */
  readonly decisions: readonly Decision[];
}

interface Listener<Thing, Decision> {
  /** A step that the service refused. */
  readonly refused: (step: Step<Thing, Decision>) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Has decisions carried out as one edit. Answers with those that were refused by themselves, by their place among all, and
 * why.
 */
export type CarryOutAll<Decision> = (
  decisions: readonly Decision[],
  options?: CallOptions,
) => Promise<readonly { readonly at: number; readonly message: string }[]>;

/** So many go in one message at most. */
const MOST_TOGETHER = 500;
/** From one message to the next: what is decided faster goes together, for each message has pages ask for what it changed. */
const PACE_MS = 1000;

/**
 * Sends decisions beside the work: the first at once, then one message at a time and not more than one in a second, with
 * all that was decided meanwhile, so that whoever decides faster than the service carries out neither waits nor floods it.
 */
export class DecisionSender<Thing, Decision> {
  readonly #carryOutAll: CarryOutAll<Decision>;
  readonly #listener: Listener<Thing, Decision>;
  #waiting: Step<Thing, Decision>[] = [];
  /** Taken back after they were sent. */
  readonly #undone = new Set<Step<Thing, Decision>>();
  /** What each message held, the last one behind. */
  readonly #sent: (readonly Step<Thing, Decision>[])[] = [];
  /** Ends when nothing is to be sent any more; null where nothing is. */
  #working: Promise<void> | null = null;
  readonly #watchers = new Set<() => void>();
  #sentAt = Number.NEGATIVE_INFINITY;
  /** Ends the pause before the next message. */
  #goOn: (() => void) | null = null;

  constructor(carryOutAll: CarryOutAll<Decision>, listener: Listener<Thing, Decision>) {
    this.#carryOutAll = carryOutAll;
    this.#listener = listener;
  }

  send(step: Step<Thing, Decision>): void {
    this.#waiting.push(step);
    this.#work();
  }

  /** Takes the last step back. */
  takeBack(step: Step<Thing, Decision>): void {
    const at = this.#waiting.indexOf(step);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (step.decisions.length > 0) this.#undone.add(step);
    void this.finish();
    this.#work();
  }

  /** Sends what waits without a pause, and waits until all is answered. */
  async finish(): Promise<void> {
    this.#goOn?.();
    await this.#working;
  }

  get isSending(): boolean {
    return this.#working !== null;
  }

  /** Tells when `isSending` is another one; returns what ends it. */
  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /**
   * The page goes away: what waits is sent at once, behind the message that is under way; the service carries both out,
   * one after the other, whoever is there to hear of it.
   */
  readonly #leave = (): void => {
    const decisions = this.#waiting.splice(0).flatMap((step) => step.decisions);
    if (decisions.length === 0) return;
    this.#carryOutAll(decisions, { outlivesPage: true }).catch(() => undefined);
  };

  #work(): void {
    if (this.#working) return;
    this.#working = this.#sendAll();
    for (const watcher of this.#watchers) watcher();
  }

  async #sendAll(): Promise<void> {
    window.addEventListener('pagehide', this.#leave);
    while ((await this.#undoLast()) || this.#waiting.length > 0) await this.#sendNext();
    window.removeEventListener('pagehide', this.#leave);
    this.#working = null;
    for (const watcher of this.#watchers) watcher();
  }

  async #sendNext(): Promise<void> {
    await this.#pause(this.#sentAt + PACE_MS - performance.now());
    // Something may have been taken back meanwhile.
    if (this.#waiting.length === 0) return;
    this.#sentAt = performance.now();
    await this.#carryOut(this.#waiting.splice(0, MOST_TOGETHER));
  }

  async #pause(ms: number): Promise<void> {
    if (ms <= 0 || this.#undone.size > 0) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
      setTimeout(resolve, ms);
    });
  }

  async #carryOut(steps: readonly Step<Thing, Decision>[]): Promise<void> {
    const decisions = steps.flatMap((step) => step.decisions);
    const refuse = (refused: readonly Step<Thing, Decision>[], error: unknown) => {
      for (const step of refused) {
        this.#undone.delete(step);
        this.#listener.refused(step);
      }
      this.#listener.failed(error);
    };
    try {
      const faults = await this.#carryOutAll(decisions);
      const [first] = faults;
      const refused = first ? stepsAt(steps, new Set(faults.map(({ at }) => at))) : [];
      if (first) refuse(refused, new Error(first.message));
      // Where nothing of a message was carried out there is nothing to be taken back.
      const done = steps.filter((step) => !refused.includes(step));
      if (done.length > 0) this.#sent.push(done);
    } catch (error) {
      refuse(steps, error);
    }
  }

  /** Takes back the last message where a step of it was taken back; its other steps are sent anew. */
  async #undoLast(): Promise<boolean> {
    const last = this.#sent.at(-1);
    if (!last?.some((step) => this.#undone.has(step))) return false;
    this.#sent.pop();
    const sendOthers = () => this.#waiting.unshift(...last.filter((step) => !this.#undone.has(step)));
    await client.call('edits.undo', { until: null }).then(sendOthers, this.#listener.failed);
    for (const step of last) this.#undone.delete(step);
    return true;
  }
}

/** The steps that hold one of some decisions, which are counted through all steps. */
function stepsAt<Thing, Decision>(
  steps: readonly Step<Thing, Decision>[],
  places: ReadonlySet<number>,
): readonly Step<Thing, Decision>[] {
  let at = 0;
  return steps.filter(({ decisions }) => {
    const from = at;
    at += decisions.length;
    return decisions.some((_, i) => places.has(from + i));
  });
}
