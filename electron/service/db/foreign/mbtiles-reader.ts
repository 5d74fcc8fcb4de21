import { z } from 'zod';
import { ForeignReader } from '../../platform/foreign-reader.ts';
import type { MbtilesHeader } from './mbtiles-file.ts';

/** An MBTiles file in a reader process of its own. */
export interface ReadMbtiles extends MbtilesHeader {
  /** The stored bytes; `row` counts from the south. Errors: NoAnswer. */
  tile(zoom: number, column: number, row: number): Promise<Uint8Array | null>;
  close(): void;
}

export type TilePlace = readonly [zoom: number, column: number, row: number];

/**
 * What an answer may take, ms: a file that asks for more of the processor, or a disk that is slower, is not used, so that
 * the map need not wait for it.
 */
const MOST_CPU_MS = 4000;
const LONGEST_MS = 30_000;
const MOST_MEMORY = 512;

/** Answers of the reader are checked, because a malicious file might control the reader process. */
const headerSchema = z.object({
  metadata: z.record(z.string(), z.string()),
  minzoom: z.number(),
  maxzoom: z.number(),
  sample: z
    .object({ zoom: z.int(), column: z.int(), row: z.int(), bytes: z.instanceof(Uint8Array) })
    .nullable(),
});
const tileSchema = z.instanceof(Uint8Array).nullable();

export interface Patience {
  /** What an answer may take instead, ms of the processor: for tests. */
  readonly mostCpu?: number | undefined;
  /** Ends what is being opened or asked. */
  readonly signal: AbortSignal;
}

/** Opens an MBTiles file. Throws where it is none; errors: NoAnswer. */
export async function openMbtilesReader(
  path: string,
  { mostCpu = MOST_CPU_MS, signal }: Patience,
): Promise<ReadMbtiles> {
  signal.throwIfAborted();
  const reader = new ForeignReader('mbtiles-process', path, {
    mostCpu,
    longest: LONGEST_MS,
    mostMemory: MOST_MEMORY,
  });
  signal.addEventListener('abort', () => reader.close(), { once: true });
  try {
    const header = headerSchema.parse(await reader.opened);
    return {
      ...header,
      tile: async (...place: TilePlace) => tileSchema.parse(await reader.ask(place)),
      close: () => reader.close(),
    };
  } catch (error) {
    reader.close();
    throw error;
  }
}
