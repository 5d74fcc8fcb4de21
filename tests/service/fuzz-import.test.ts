import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { errorCatalogue } from '#shared/contract/errors.ts';
import { fuzzLists, listSeeds, unforeseenOf } from '../support/fuzz-lists.ts';
import { mutate } from '../support/mutate.ts';
import { createRandom } from '../support/random.ts';
import { countVenues } from '../support/venues.ts';
import { openWorkspace } from '../support/workspace.ts';

/** Most of them of the small readers; the seed makes each of them again, and the benchmark many times as many. */
const SEED = 20261122;
const READS = 2400;
const IMPORTS = 100;

describe('files that were damaged', () => {
  // The spreadsheet library tells of every odd record.
  beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => void vi.restoreAllMocks());

  it(`${READS} mutations of every kind of file are each read or refused by code`, async () => {
    const outcomes = await fuzzLists(READS, SEED);
    expect(unforeseenOf(outcomes)).toEqual([]);
    expect(outcomes.get('read')).toBeGreaterThan(READS / 4);
    expect(outcomes.get('FILE_DAMAGED')).toBeGreaterThan(READS / 50);
  });

  it(`${IMPORTS} mutations imported leave every row accounted for, or nothing at all`, async () => {
    const random = createRandom(SEED + 1);
    const open = await openWorkspace();
    const texts = listSeeds.slice(0, 5);
    let written = 0;
    for (let i = 0; i < IMPORTS; i++) {
      const [name, bytes] = texts[i % texts.length]!;
      const before = await state(open.call);
      const token = open.file(`${i}-${name}`, mutate(bytes, random));
      const input = { token, as: 'venues' as const, crs: 'wgs84' as const, map: {}, recheck: false };
      const outcome = await open
        .call('import.run', input)
        .catch((error: { code?: string }) => error.code ?? String(error));
      const after = await state(open.call);
      if (typeof outcome === 'string') {
        expect(errorCatalogue).toHaveProperty(outcome);
        expect(outcome).not.toBe('INTERNAL');
        expect(after).toEqual(before);
        continue;
      }
      const { result } = outcome;
      expect(result.rows).toBe(result.added + result.updated + result.unchanged + result.rejected);
      expect(after).toEqual({ venues: before.venues + result.added, batches: before.batches + 1 });
      written += 1;
    }
    expect(written).toBeGreaterThan(IMPORTS / 5);
  });
});

async function state(call: Awaited<ReturnType<typeof openWorkspace>>['call']) {
  return { venues: await countVenues(call), batches: (await call('import.batches', {})).length };
}
