import { describe, expect, it } from 'vitest';
import { everything } from '#shared/tables/query.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

async function town() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const findings = async () =>
    (await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row);
  const venue = async (text: string) => {
    const { ids } = await call('tables.ids', { table: 'venues', query: everything, text });
    return ids[0] ?? 0;
  };
  return { ...workspace, findings, venue };
}

describe('undo and redo', () => {
  it('takes every kind of edit back to how it was, and makes it again', async () => {
    const { call, findings, venue } = await town();
    const [school] = await call('schools.list', {});
    const schoolId = school?.id ?? 0;
    const netCafe = await venue('极速网吧');
    const gate = (await call('schools.get', { id: schoolId })).gates[0];
    const edits = [
      () => call('venues.savePosition', { id: netCafe, position: [116.41, 39.91], source: 'surveyed' }),
      () =>
        call('tables.edit', { table: 'venues', ids: [netCafe], values: { category: 'other', name: '书店' } }),
      () => call('gates.remove', { id: gate?.id ?? 0 }),
      () =>
        call('schools.saveCampus', {
          schoolId,
          campus: [
            [
              [
                [116.399, 39.899],
                [116.402, 39.899],
                [116.402, 39.902],
              ],
            ],
          ],
          source: 'imagery',
        }),
      () =>
        call('gates.save', {
          id: null,
          schoolId,
          name: '北门',
          isMain: false,
          position: [116.4, 39.9007],
          positionSource: 'surveyed',
          frontage: null,
          band: null,
        }),
      () =>
        call('sweeps.create', { title: '冬季行动', period: '2026Q4', agencies: ['公安'], focusTopics: [] }),
    ];
    const state = async () => ({
      findings: await findings(),
      school: await call('schools.get', { id: schoolId }),
      venue: await call('venues.get', { id: netCafe }),
      sweeps: await call('sweeps.list', {}),
    });
    const states = [await state()];
    for (const edit of edits) {
      await edit();
      states.push(await state());
    }
    const { edits: told } = await call('edits.list', { limit: 50 });
    expect(told.map(({ title }) => title)).toEqual([
      '新建整治“冬季行动”',
      '保存校门“北门”',
      '修改校园边界“东街小学”',
      '删除校门“南门”',
      '修改“书店”',
      '移动场所“极速网吧”',
    ]);
    for (let i = edits.length - 1; i >= 0; i--) {
      await call('edits.undo', {});
      expect(await state()).toEqual(states[i]);
    }
    await expect(call('edits.undo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' });
    for (let i = 1; i <= edits.length; i++) {
      await call('edits.redo', {});
      expect(await state()).toEqual(states[i]);
    }
    await expect(call('edits.redo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_REDO' });
    await call('edits.undo', { until: told.at(-1)?.id ?? 0 });
    expect(await state()).toEqual(states[0]);
  });

  it('does not redo over a later edit', async () => {
    const { call, venue } = await town();
    const id = await venue('极速网吧');
    const rename = (name: string) => call('tables.edit', { table: 'venues', ids: [id], values: { name } });
    await rename('甲');
    await call('edits.undo', {});
    await rename('乙');
    await expect(call('edits.redo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_REDO' });
    expect((await call('venues.get', { id })).name).toBe('乙');
  });

  it('refuses where a list has changed the row since, and changes nothing', async () => {
    const workspace = await town();
    const { call, venue } = workspace;
    const id = await venue('极速网吧');
    await call('tables.edit', { table: 'venues', ids: [id], values: { phone: '1381' } });
    const list =
      '名称,类别,地址,经度,纬度,成立日期,登记状态\n极速网吧,网吧,东街1号,116.4000,39.8985,2023-05-01,存续\n';
    await call('import.run', {
      token: workspace.file('later.csv', list),
      as: 'venues',
      crs: 'wgs84',
      map: {},
    });
    await expect(call('edits.undo', {})).rejects.toMatchObject({ code: 'EDIT_OVERTAKEN' });
    expect((await call('venues.get', { id })).phone).toBe('1381');
  });

  it('refuses where records rest on what would go, and keeps them', async () => {
    const { call, venue } = await town();
    const venueId = await venue('极速网吧');
    const { id: sweepId } = await call('sweeps.create', {
      title: '行动',
      period: '2026Q4',
      agencies: ['公安分局', '区文化和旅游局'],
      focusTopics: [],
    });
    const { id: stopId } = await call('sweeps.addStop', { sweepId, venueId, schoolId: 1, reason: '抽查' });
    const officer = (name: string) => ({ name, certificate: name, agency: '公安分局' });
    await call('visits.record', {
      stopId,
      startedAt: '2026-11-20T09:00',
      endedAt: '2026-11-20T09:30',
      officers: [officer('甲'), officer('乙')],
      result: '正常',
      facts: '正在营业',
      measuredDistance: null,
      measures: '',
      partyView: '',
      capReason: '',
      hazards: [],
    });
    await expect(call('edits.undo', {})).rejects.toMatchObject({ code: 'EDIT_DEPENDED' });
    expect((await call('sweeps.get', { id: sweepId })).stops).toHaveLength(1);
  });

  it('leaves no edit behind where a command fails or is only rehearsed', async () => {
    const { call, venue } = await town();
    const id = await venue('极速网吧');
    const edit = { table: 'venues' as const, ids: [id], values: { category: 'other' } };
    const preview = await call('changes.preview', { command: 'tables.edit', input: edit });
    expect(preview.total).toBeGreaterThan(0);
    await expect(call('tables.edit', { ...edit, values: { category: 'nothing' } })).rejects.toThrow();
    expect((await call('edits.list', { limit: 10 })).edits).toEqual([]);
  });
});
