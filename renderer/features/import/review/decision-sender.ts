import type { InputOf } from '#shared/contract/contract.ts';
import type { QueuedVenue } from '#shared/contract/review.ts';
import { client } from '../../../client/client.ts';

type Decision = InputOf<'review.decideEach'>['decisions'][number];

/** What was decided, or passed over, in order. */
export interface Step {
  readonly venues: readonly QueuedVenue[];
  /** Null where it was passed over. */
  readonly decision: Decision | null;
}

interface Listener {
  /** A step that the service refused. */
  readonly refused: (step: Step) => void;
  readonly failed: (error: unknown) => void;
  readonly sending: (isSending: boolean) => void;
}

/** So many go in one message at most. */
const MOST_TOGETHER = 500;

/**
 * Sends decisions beside the work: one message at a time, with all that was decided meanwhile, so that whoever decides
 * faster than the service carries out neither waits nor floods it.
 */
export class DecisionSender {
  readonly #listener: Listener;
  #waiting: Step[] = [];
  /** Taken back after they were sent. */
  readonly #undone = new Set<Step>();
  /** What each message held, the last one behind. */
  readonly #sent: (readonly Step[])[] = [];
  #isBusy = false;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  send(step: Step): void {
    this.#waiting.push(step);
    void this.#work();
  }

  /** Takes the last step back. */
  takeBack(step: Step): void {
    const at = this.#waiting.indexOf(step);
    if (at >= 0) this.#waiting.splice(at, 1);
    else if (step.decision) this.#undone.add(step);
    void this.#work();
  }

  /**
   * The page goes away: what waits is sent at once, behind the message that is under way; the service carries both out,
   * one after the other, whoever is there to hear of it.
   */
  leave(): void {
    const decisions = this.#waiting.splice(0).flatMap(({ decision }) => decision ?? []);
    if (decisions.length === 0) return;
    client.call('review.decideEach', { decisions }, { outlivesPage: true }).catch(() => undefined);
  }

  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#listener.sending(true);
    while ((await this.#undoLast()) || this.#waiting.length > 0)
      if (this.#waiting.length > 0) await this.#carryOut(this.#waiting.splice(0, MOST_TOGETHER));
    this.#isBusy = false;
    this.#listener.sending(false);
  }

  async #carryOut(steps: readonly Step[]): Promise<void> {
    const decisions = steps.flatMap(({ decision }) => decision ?? []);
    const refuse = (error: unknown) => {
      for (const step of steps) {
        this.#undone.delete(step);
        this.#listener.refused(step);
      }
      this.#listener.failed(error);
    };
    await client.call('review.decideEach', { decisions }).then(() => this.#sent.push(steps), refuse);
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
