import { describe, expect, it } from 'vitest';
import type { Call } from '../support/calls.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/** A school with its gate, and venues at 20 to 120 m. */
async function town(pack: string): Promise<OpenWorkspace> {
  const workspace = await openWorkspace(pack);
  await importSmallTown(workspace);
  const list =
    '名称,类别,经度,纬度,成立日期\n好声音KTV,KTV,116.4000,39.8993,2018-02-01\n如家宾馆,住宿,116.4002,39.8993,2018-02-01\n街角酒吧,酒吧,116.4001,39.8992,2018-02-01\n顺心烟酒店,烟草,116.4003,39.8992,2018-02-01\n';
  const { call, file } = workspace;
  await call('import.run', { token: file('more.csv', list), as: 'venues', crs: 'wgs84', map: {} });
  return workspace;
}

const named = async (call: Call, name: string) =>
  (await call('findings.list', { allRules: true })).filter(({ venueName }) => venueName === name);

describe('常州：没有写明距离的重点部位', () => {
  it('are listed within the office’s own working range, and not judged', async () => {
    const { call } = await town('jiangsu-changzhou');
    for (const name of ['好声音KTV', '如家宾馆', '街角酒吧', '顺心烟酒店']) {
      const [finding, ...others] = await named(call, name);
      expect(others, name).toEqual([]);
      expect(finding, name).toMatchObject({
        verdict: 'listed',
        effect: 'supervised',
        severity: 'supervised',
        toSettle: null,
      });
      expect(finding?.note, name).toContain('文件没有写明距离，在本单位自定的工作范围内列出，不作判定');
    }
  });

  it('follow the working range that the office sets', async () => {
    const { call } = await town('jiangsu-changzhou');
    const { id } = await call('packs.copy', { id: 'jiangsu-changzhou', title: '本区' });
    const { pack } = await call('packs.get', { id });
    await call('packs.save', { pack: { ...pack, safetyZone: { ...pack.safetyZone, distance: 25 } } });
    expect(await named(call, '好声音KTV')).toHaveLength(1);
    expect(await named(call, '街角酒吧')).toEqual([]);
    const kept = (await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row);
    await call('findings.recompute', {});
    expect((await call('findings.list', { allRules: true })).map(({ id: _, ...row }) => row)).toEqual(kept);
  });

  it('are chosen for a sweep as what is supervised', async () => {
    const { call } = await town('jiangsu-changzhou');
    const { chosen } = await call('targets.preview', {
      sweepId: null,
      options: { severities: ['supervised'], toSettle: false },
    });
    expect(chosen.map(({ name }) => name)).toEqual(expect.arrayContaining(['如家宾馆', '顺心烟酒店']));
  });
});

describe('existing venues under rules without a date', () => {
  it('闵行 turns them to another trade', async () => {
    const { call } = await town('shanghai-minhang');
    const findings = await named(call, '好声音KTV');
    expect(findings.find(({ ruleId }) => ruleId === 'MH-10')).toMatchObject({ existing: 'convert' });
  });

  it('广东 waits for no date that is recorded', async () => {
    const { call } = await town('guangdong');
    for (const { severity, toSettle } of await named(call, '好声音KTV')) {
      expect(severity).toBe('supervised');
      expect(toSettle ?? '').not.toContain('补录设立日期');
    }
  });
});

describe('what counts as swept', () => {
  it('the overview speaks of the half-year under a half-yearly pack', async () => {
    const { call } = await town('chongqing-fuling-chongyi');
    const { coverage } = await call('overview.get', {});
    expect(coverage).toMatchObject({ title: '2026年下半年', isDue: true, daysLeft: 40 });
  });

  it('the overview speaks of the quarter, in which nothing is due, after a campaign', async () => {
    const { call } = await town('shanghai-minhang');
    const { coverage } = await call('overview.get', {});
    expect(coverage).toMatchObject({ title: '2026年第四季度', isDue: false });
    expect((await call('coverage.get', { year: 2026, span: null })).spans).toEqual([]);
  });

  it('a shop that was not found sweeps no school, and one body alone is no joint sweep', async () => {
    const { call } = await town('beijing-daxing');
    const { id: sweepId } = await call('sweeps.create', {
      title: '行动',
      period: '2026Q4',
      agencies: ['区公安分局', '区市场监管局'],
      focusTopics: [],
    });
    const [ktv] = await named(call, '好声音KTV');
    const stop = await call('sweeps.addStop', {
      sweepId,
      venueId: ktv?.venueId ?? 0,
      schoolId: null,
      reason: '检查',
    });
    const visit = async (agency: string, result: '查无此店' | '正常', hour: string) =>
      await call('visits.record', {
        stopId: stop.id,
        startedAt: `2026-11-20T${hour}:00`,
        endedAt: `2026-11-20T${hour}:05`,
        officers: [1, 2].map((i) => ({ name: `员${i}`, certificate: `${agency}${i}`, agency })),
        result,
        facts: '到场',
        measuredDistance: null,
        measures: '',
        partyView: '',
        capReason: '',
        hazards: [],
      });
    const swept = async () => (await call('overview.get', {})).coverage.swept;
    await visit('区市场监管局', '查无此店', '09');
    expect(await swept()).toBe(0);
    await visit('区市场监管局', '正常', '10');
    expect(await swept()).toBe(0);
    // Its name in earlier versions of the pack is the same body.
    await visit('公安分局', '正常', '11');
    expect(await swept()).toBe(1);
  });
});

describe('schools outside the district that a pack is for', () => {
  const list =
    '学校名称,学段,地址,经度,纬度\n本区小学,小学,北京市大兴区黄村镇兴华大街1号,116.33,39.73\n没写地址小学,小学,,116.34,39.73\n只写路名小学,小学,兴华大街3号,116.35,39.73\n邻区小学,小学,北京市丰台区南苑路1号,116.36,39.78\n外地小学,小学,浙江省杭州市上城区解放路75号,116.37,39.73\n';

  it.each([
    ['beijing-daxing', { schools: 2, names: ['邻区小学（丰台区）', '外地小学（浙江省）'] }],
    ['beijing', { schools: 1, names: ['外地小学（浙江省）'] }],
    ['national', null],
  ])('are told on the overview: %s', async (pack, told) => {
    const { call, file } = await openWorkspace(pack);
    await call('import.run', { token: file('a.csv', list), as: 'schools', crs: 'wgs84', map: {} });
    const { outsidePack } = await call('overview.get', {});
    if (told === null) expect(outsidePack).toBeNull();
    else expect(outsidePack).toMatchObject(told);
  });
});
