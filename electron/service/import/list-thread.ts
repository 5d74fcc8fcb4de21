import { totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import { CodedError, type ErrorCode, type ErrorDetails } from '#shared/contract/errors.ts';
import { type ChosenFile, sizeOf } from '../platform/file-tokens.ts';

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

/** Several times what an office's old machine needs for a workbook of that size, and a start. */
const PATIENCE_MS = 30_000;
const PATIENCE_PER_MEBIBYTE_MS = 20_000;
/** What a process of Electron can have in all its threads is 4 GiB; half of a small machine's memory is enough. */
const MOST_MEMORY = Math.min(3072, Math.round(totalmem() / 2 ** 21));

function limitsOf(file: ChosenFile): ReadingLimits {
  const mebibytes = sizeOf(file) / 2 ** 20;
  return { longest: PATIENCE_MS + mebibytes * PATIENCE_PER_MEBIBYTE_MS, mostMemory: MOST_MEMORY };
}

/** How long a reader works before somebody looks whether it is still wanted. */
const LOOK_MS = 200;

/**
 * A thread that reads a list, as a queue of what it tells. One that takes longer or more memory than any list needs is
 * ended, and so the program goes on whatever a file holds.
 */
export class ListThread<Message extends { readonly kind: string }> {
  readonly #file: ChosenFile;
  readonly #limits: ReadingLimits;
  readonly #worker: Worker;
  readonly #messages: Message[] = [];
  #wake: () => void = () => undefined;
  #error: unknown = null;

  constructor(
    name: 'bulk-worker' | 'reading-worker',
    file: ChosenFile,
    input: unknown,
    limits: Partial<ReadingLimits> = {},
  ) {
    this.#file = file;
    this.#limits = { ...limitsOf(file), ...limits };
    // Run from source it is TypeScript; built it lies beside this bundle.
    const path = import.meta.url.endsWith('.ts') ? `../doors/${name}.ts` : `./${name}.mjs`;
    this.#worker = new Worker(new URL(path, import.meta.url), {
      workerData: input,
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.mostMemory },
    });
    this.#worker.on('message', (message: Message) => {
      this.#messages.push(message);
      this.#wake();
    });
    this.#worker.on('error', (error: NodeJS.ErrnoException) => {
      const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#error = isFull ? new CodedError('FILE_TOO_LARGE', { file: this.#file.name }) : error;
      this.#wake();
    });
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
    this.#worker.postMessage(question);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
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
