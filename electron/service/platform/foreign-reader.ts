import type { ReaderName } from '#shared/contract/desktop.ts';
import { type ReaderLimits, type ReaderProcess, startReader, type WorkLimits } from './reader-process.ts';

/**
 * The reader computed or took too long, or took too much memory, and was killed: the program must not open its file
 * again unless a person asks for it.
 */
export class NoAnswer extends Error {}

/** What a reader answers, to `begin` and to each question, in their order. */
export type Answer = { readonly ok: unknown } | { readonly failed: string };

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  /** What the answer may take, ms. */
  readonly longest: number;
}

/** Questions to a reader process. The first answer, before any question, is about what it opened. */
export class ForeignReader {
  readonly opened: Promise<unknown>;
  readonly #process: ReaderProcess;
  /** What an answer may take where nothing else is said. */
  readonly #limits: WorkLimits;
  readonly #waiting: Waiting[] = [];
  #timer: NodeJS.Timeout | null = null;
  #ended: Error | null = null;

  constructor(name: ReaderName, input: unknown, limits: ReaderLimits) {
    const { longest } = limits;
    this.#limits = limits;
    // The first answer also includes the start of the process, which takes longer on a busy machine.
    this.opened = this.#wait(2 * longest);
    // The reader's own time is only for the case that this process is gone, so it gives as long as the longest wait.
    this.#process = startReader<Answer>(
      name,
      input,
      { ...limits, longest: 2 * longest },
      {
        onMessage: (answer) => this.#take(answer),
        onEnd: (hasFailed) => this.#end(hasFailed ? new Error('the reader failed') : new NoAnswer()),
      },
    );
  }

  /** `limits` are those of this answer. Errors: NoAnswer, and what the reader says. */
  async ask(question: unknown, limits = this.#limits): Promise<unknown> {
    if (this.#ended) throw this.#ended;
    const answer = this.#wait(limits.longest);
    this.#process.ask(question, { ...limits, longest: 2 * limits.longest });
    return await answer;
  }

  close(): void {
    this.#end(new Error('the reader was closed'));
  }

  #wait(longest: number): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject, longest });
      if (this.#waiting.length === 1) this.#watch();
    });
  }

  /** The time limit is for one answer; time spent waiting in the queue does not count. */
  #watch(): void {
    if (this.#timer) clearTimeout(this.#timer);
    const [next] = this.#waiting;
    this.#timer = next === undefined ? null : setTimeout(() => this.#end(new NoAnswer()), next.longest);
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.shift();
    this.#watch();
    if ('ok' in answer) waiting?.resolve(answer.ok);
    else waiting?.reject(new Error(answer.failed));
  }

  #end(error: Error): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#process.kill();
    const waiting = this.#waiting.splice(0);
    this.#watch();
    for (const { reject } of waiting) reject(error);
  }
}
