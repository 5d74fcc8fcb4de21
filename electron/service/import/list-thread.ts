import type { ErrorDetails } from '#shared/contract/error-messages.ts';
import { CodedError, type ErrorCode } from '#shared/contract/errors.ts';
import { type ChosenFile, sizeOf } from '../platform/file-tokens.ts';
import { startReader } from '../platform/reader-process.ts';
import { MOST_MEMORY, startWorker } from '../platform/worker-thread.ts';
import { takeBulkWorker } from './list-worker.ts';

/** What a thread of either kind may tell instead of what was asked for. */
export interface ThreadFailure {
  readonly kind: 'failed';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

/** What reading a file may take before it is ended. */
export interface ReadingLimits {
  /** Between two messages of the thread, ms. */
  readonly longest: number;
  /** Of the thread's own heap, MiB. */
  readonly mostMemory: number;
}

/**
 * The time allowed, ms: a base, and a part for each MiB. It is several times what an old office computer needs to start
 * and read a workbook of that size.
 */
const PATIENCE_MS = 30_000;
const PATIENCE_PER_MEBIBYTE_MS = 20_000;
function limitsOf(file: ChosenFile): ReadingLimits {
  const mebibytes = sizeOf(file) / 2 ** 20;
  return { longest: PATIENCE_MS + mebibytes * PATIENCE_PER_MEBIBYTE_MS, mostMemory: MOST_MEMORY };
}

/** What a process takes to begin on a busy machine, beside what reading takes. */
const SLACK_MS = 10_000;

/** How often to check, ms, whether the command was cancelled. */
const LOOK_MS = 200;

/** What reads a list beside this thread, and what it tells. */
interface Running {
  ask(question: unknown): void;
  end(): Promise<void>;
}
interface Told<Message> {
  readonly message: (message: Message) => void;
  /** It ended before it was asked to; null where it had no more memory. */
  readonly ended: (error: Error | null) => void;
}

function startThread<Message>(
  name: 'bulk-worker' | 'reading-worker',
  input: unknown,
  { mostMemory }: ReadingLimits,
  told: Told<Message>,
): Running {
  const worker = name === 'bulk-worker' ? takeBulkWorker() : startWorker(name, mostMemory);
  worker.on('message', told.message);
  worker.on('error', (error: NodeJS.ErrnoException) =>
    told.ended(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? null : error),
  );
  worker.postMessage(input);
  return {
    ask: (question) => worker.postMessage(question),
    end: async () => void (await worker.terminate()),
  };
}

function startProcess<Message>(input: unknown, limits: ReadingLimits, told: Told<Message>): Running {
  const { longest, mostMemory } = limits;
  // The reader's own watchdog is only for the case that this process is gone, so its time is longer.
  const end = 2 * longest + SLACK_MS;
  const reader = startReader<Message>(
    'list-process',
    input,
    { longest: end, mostCpu: end, mostMemory },
    {
      onMessage: told.message,
      onEnd: (hasFailed) => told.ended(hasFailed ? new Error('the reading process failed') : null),
    },
  );
  return { ask: reader.ask, end: async () => reader.kill() };
}

/**
 * A thread, or a process for what only one may open, that reads a list, as a queue of what it tells. One that takes
 * longer or more memory than any list needs is ended, and so the program goes on whatever a file holds.
 */
export class ListThread<Message extends { readonly kind: string }> {
  readonly #file: ChosenFile;
  readonly #limits: ReadingLimits;
  readonly #running: Running;
  readonly #messages: Message[] = [];
  #wake: () => void = () => undefined;
  #error: unknown = null;

  constructor(
    name: 'bulk-worker' | 'reading-worker' | 'list-process',
    file: ChosenFile,
    input: unknown,
    limits: Partial<ReadingLimits> = {},
  ) {
    this.#file = file;
    this.#limits = { ...limitsOf(file), ...limits };
    const told: Told<Message> = {
      message: (message) => {
        this.#messages.push(message);
        this.#wake();
      },
      ended: (error) => {
        this.#error = error ?? new CodedError('FILE_TOO_LARGE', { file: this.#file.name });
        this.#wake();
      },
    };
    this.#running =
      name === 'list-process'
        ? startProcess(input, this.#limits, told)
        : startThread(name, input, this.#limits, told);
  }

  /**
   * The next message, which must be of one of the kinds; `waiting` is called again and again until it is there.
   * Errors: those that the thread tells or `waiting` throws, FILE_TOO_LARGE, FILE_TOO_SLOW.
   */
  async next<Kind extends Message['kind']>(
    kinds: readonly Kind[],
    waiting: () => Promise<void> = async () => undefined,
  ): Promise<Extract<Message, { kind: Kind }>> {
    const { longest } = this.#limits;
    const until = performance.now() + longest;
    while (this.#messages.length === 0 && !this.#error) {
      await this.#sleep();
      await waiting();
      if (this.#messages.length === 0 && performance.now() > until)
        throw new CodedError('FILE_TOO_SLOW', {
          file: this.#file.name,
          seconds: Math.round(longest / 1000),
        });
    }
    const message = this.#messages.shift();
    if (!message) throw this.#error;
    if (isFailure(message)) throw new CodedError(message.code, message.details);
    if (!isOf(message, kinds)) throw new Error(`the thread told ${message.kind} instead of ${kinds}`);
    return message;
  }

  ask(question: unknown): void {
    this.#running.ask(question);
  }

  async end(): Promise<void> {
    await this.#running.end();
  }

  /** Until the thread tells something, or a little while. */
  async #sleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, LOOK_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function isOf<Message extends { readonly kind: string }, Kind extends Message['kind']>(
  message: Message,
  kinds: readonly Kind[],
): message is Extract<Message, { kind: Kind }> {
  return kinds.some((kind) => kind === message.kind);
}

function isFailure(message: { readonly kind: string }): message is ThreadFailure {
  return message.kind === 'failed';
}
