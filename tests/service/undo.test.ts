import { describe, expect, it } from 'vitest';
import { countVenues, listVenues } from '../support/venues.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const venues = (...rows: string[]) => `名称,类别,地址,经度,纬度,成立日期\n${rows.join('\n')}\n`;
const known = '极速网吧,网吧,东街1号,116.4000,39.8985,2023-05-01';

async function load(
  { call, file }: OpenWorkspace,
  name: string,
  content: string,
  as: 'venues' | 'gates' | 'campuses' = 'venues',
) {
  const input = { token: file(name, content), as, crs: 'wgs84' as const, map: {} };
  return (await call('import.run', input)).result;
}

/** All that an import can change, without row ids. */
async function state({ call }: OpenWorkspace) {
  const rows = await listVenues(call);
  const findings = (await call('findings.list', { allRules: true })).map(({ id, ...row }) => row);
  return { rows, findings, school: await call('schools.get', { id: 1 }) };
}

describe('undoing an import', () => {
  it('leaves everything as it was before it: rows, overwritten values, findings', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const before = await state(open);
    const changed = venues(
      '极速网吧,网吧,东街1号,116.4000,39.8970,2023-05-01',
      '新潮网吧,网吧,东街7号,116.4003,39.8988,2024-01-01',
    );
    const { batch } = await load(open, 'next.csv', changed);
    expect(await state(open)).not.toEqual(before);
    expect(await open.call('import.undo', { batch })).toEqual({ batch, removed: 1, restored: 1 });
    expect(await state(open)).toEqual(before);
    expect((await open.call('import.batches', {}))[0]).toMatchObject({
      id: batch,
      undoneAt: expect.any(String),
    });
    await expect(open.call('import.undo', { batch })).rejects.toMatchObject({ code: 'BATCH_UNDONE' });
    // The same list can be imported again.
    expect(await load(open, 'again.csv', changed)).toMatchObject({ added: 1, updated: 1 });
  });

  it('takes the latest that stands where none is named, one after another', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    for (const as of ['venues', 'gates', 'schools', 'schools']) {
      const undone = await open.call('import.undo', {});
      const batches = await open.call('import.batches', {});
      expect(batches.find(({ id }) => id === undone.batch)?.as.replace('campuses', 'schools')).toBe(as);
    }
    await expect(open.call('import.undo', {})).rejects.toMatchObject({ code: 'BATCH_UNKNOWN' });
    expect(await open.call('schools.list', {})).toEqual([]);
    expect(await open.call('findings.list', {})).toEqual([]);
  });

  it('is refused where something since rests on it, saying what', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const { call } = open;
    const [venue] = await call('search.places', { text: '极速网吧' });
    const venueId = venue?.id ?? 0;
    const batchOf = async (as: string) =>
      (await call('import.batches', {})).find((row) => row.as === as)?.id ?? 0;
    const refusal = async (as: string) =>
      await call('import.undo', { batch: await batchOf(as) }).catch((error: Error) => error.message);
    expect(await refusal('schools')).toContain('1 个校门');
    await call('venues.savePosition', { id: venueId, position: [116.4, 39.8984], source: 'surveyed' });
    expect(await refusal('venues')).toContain('1 行已手工修改');
    const sweep = await call('sweeps.create', {
      title: '行动',
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    await call('sweeps.addStop', { sweepId: sweep.id, venueId, schoolId: null, reason: '试' });
    expect(await refusal('venues')).toContain('1 个整治检查点');
  });

  it('is refused where a later list has overwritten its rows, and works in reverse order', async () => {
    const open = await openWorkspace();
    const first = await load(open, 'a.csv', venues(known));
    const second = await load(open, 'b.csv', venues(known.replace('39.8985', '39.8980')));
    expect(second).toMatchObject({ updated: 1 });
    const third = await load(open, 'c.csv', venues(known.replace('39.8985', '39.8975')));
    await expect(open.call('import.undo', { batch: second.batch })).rejects.toMatchObject({
      code: 'BATCH_DEPENDED',
      message: expect.stringContaining('1 行已被后来的名单更新'),
    });
    for (const { batch } of [third, second, first]) await open.call('import.undo', { batch });
    expect(await countVenues(open.call)).toBe(0);
  });
});
