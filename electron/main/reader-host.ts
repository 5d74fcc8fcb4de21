import { join } from 'node:path';
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { FromService, ToService } from '#shared/contract/desktop.ts';

/**
 * Readers of foreign files, started for the service: a packed Electron cannot be run as plain Node, so the service
 * cannot start them itself. Service and reader exchange messages over a channel of their own.
 */
export class ReaderHost {
  readonly #folder: string;
  readonly #toService: (message: ToService, ports?: MessagePortMain[]) => void;
  readonly #running = new Map<number, UtilityProcess>();

  /** `folder` holds the bundles of the readers. */
  constructor(folder: string, toService: (message: ToService, ports?: MessagePortMain[]) => void) {
    this.#folder = folder;
    this.#toService = toService;
  }

  start({ id, name, mostMemory }: Extract<FromService, { kind: 'startReader' }>): void {
    const { port1, port2 } = new MessageChannelMain();
    const reader = utilityProcess.fork(join(this.#folder, `${name}.mjs`), [], {
      serviceName: '学安图文件读取',
      execArgv: [`--max-old-space-size=${mostMemory}`],
      stdio: 'ignore',
    });
    this.#running.set(id, reader);
    reader.once('exit', (code) => {
      this.#running.delete(id);
      this.#toService({ kind: 'readerEnded', id, code });
    });
    reader.postMessage(null, [port2]);
    this.#toService({ kind: 'readerStarted', id }, [port1]);
  }

  kill(id: number): void {
    const reader = this.#running.get(id);
    // SIGTERM waits until the program handles it, which a blocked program never does.
    if (reader?.pid === undefined) reader?.kill();
    else process.kill(reader.pid, 'SIGKILL');
  }

  /** When the service has ended, nothing else would end the readers. */
  killAll(): void {
    for (const id of this.#running.keys()) this.kill(id);
  }
}
