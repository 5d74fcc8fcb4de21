/** Bytes as the encryption takes them: each piece is asked for when there is room for it. */
export function webStreamOf(source: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(bytesOf(value));
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

/** The pieces of bytes that a stream gives, one after another; who stops early stops the stream. */
export async function* piecesOfStream(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A piece of a stream as bytes. Throws where it is something else. */
export function bytesOf(piece: unknown): Uint8Array {
  if (piece instanceof Uint8Array) return piece;
  throw new Error('a stream of bytes gives nothing else');
}
