/**
 * SQLite's write-ahead log as a file: a head, then frames of one page each, chained by sums. The format is SQLite's
 * own and documented: https://www.sqlite.org/fileformat2.html#walformat
 */
export const WAL_HEAD = 32;
const FRAME_HEAD = 24;
/** The last bit of the first number says by which order of bytes the sums are made. */
const MAGIC = 0x377f0682;

export type WalSums = readonly [number, number];

export interface WalHead {
  /** Bytes of a frame with its page. */
  readonly frameBytes: number;
  /** Changes whenever the log is begun again from its start. */
  readonly salts: string;
  readonly sums: WalSums;
  readonly isBigEndian: boolean;
}

/** The head of a log; null where there is none yet, or only half of it. */
export function readWalHead(bytes: Buffer): WalHead | null {
  if (bytes.length < WAL_HEAD) return null;
  const magic = bytes.readUInt32BE(0);
  if ((magic & 0xfffffffe) !== MAGIC) return null;
  const isBigEndian = (magic & 1) === 1;
  const [a, b] = addSums(bytes.subarray(0, 24), [0, 0], isBigEndian);
  const sums: WalSums = [bytes.readUInt32BE(24), bytes.readUInt32BE(28)];
  if (a !== sums[0] || b !== sums[1]) return null;
  return {
    frameBytes: FRAME_HEAD + bytes.readUInt32BE(8),
    salts: bytes.toString('hex', 16, 24),
    sums,
    isBigEndian,
  };
}

/** A place in a log: bytes of a piece, and the sums that the next frame continues. */
interface WalPlace {
  readonly bytes: number;
  readonly sums: WalSums;
}

/**
 * How far right frames reach in a piece that begins with a frame, and whole transactions within them. What is left of
 * an earlier log, or half written, ends both.
 */
export function reachOfFrames(
  piece: Buffer,
  head: WalHead,
  before: WalSums,
): { readonly right: WalPlace; readonly committed: WalPlace } {
  let right: WalPlace = { bytes: 0, sums: before };
  let committed = right;
  for (let at = 0; at + head.frameBytes <= piece.length; at += head.frameBytes) {
    const frame = piece.subarray(at, at + head.frameBytes);
    if (frame.toString('hex', 8, 16) !== head.salts) break;
    const begun = addSums(frame.subarray(0, 8), right.sums, head.isBigEndian);
    const sums = addSums(frame.subarray(FRAME_HEAD), begun, head.isBigEndian);
    if (frame.readUInt32BE(16) !== sums[0] || frame.readUInt32BE(20) !== sums[1]) break;
    right = { bytes: at + head.frameBytes, sums };
    // The last frame of a transaction tells how large the database is after it.
    if (frame.readUInt32BE(4) > 0) committed = right;
  }
  return { right, committed };
}

/** SQLite's sum over pairs of 32-bit words. */
function addSums(bytes: Buffer, [first, second]: WalSums, isBigEndian: boolean): WalSums {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [a, b] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, !isBigEndian) + b) >>> 0;
    b = (b + view.getUint32(at + 4, !isBigEndian) + a) >>> 0;
  }
  return [a, b];
}
