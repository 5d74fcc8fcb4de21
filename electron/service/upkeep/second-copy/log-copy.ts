import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import {
  reachOfFrames,
  readWalHead,
  WAL_HEAD,
  type WalHead,
  type WalSums,
} from '../../db/engine/write-ahead-log.ts';
import { logName } from './copy-layout.ts';

/** Frames that are read at once: some 4 MiB. */
const FRAMES_AT_ONCE = 1024;

/** How far a series of logs was copied. */
export interface Copied {
  readonly log: number;
  readonly bytes: number;
  readonly salts: string;
  readonly sums: WalSums;
}

/**
 * Copies what was committed to the log since, and makes it safe on its disk. A log that was begun again becomes a file
 * of its own. Only frames whose sums are right are copied: others are being written, or left from before.
 */
export async function copyLog(log: string, series: string, before: Copied | null): Promise<Copied | null> {
  const from = await openIfThere(log);
  if (!from) return before;
  try {
    const head = readWalHead(await piece(from, 0, WAL_HEAD));
    if (!head) return before;
    const isNew = before?.salts !== head.salts;
    const start: Copied = isNew
      ? { log: (before?.log ?? 0) + 1, bytes: WAL_HEAD, salts: head.salts, sums: head.sums }
      : before;
    // Where nothing was written the other disk is left alone.
    const next = await piece(from, start.bytes, head.frameBytes);
    if (reachOfFrames(next, head, start.sums).right.bytes === 0) return before;
    const to = await open(join(series, logName(start.log)), isNew ? 'w' : 'r+', 0o600);
    try {
      if (isNew) await to.write(await piece(from, 0, WAL_HEAD), 0, WAL_HEAD, 0);
      const reached = await copyFrames(from, to, head, start);
      await to.datasync();
      return reached;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

async function copyFrames(from: FileHandle, to: FileHandle, head: WalHead, start: Copied): Promise<Copied> {
  let [at, sums, reached] = [start.bytes, start.sums, start];
  for (;;) {
    const frames = await piece(from, at, FRAMES_AT_ONCE * head.frameBytes);
    const { right, committed } = reachOfFrames(frames, head, sums);
    if (right.bytes === 0) return reached;
    await to.write(frames, 0, right.bytes, at);
    if (committed.bytes > 0) reached = { ...start, bytes: at + committed.bytes, sums: committed.sums };
    at += right.bytes;
    sums = right.sums;
  }
}

async function piece(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, at);
  return buffer.subarray(0, bytesRead);
}

async function openIfThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
