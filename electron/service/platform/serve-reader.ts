import { Worker } from 'node:worker_threads';
import { type ChannelPort, parentPort } from './parent-port.ts';
import { FAILED, type ReaderLimits, type ToReader, type WorkLimits } from './reader-process.ts';

type Post = (message: unknown) => void;
type Answering<Question> = (question: Question) => void | Promise<void>;
type Watched = (limits: WorkLimits, work: () => Promise<void>) => Promise<void>;

/** What a reader does: it opens what it is told to, and answers the questions that follow. */
export type Begin<Input, Question> = (input: Input, post: Post) => Promise<Answering<Question>>;

/**
 * Makes this process a reader, see `startReader`. A watchdog ends the process when one piece of work computes or takes
 * too long or the process holds too much; it ends by itself when the service is gone.
 */
export function serveReader<Input, Question>(begin: Begin<Input, Question>): void {
  let answer: Answering<Question> = () => undefined;
  let watched: Watched = (_, work) => work();
  const work = async (message: ToReader<Input, Question>, post: Post) => {
    if (message.kind === 'begin') {
      watched = startWatchdog(message.limits);
      await watched(message.limits, async () => {
        answer = await begin(message.input, post);
      });
    } else await watched(message.limits, async () => answer(message.question));
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
  process.stderr.write(`${String(error)}\n`);
  process.exit(FAILED);
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
 * piece of work, 0 between two of them, and its limits. What the process computes it can ask itself on every system.
 */
const watchdog = `
const { work, mostBytes } = require('node:worker_threads').workerData;
const computed = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
for (;;) {
  Atomics.wait(work, 0, 0);
  const number = Atomics.load(work, 0);
  const enough = computed() + Atomics.load(work, 1);
  const until = performance.now() + Atomics.load(work, 2);
  while (number !== 0 && Atomics.load(work, 0) === number) {
    Atomics.wait(work, 0, number, ${LOOK_MS});
    if (Atomics.load(work, 0) !== number) break;
    if (computed() > enough || performance.now() > until || process.memoryUsage.rss() > mostBytes)
      process.kill(process.pid, 'SIGKILL');
  }
}`;

function startWatchdog({ mostMemory }: ReaderLimits): Watched {
  const work = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const workerData = { work, mostBytes: mostMemory * 2 ** 20 };
  new Worker(watchdog, { eval: true, workerData }).unref();
  let number = 0;
  const set = (value: number) => {
    Atomics.store(work, 0, value);
    Atomics.notify(work, 0);
  };
  return async ({ mostCpu, longest }, doIt) => {
    Atomics.store(work, 1, mostCpu);
    Atomics.store(work, 2, longest);
    set(++number);
    try {
      await doIt();
    } finally {
      set(0);
    }
  };
}
