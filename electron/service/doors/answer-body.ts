import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { Context } from 'hono';
import type { AnswerMessage } from '#shared/contract/envelope.ts';

/** What is shorter is written faster than it is looked up and kept, bytes. */
const WORTH_KEEPING = 4096;
/** What is shorter is encrypted and sent faster than it is compressed, bytes. */
const WORTH_COMPRESSING = 16_384;
/** An answer that is kept is the same object for all who ask, so its text is the same. */
const written = new WeakMap<object, Uint8Array>();
const compressed = new WeakMap<Uint8Array, Uint8Array>();

/**
 * Answers a call over HTTP: files as they are, anything else as JSON. What many ask for is written once for all of them,
 * and compressed once where it is long, the page takes that, and the door `compresses`.
 */
export function answerBy(
  context: Context,
  answer: AnswerMessage | null,
  compresses: 'compresses' | 'plain' = 'plain',
): Response {
  if (answer === null || !('ok' in answer)) return context.json(answer);
  const { id, ok } = answer;
  if (ok instanceof Uint8Array)
    return context.body(new Uint8Array(ok), 200, { 'Content-Type': 'application/octet-stream' });
  if (typeof ok !== 'object' || ok === null) return context.json(answer);
  const [head, text] = [Buffer.from(`{"id":${JSON.stringify(id)},"ok":`), textOf(ok)];
  const headers = { 'Content-Type': 'application/json' };
  const takesGzip =
    compresses === 'compresses' && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '');
  if (!takesGzip || text.length < WORTH_COMPRESSING)
    return context.body(new Uint8Array(Buffer.concat([head, text, END])), 200, headers);
  return context.body(gzipped(head, text), 200, {
    ...headers,
    'Content-Encoding': 'gzip',
    Vary: 'Accept-Encoding',
  });
}

const END = Buffer.from('}');

function textOf(output: object): Uint8Array {
  const known = written.get(output);
  if (known) return known;
  const text = Buffer.from(JSON.stringify(output));
  if (text.length >= WORTH_KEEPING) written.set(output, text);
  return text;
}

// A gzip file (RFC 1952) of blocks (RFC 1951): what differs from page to page is stored as it is around what is compressed
// once for all.
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]);
const TRAILER = 8;

function gzipped(head: Uint8Array, text: Uint8Array): Uint8Array<ArrayBuffer> {
  const trailer = Buffer.alloc(TRAILER);
  trailer.writeUInt32LE(crc32(END, crc32(text, crc32(head))));
  trailer.writeUInt32LE(head.length + text.length + END.length, 4);
  const parts = [GZIP_HEAD, storedBlock(head, false), compressedText(text), storedBlock(END, true), trailer];
  return new Uint8Array(Buffer.concat(parts));
}

/** Blocks that end at a whole byte and do not end the file. */
function compressedText(text: Uint8Array): Uint8Array {
  const known = compressed.get(text);
  if (known) return known;
  const blocks = deflateRawSync(text, { level: constants.Z_BEST_SPEED, finishFlush: constants.Z_FULL_FLUSH });
  compressed.set(text, blocks);
  return blocks;
}

/** A few bytes in a block that holds them as they are. */
function storedBlock(bytes: Uint8Array, isLast: boolean): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(isLast ? 1 : 0);
  head.writeUInt16LE(bytes.length, 1);
  head.writeUInt16LE(~bytes.length & 0xffff, 3);
  return Buffer.concat([head, bytes]);
}
