import { gunzipSync } from 'node:zlib';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import { answerBy } from '#service/doors/answer-body.ts';

const rows = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i, name: `第 ${i} 家网吧` }));
const long = { rows: rows(4000) };
const short = { rows: rows(3) };

async function asked(ok: object, id: string, door: 'compresses' | 'plain', takes = 'gzip, br') {
  const app = new Hono().get('/', (context) => answerBy(context, { id, ok }, door));
  const answer = await app.request('/', { headers: { 'accept-encoding': takes } });
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { bytes, encoding: answer.headers.get('content-encoding') };
}

describe('the body of an answer', () => {
  it('is compressed where it is long, once for all who ask, and reads as it was for each of them', async () => {
    for (const id of ['c1', 'c2', '“三”']) {
      const { bytes, encoding } = await asked(long, id, 'compresses');
      expect(encoding).toBe('gzip');
      const read: unknown = JSON.parse(gunzipSync(bytes).toString('utf8'));
      expect(read).toEqual({ id, ok: long });
      expect(bytes.length * 4).toBeLessThan(JSON.stringify(long).length);
    }
  });

  it('is written as it is where it is short, where the page takes nothing else, and at a door of the same machine', async () => {
    for (const [ok, door, takes] of [
      [short, 'compresses', 'gzip'],
      [long, 'compresses', 'identity'],
      [long, 'plain', 'gzip'],
    ] as const) {
      const { bytes, encoding } = await asked(ok, 'c1', door, takes);
      expect(encoding).toBe(null);
      const read: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
      expect(read).toEqual({ id: 'c1', ok });
    }
  });
});
