// The service of a test: starts readers by its main process, one after the other, and tells how each ended.
import { parentPort } from '#service/platform/parent-port.ts';
import { type ReaderLimits, type ReaderProcess, startReader } from '#service/platform/reader-process.ts';

const HOUR_MS = 3_600_000;
const MOST_MEMORY = 4096;
const told: string[] = [];

/** Asks a reader something once it is open; resolves when it has ended. */
async function ended(
  limits: ReaderLimits,
  heard: (message: unknown, reader: ReaderProcess) => void,
): Promise<void> {
  await new Promise<void>((resolve) => {
    const reader = startReader<unknown>('mbtiles-process', 'a.mbtiles', limits, {
      onMessage: (message) => heard(message, reader),
      onEnd: () => resolve(),
    });
  });
}

async function tryAll(): Promise<void> {
  const patient: ReaderLimits = { mostCpu: HOUR_MS, longest: HOUR_MS, mostMemory: MOST_MEMORY };
  await ended(patient, (message, reader) => {
    if (message instanceof Uint8Array) {
      told.push(`a tile of ${message.length}`);
      reader.ask('go on for ever');
      reader.kill();
    } else {
      told.push(String(message));
      reader.ask('tile');
    }
  });
  told.push('killed');
  await ended({ ...patient, longest: 100 }, (_, reader) => reader.ask('go on for ever'));
  told.push('too long');
  await ended({ ...patient, mostCpu: 100 }, (_, reader) => reader.ask('go on for ever'));
  told.push('computed too much');
  await ended({ ...patient, mostMemory: 400 }, (_, reader) => reader.ask('take all memory'));
  told.push('too much');
  const toMain: { postMessage(message: unknown): void } | null = parentPort;
  toMain?.postMessage({ kind: 'told', told });
}

void tryAll();
