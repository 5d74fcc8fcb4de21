import type { AnswerMessage, CallMessage, EventMessage } from '#shared/contract/envelope.ts';

/** One way to reach the service. The typed client does not know which it has. */
export interface Transport {
  /** `outlivesPage` where the page goes away while it sends. */
  send(message: CallMessage, outlivesPage: boolean): Promise<AnswerMessage>;
  cancel(id: string): void;
  listen(listener: (event: EventMessage) => void): () => void;
  /** Hands a dropped or picked file to the service; null where the door has its own dialog. */
  readonly upload: ((file: File, sending?: Sending) => Promise<{ token: string; name: string }>) | null;
}

/** How a file is sent. */
export interface Sending {
  /** Gives it up. */
  readonly signal?: AbortSignal;
  /** Bytes that were sent, of how many. */
  readonly onProgress?: (sent: number, of: number) => void;
}
