import { type AnswerMessage, requestMessageSchema } from '#shared/contract/envelope.ts';
import { CodedError, toFailure } from '#shared/contract/errors.ts';
import type { DataService } from '../dispatch/service.ts';
import { type Caller, localCaller } from '../platform/caller.ts';

/** Answers the calls of one client, whichever transport they come over. Calls in progress can be cancelled by id. */
export class ClientSession {
  readonly #service: DataService;
  readonly #caller: () => Caller;
  readonly #running = new Map<string, AbortController>();

  /** `caller` is asked with each call: what somebody may do can change between two. */
  constructor(service: DataService, caller: () => Caller = localCaller) {
    this.#service = service;
    this.#caller = caller;
  }

  /** Handles one message and returns its answer. A cancellation has none (null): the call that it ends answers. */
  async handle(message: unknown): Promise<AnswerMessage | null> {
    const parsed = requestMessageSchema.safeParse(message);
    if (!parsed.success) {
      const error = toFailure(new CodedError('INPUT_INVALID', { field: '', reason: '消息格式不对' }));
      return { id: idOf(message), error };
    }
    const request = parsed.data;
    if ('cancel' in request) {
      this.#running.get(request.cancel)?.abort();
      return null;
    }
    const { id } = request;
    try {
      const caller = this.#caller();
      return {
        id,
        ok: await this.during(id, (signal) => this.#service.call({ ...request, signal, caller })),
      };
    } catch (error) {
      return { id, error: toFailure(error) };
    }
  }

  /** Does the work of a call, which a cancellation of its id ends. Errors: those of the work. */
  async during<Result>(id: string, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#running.delete(id);
    }
  }

  /** Cancels whatever is still running, when the client has gone. */
  close(): void {
    for (const controller of this.#running.values()) controller.abort();
  }
}

function idOf(message: unknown): string {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : null;
  return typeof id === 'string' ? id.slice(0, 64) : '';
}
