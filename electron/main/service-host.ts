import { type ChildProcess, fork } from 'node:child_process';
import { dirname } from 'node:path';
import { type MessagePortMain, utilityProcess } from 'electron';
import type { ControlAnswer, ControlRequest, FromService, ToService } from '#shared/contract/desktop.ts';
import type { Failure, RequestMessage, ServiceMessage } from '#shared/contract/envelope.ts';
import { ReaderHost } from './reader-host.ts';

/** better-sqlite3 needs this Node-API; an older Electron runs the service in a Node of its own instead. */
const NEEDED_NODE_API = 10;

/** An error that the service answered; its message is ready to be shown. */
export class ServiceRefusal extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The data service in a process of its own. */
export class ServiceHost {
  readonly #process: { postMessage(message: ToService, ports?: MessagePortMain[]): void };
  readonly #readers: ReaderHost;
  readonly #listeners = new Set<(message: ServiceMessage) => void>();
  readonly #controls = new Map<number, (answer: ControlAnswer) => void>();
  readonly #stop: () => void;
  #nextControl = 1;

  /** `path` is the bundled service, `logs` where it writes its log; `onExit` is called when it ends unexpectedly. */
  constructor(path: string, logs: string, onExit: (code: number | null) => void) {
    const env = { ...process.env, XUEANTU_LOGS: logs };
    this.#readers = new ReaderHost(dirname(path), (message, ports) =>
      this.#process.postMessage(message, ports),
    );
    if (Number(process.versions.napi ?? 0) >= NEEDED_NODE_API) {
      const child = utilityProcess.fork(path, [], { serviceName: '学安图数据服务', env });
      child.on('message', (message: FromService) => this.#receive(message));
      child.on('exit', (code) => {
        this.#readers.killAll();
        onExit(code);
      });
      this.#process = child;
      this.#stop = () => child.kill();
    } else {
      const child = forkNode(path, env);
      child.on('message', (message) => this.#receive(message as FromService));
      child.on('exit', onExit);
      this.#process = { postMessage: (message) => void child.send(message) };
      this.#stop = () => child.kill();
    }
  }

  listen(listener: (message: ServiceMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(message: RequestMessage): void {
    this.#process.postMessage({ kind: 'page', message } satisfies ToService);
  }

  /** Asks for something that a page may not ask for: opening folders, registering files. Errors: ServiceRefusal. */
  async control(request: ControlRequest): Promise<string> {
    const id = this.#nextControl++;
    const answer = await new Promise<ControlAnswer>((resolve) => {
      this.#controls.set(id, resolve);
      this.#process.postMessage({ kind: 'control', id, request } satisfies ToService);
    });
    if ('error' in answer) throw new ServiceRefusal(answer.error);
    return answer.ok;
  }

  /** Lets the service finish and close the workspace. */
  async close(): Promise<void> {
    await this.control({ name: 'close' });
    this.#stop();
  }

  #receive(message: FromService): void {
    switch (message.kind) {
      case 'page':
        for (const listener of this.#listeners) listener(message.message);
        return;
      case 'control':
        this.#controls.get(message.id)?.(message.answer);
        this.#controls.delete(message.id);
        return;
      case 'startReader':
        this.#readers.start(message);
        return;
      case 'killReader':
        this.#readers.kill(message.id);
    }
  }
}

function forkNode(path: string, env: NodeJS.ProcessEnv): ChildProcess {
  const execPath = process.env.XUEANTU_NODE;
  if (!execPath)
    throw new Error(
      'this Electron is too old for the database; XUEANTU_NODE must name a Node of 22.14 or newer',
    );
  return fork(path, [], { execPath, serialization: 'advanced', env });
}
