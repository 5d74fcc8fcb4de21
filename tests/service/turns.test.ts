import { expect, it } from 'vitest';
import { Turns } from '#service/cache/turns.ts';

const things = Array.from({ length: 100 }, (_, i) => i);

it('what takes many turns tells who waits how far it is, and ends when nobody does', async () => {
  let now = 0;
  const clock = () => (now += 5);
  const told: [number, number | null][] = [];
  const stop = new AbortController();
  const report = (_: string, done: number, total: number | null) => void told.push([done, total]);
  const taken: number[] = [];
  await new Turns('量距离', { signal: stop.signal, report }, clock).take(things, (thing) =>
    taken.push(thing),
  );
  expect(taken).toEqual(things);
  // Now and then, never backwards, and not for each of them.
  expect(told.length).toBeGreaterThan(1);
  expect(told.length).toBeLessThan(50);
  expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
  expect(new Set(told.map(([, total]) => total))).toEqual(new Set([100]));
  let last = 0;
  const stopped = new Turns('量距离', { signal: stop.signal, report }, clock).take(things, (thing) => {
    last = thing;
    if (thing === 30) stop.abort();
  });
  await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(last).toBeLessThan(40);
});
