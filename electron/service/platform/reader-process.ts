import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ReaderName } from '#shared/contract/desktop.ts';
import { doorProgram } from './door-program.ts';
import { type ChannelPort, type ParentPort, parentPort } from './parent-port.ts';

/** What one piece of work of a reader may take before it is given up. */
export interface WorkLimits {
  /** Time of the processor, ms: where others have the cores, or the disk is slow, nothing sound is given up. */
  readonly mostCpu: number;
  /** Time, ms, for what waits and never computes, as a share that is gone. */
  readonly longest: number;
}

/** The limits of a piece of work are kept by the reader itself, even where nobody is left to end it. */
export interface ReaderLimits extends WorkLimits {
  /** What the whole process may hold, MiB. */
  readonly mostMemory: number;
}

/** What a reader is told: what to open, once and first; then questions. */
export type ToReader<Input = unknown, Question = unknown> =
  | { readonly kind: 'begin'; readonly input: Input; readonly limits: ReaderLimits }
  | { readonly kind: 'ask'; readonly question: Question; readonly limits: WorkLimits };

export interface ReaderListener<Message> {
  readonly onMessage: (message: Message) => void;
  /** The process is gone: its program failed, or it was killed or ran out of memory. */
  readonly onEnd: (hasFailed: boolean) => void;
}

/** A process of our own that reads one file of another program. It can be killed, whatever it is doing. */
export interface ReaderProcess {
  /** The limits of the reader hold where no others are given. */
  ask(question: unknown, limits?: WorkLimits): void;
  kill(): void;
}

/**
 * Starts a reader and tells it what to open. A thread would not do: it cannot be ended while it is inside SQLite.
 * It does not keep this process alive.
 */
export function startReader<Message>(
  name: ReaderName,
  input: unknown,
  limits: ReaderLimits,
  listener: ReaderListener<Message>,
): ReaderProcess {
  const started =
    parentPort === null
      ? forkReader(name, limits, listener)
      : startByMain(parentPort, name, limits, listener);
  started.post({ kind: 'begin', input, limits });
  const ask = (question: unknown, { longest, mostCpu }: WorkLimits = limits) =>
    started.post({ kind: 'ask', question, limits: { longest, mostCpu } });
  return { ask, kill: started.kill };
}

interface Started {
  post(message: ToReader): void;
  kill(): void;
}

/** A forked process whose messages are of one type. */
interface ForkedProcess<Message> {
  on(event: 'message', listener: (message: Message) => void): unknown;
}

function forkReader<Message>(
  name: ReaderName,
  { mostMemory }: ReaderLimits,
  { onMessage, onEnd }: ReaderListener<Message>,
): Started {
  const child = fork(fileURLToPath(doorProgram(name)), [], {
    serialization: 'advanced',
    execArgv: [heapOption(mostMemory)],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const typed: ForkedProcess<Message> = child;
  typed.on('message', onMessage);
  child.once('error', () => onEnd(true));
  child.once('exit', (code) => onEnd(isFailure(code)));
  child.unref();
  child.channel?.unref();
  return {
    // Sending fails where the process has just ended. This is ignored, because `onEnd` reports the end.
    post: (message) => void child.send(message, () => undefined),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** A packed Electron cannot be run as plain Node, so only its main process can start processes. */
function startByMain<Message>(
  main: ParentPort,
  name: ReaderName,
  { mostMemory }: ReaderLimits,
  listener: ReaderListener<Message>,
): Started {
  const id = nextId++;
  const reader: StartedByMain = {
    port: null,
    early: [],
    take(port) {
      port.on<Message>('message', ({ data }) => listener.onMessage(data));
      port.start();
      for (const message of reader.early.splice(0)) port.postMessage(message);
      reader.port = port;
    },
    onEnd: listener.onEnd,
  };
  byMain.set(id, reader);
  listenToMain(main);
  main.postMessage({ kind: 'startReader', id, name, mostMemory });
  return {
    post(message) {
      if (reader.port) reader.port.postMessage(message);
      else reader.early.push(message);
    },
    kill: () => main.postMessage({ kind: 'killReader', id }),
  };
}

interface StartedByMain {
  port: ChannelPort | null;
  /** Messages that were sent before the port was there. */
  readonly early: ToReader[];
  readonly take: (port: ChannelPort) => void;
  readonly onEnd: (hasFailed: boolean) => void;
}

const byMain = new Map<number, StartedByMain>();
let nextId = 1;
let isListening = false;

function listenToMain(main: ParentPort): void {
  if (isListening) return;
  isListening = true;
  main.on('message', ({ data, ports: [port] }) => {
    if (data.kind !== 'readerStarted' && data.kind !== 'readerEnded') return;
    const reader = byMain.get(data.id);
    if (!reader) return;
    if (data.kind === 'readerStarted' && port) reader.take(port);
    if (data.kind === 'readerEnded') {
      byMain.delete(data.id);
      reader.onEnd(isFailure(data.code));
    }
  });
}

/** With which a reader ends where its program failed. */
export const FAILED = 70;

/** Node itself ends with 1 where it cannot begin; so does what is killed on Windows, where nothing tells them apart. */
function isFailure(code: number | null): boolean {
  return code === FAILED || (code === 1 && process.platform !== 'win32');
}

function heapOption(mebibytes: number): string {
  return `--max-old-space-size=${mebibytes}`;
}
