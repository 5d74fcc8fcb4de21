import type { FromService, ToService } from '#shared/contract/desktop.ts';

/** One end of a channel between two processes of Electron. */
export interface ChannelPort {
  postMessage(message: unknown): void;
  /** The listener chooses the type of the messages. */
  on<Message>(event: 'message', listener: (event: { readonly data: Message }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
}

/** The port by which a utility process of Electron hears of its main process. */
export interface ParentPort {
  postMessage(message: FromService): void;
  on(
    event: 'message',
    listener: (event: { readonly data: ToService; readonly ports: readonly ChannelPort[] }) => void,
  ): void;
}

const thisProcess: NodeJS.Process & { readonly parentPort?: ParentPort } = process;

/** Null in a plain Node, where the process itself is the port. */
export const parentPort: ParentPort | null = thisProcess.parentPort ?? null;
