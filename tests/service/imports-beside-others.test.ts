import { beforeEach, describe, expect, it } from 'vitest';
import type { ServiceCall } from '#service/dispatch/service-call.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/**
 * A list is read, checked and compared before the turn of its command comes, while others go on. What it writes is as if
 * it had been prepared in its turn.
 */

const HEADER = '名称,类别,地址,经度,纬度\n';
/** A venue that is there, one that has its name at another address, and new ones. */
const list = [
  '极速网吧,网吧,东街1号,116.4000,39.8985',
  '远方网吧,网吧,东街98号,116.4100,39.8985',
  ...Array.from({ length: 40 }, (_, i) => `新店${i},网吧,西街${i}号,116.40${10 + i},39.8990`),
].join('\n');
const bookmark = (name: string) => ({
  name,
  content: { kind: 'bookmark' as const, lng: 1, lat: 1, zoom: 1, bearing: 0 },
});

let town: OpenWorkspace;
beforeEach(async () => {
  town = await openWorkspace();
  await importSmallTown(town);
});

const inputOf = ({ file }: OpenWorkspace, name = 'list.csv') => ({
  token: file(name, `${HEADER}${list}\n`),
  as: 'venues' as const,
  crs: 'wgs84' as const,
  map: {},
  recheck: true,
});
const send = async ({ service }: OpenWorkspace, call: Omit<ServiceCall, 'id' | 'signal'>) =>
  await service.call({ id: call.name, signal: new AbortController().signal, ...call });

/** Does something each time when the list is going to be compared with what is stored. */
function whenComparing({ service }: OpenWorkspace, act: (time: number) => void): () => number {
  let times = 0;
  service.subscribe((event) => {
    if (event.event === 'progress' && event.label === '与已有数据比对') act(++times);
  });
  return () => times;
}

async function stored({ service }: OpenWorkspace) {
  const db = service.workspace.database.reader;
  const venues = await db.selectFrom('venues').selectAll().orderBy('id').execute();
  const findings = await db.selectFrom('findings').selectAll().orderBy('venueId').orderBy('ruleId').execute();
  return {
    venues: venues.map(({ uid: _, ...row }) => row),
    findings: findings.map(({ id: _, ...row }) => row),
    listings: await db.selectFrom('listings').selectAll().execute(),
  };
}

const edits = {
  'somebody changes a venue that it names': async ({ call }: OpenWorkspace) =>
    await call('tables.edit', { table: 'venues', ids: [2], values: { address: '东街97号' } }),
  'somebody gives a venue the name of a new one': async ({ call }: OpenWorkspace) =>
    await call('tables.edit', { table: 'venues', ids: [4], values: { name: '新店7', address: '西街7号' } }),
  'somebody teaches what a word means': async ({ call }: OpenWorkspace) =>
    await call('review.saveWording', { field: 'name', text: '新店', category: 'ktv' }),
};

describe('while a list is compared', () => {
  it.each(Object.entries(edits))('%s: it writes as if that had been there before', async (_, edit) => {
    const edited: Promise<unknown>[] = [];
    whenComparing(town, () => {
      if (edited.length === 0) edited.push(edit(town));
    });
    await send(town, { name: 'import.run', input: inputOf(town) });
    await Promise.all(edited);
    const after = await stored(town);
    const other = await openWorkspace();
    await importSmallTown(other);
    await edit(other);
    await send(other, { name: 'import.run', input: inputOf(other) });
    expect(after).toEqual(await stored(other));
    expect(after.venues.length).toBeGreaterThan(40);
  });

  it('others change its venues again and again: in its turn it is compared once more', async () => {
    const waiting: Promise<unknown>[] = [];
    const times = whenComparing(town, (time) => {
      const values = { address: `东街${time}00号` };
      if (time < 10) waiting.push(town.call('tables.edit', { table: 'venues', ids: [2], values }));
    });
    await send(town, { name: 'import.run', input: inputOf(town) });
    // Before its turn it was compared four times, and in it once.
    expect(times()).toBe(5);
    await Promise.all(waiting);
    const other = await openWorkspace();
    await importSmallTown(other);
    const edit = async (time: number) =>
      await other.call('tables.edit', { table: 'venues', ids: [2], values: { address: `东街${time}00号` } });
    for (const time of [1, 2, 3, 4]) await edit(time);
    await send(other, { name: 'import.run', input: inputOf(other) });
    await edit(5);
    expect(await stored(town)).toEqual(await stored(other));
  });

  it('two lists come at once: the later one finds what the earlier one has brought', async () => {
    const names = ['one.csv', 'two.csv'];
    await Promise.all(names.map((name) => send(town, { name: 'import.run', input: inputOf(town, name) })));
    const fresh = (await stored(town)).venues.slice(5);
    expect(fresh.map(({ name }) => name)).toEqual(Array.from({ length: 40 }, (_, i) => `新店${i}`));
  });

  it('nobody waits for it', async () => {
    const done: string[] = [];
    const list = send(town, { name: 'import.run', input: inputOf(town) }).then(() => done.push('list'));
    for (const name of ['a', 'b', 'c'])
      await town.call('saved.save', bookmark(name)).then(() => done.push(name));
    await list;
    expect(done).toEqual(['a', 'b', 'c', 'list']);
  });

  it('it is cancelled: nothing of it is there', async () => {
    const before = await stored(town);
    const controller = new AbortController();
    whenComparing(town, () => controller.abort());
    const { signal } = controller;
    await expect(
      town.service.call({ id: 'x', name: 'import.run', input: inputOf(town), signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await stored(town)).toEqual(before);
  });

  it('the same call comes again: it is written once, and both hear the same', async () => {
    const input = inputOf(town);
    const twice = await Promise.all([1, 2].map(() => send(town, { name: 'import.run', input, once: 'one' })));
    expect(twice[0]).toEqual(twice[1]);
    expect(await send(town, { name: 'import.run', input, once: 'one' })).toEqual(twice[0]);
    expect(await town.call('import.batches', {})).toHaveLength(5);
  });
});

it('a long list is measured piece by piece, as it would be at once', async () => {
  const rows = Array.from({ length: 5600 }, (_, i) => {
    const [lng, lat] = [116.39 + (i % 80) * 0.0005, 39.89 + Math.floor(i / 80) * 0.0003];
    return `店${i},网吧,北街${i}号,${lng.toFixed(5)},${lat.toFixed(5)}`;
  });
  const token = town.file('long.csv', `${HEADER}${rows.join('\n')}\n`);
  await town.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
  const { findings } = await stored(town);
  expect(new Set(findings.map(({ venueId }) => venueId)).size).toBeGreaterThan(100);
  await town.call('findings.recompute', {});
  const byPlace = (each: (typeof findings)[number]) => `${each.venueId} ${each.schoolId} ${each.ruleId}`;
  const sorted = (all: typeof findings) => all.toSorted((a, b) => (byPlace(a) < byPlace(b) ? -1 : 1));
  expect(sorted(findings)).toEqual(sorted((await stored(town)).findings));
});

it('a mixed list that is looked at first holds nobody up while it is read', async () => {
  const done: string[] = [];
  const input = { ...inputOf(town), as: 'auto' as const, effect: true };
  const trial = send(town, { name: 'import.dryRun', input }).then(() => done.push('trial'));
  await town.call('saved.save', bookmark('a')).then(() => done.push('a'));
  await trial;
  expect(done).toEqual(['a', 'trial']);
});
