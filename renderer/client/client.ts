import type { InputOf, OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import type { CallMessage, EventMessage, Failure } from '#shared/contract/envelope.ts';
import { noteAnswer } from './connection.ts';
import { createHttpTransport } from './http-transport.ts';
import { createPortTransport } from './port-transport.ts';
import { noteServed } from './served.ts';
import { beginWait, noteProgress } from './waits.ts';

/** A refusal of the service, with a Chinese message that is ready to be shown. */
export class ServiceError extends Error {
  readonly code: string;
  readonly details: Failure['details'];

  constructor(code: string, message: string, details: Failure['details'] = {}) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.details = details;
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Extract<EventMessage, { event: 'progress' }>) => void;
  /** What a form was opened with, so that what others changed meanwhile stays; see the envelope. */
  readonly was?: CallMessage['was'];
  readonly sides?: CallMessage['sides'];
  /** The same for a command that is sent again because its answer was lost. */
  readonly once?: CallMessage['once'];
  /** Sent while the page goes away: nobody waits for the answer. */
  readonly outlivesPage?: true;
}

const transport = location.protocol === 'app:' ? createPortTransport() : createHttpTransport();
transport.listen((event) => {
  if (event.event === 'served') noteServed(event);
  if (event.event === 'progress') noteProgress(event);
});

/** The typed client: calls the service by name, over whichever transport this page has. */
export const client = {
  async call<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    options: CallOptions = {},
  ): Promise<OutputOf<Name>> {
    const id = newId();
    const { was, sides, once, outlivesPage = false } = options;
    rememberOwn(id);
    const cancel = () => transport.cancel(id);
    const stop = options.onProgress
      ? transport.listen((event) => {
          if (event.event === 'progress' && event.id === id) options.onProgress?.(event);
        })
      : beginWait(id, name, cancel);
    options.signal?.addEventListener('abort', cancel);
    countUnderWay(1);
    try {
      const answer = await noted(transport.send({ id, name, input, was, sides, once }, outlivesPage));
      if ('error' in answer) {
        const { code, message, details } = answer.error;
        throw new ServiceError(code, message, details);
      }
      return answer.ok as OutputOf<Name>;
    } finally {
      countUnderWay(-1);
      stop();
      options.signal?.removeEventListener('abort', cancel);
    }
  },
  listen: transport.listen,
  /** Whether a call was made by this page, and not by another one. */
  isOwn: (id: string) => own.has(id),
  upload: transport.upload,
  /** Hands over a file that was dragged, pasted or photographed, through either door. */
  async put(file: File): Promise<{ token: string; name: string }> {
    if (transport.upload) return await noted(transport.upload(file));
    const bytes = new Uint8Array(await file.arrayBuffer());
    return await client.call('files.put', { name: file.name, bytes });
  },
};

/** An answer, or that none came, says whether the service is there. */
async function noted<T>(answer: Promise<T>): Promise<T> {
  try {
    const came = await answer;
    noteAnswer();
    return came;
  } catch (error) {
    noteAnswer(error);
    throw error;
  }
}

/** The calls of this page, the latest last: a change is told after its call was made, and before many more are. */
const own = new Set<string>();
const MOST_OWN = 1000;

function rememberOwn(id: string): void {
  own.add(id);
  const [oldest] = own;
  if (own.size > MOST_OWN && oldest !== undefined) own.delete(oldest);
}

let underWay = 0;

/** Writes into the page how many calls have no answer yet. Tests wait until it is 0. */
function countUnderWay(by: 1 | -1): void {
  underWay += by;
  document.documentElement.dataset.calls = String(underWay);
}

function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
