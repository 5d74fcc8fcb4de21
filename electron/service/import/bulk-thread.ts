import { Worker } from 'node:worker_threads';
import { CodedError } from '#shared/contract/errors.ts';
import type { BulkInput, BulkMessage, CellsByRow, CellsRequest } from './bulk.ts';

type MessageOf<Kind extends BulkMessage['kind']> = Extract<BulkMessage, { kind: Kind }>;
export type Opened = MessageOf<'opened'>;
export type Done = MessageOf<'done'>;

/** A thread that reads and checks a list, as a queue of what it tells. */
export class BulkThread {
  readonly #worker: Worker;
  readonly #messages: BulkMessage[] = [];
  #wake: (() => void) | null = null;
  #error: unknown = null;

  constructor(input: BulkInput) {
    // Run from source it is TypeScript; built it lies beside this bundle.
    const name = import.meta.url.endsWith('.ts') ? '../entries/bulk-worker.ts' : './bulk-worker.mjs';
    this.#worker = new Worker(new URL(name, import.meta.url), { workerData: input });
    this.#worker.on('message', (message: BulkMessage) => {
      this.#messages.push(message);
      this.#wake?.();
    });
    this.#worker.on('error', (error) => {
      this.#error = error;
      this.#wake?.();
    });
  }

  /** The next message, which must be of one of the kinds. Errors: those that the thread tells. */
  async next<Kind extends BulkMessage['kind']>(...kinds: Kind[]): Promise<MessageOf<Kind>> {
    while (this.#messages.length === 0 && !this.#error)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    const message = this.#messages.shift();
    if (!message) throw this.#error;
    if (message.kind === 'failed') throw new CodedError(message.code, message.details);
    if (!(kinds as string[]).includes(message.kind))
      throw new Error(`the thread told ${message.kind} instead of ${kinds}`);
    return message as MessageOf<Kind>;
  }

  /** Cells of rows as they stand in the file. */
  async cells(rows: readonly number[]): Promise<CellsByRow> {
    this.#worker.postMessage({ rows } satisfies CellsRequest);
    return (await this.next('cells')).cells;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
