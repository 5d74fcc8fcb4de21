import { Worker } from 'node:worker_threads';
import { type ChannelPort, parentPort } from './parent-port.ts';
import type { ReaderLimits, ToReader } from './reader-process.ts';

type Post = (message: unknown) => void;
type Answering<Question> = (question: Question) => void | Promise<void>;
type Watched = (work: () => Promise<void>) => Promise<void>;

/** What a reader does: it opens what it is told to, and answers the questions that follow. */
export type Begin<Input, Question> = (input: Input, post: Post) => Promise<Answering<Question>>;

/**
 * Makes this process a reader, see `startReader`. A watchdog ends the process when one piece of work takes too long or
 * the process holds too much; it ends by itself when the service is gone.
 */
export function serveReader<Input, Question>(begin: Begin<Input, Question>): void {
  let answer: Answering<Question> = () => undefined;
  let watched: Watched = (work) => work();
  const work = async (message: ToReader<Input, Question>, post: Post) => {
    if (message.kind === 'begin') {
      watched = startWatchdog(message.limits);
      await watched(async () => {
        answer = await begin(message.input, post);
      });
    } else await watched(async () => answer(message.question));
  };
  const receive = (message: ToReader<Input, Question>, post: Post) => void work(message, post).catch(fail);
  if (parentPort) {
    parentPort.on('message', ({ ports: [port] }) => {
      if (port) listenTo(port, receive);
    });
    return;
  }
  const post: Post = (message) => void process.send?.(message);
  process.on('message', (message: ToReader<Input, Question>) => receive(message, post));
  process.on('disconnect', () => process.exit(0));
}

/** Ends the process with what was not foreseen. A rejected promise alone would not: Electron only warns of it. */
function fail(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}

function listenTo<Message>(port: ChannelPort, receive: (message: Message, post: Post) => void): void {
  port.on<Message>('message', ({ data }) => receive(data, (message) => port.postMessage(message)));
  port.on('close', () => process.exit(0));
  port.start();
}

/** How long a piece of work goes on unwatched, ms. */
const LOOK_MS = 50;

/**
 * Runs in a thread of its own, because SQLite blocks the main thread while it works. `work` holds the number of the
 * piece of work, 0 between two of them.
 */
const watchdog = `
const { work, longest, mostBytes } = require('node:worker_threads').workerData;
for (;;) {
  Atomics.wait(work, 0, 0);
  const number = Atomics.load(work, 0);
  const until = performance.now() + longest;
  while (number !== 0 && Atomics.load(work, 0) === number) {
    Atomics.wait(work, 0, number, ${LOOK_MS});
    if (performance.now() > until || process.memoryUsage.rss() > mostBytes) process.kill(process.pid, 'SIGKILL');
  }
}`;

function startWatchdog({ longest, mostMemory }: ReaderLimits): Watched {
  const work = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData = { work, longest, mostBytes: mostMemory * 2 ** 20 };
  new Worker(watchdog, { eval: true, workerData }).unref();
  let number = 0;
  const set = (value: number) => {
    Atomics.store(work, 0, value);
    Atomics.notify(work, 0);
  };
  return async (doIt) => {
    set(++number);
    try {
      await doIt();
    } finally {
      set(0);
    }
  };
}
