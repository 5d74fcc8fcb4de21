import { describe, expect, it } from 'vitest';
import { selectVoided } from '#service/db/queries/hazards.ts';
import { selectLedger } from '#service/db/queries/reports.ts';
import type { VisitResult } from '#shared/sweeps/visit-rules.ts';
import type { Call } from '../support/calls.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const officers = [1, 2].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency: '公安分局' }));

/** A small town with two sweeps that go on and have the first two venues as stops each. */
async function twoSweeps() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const sweepOf = async (title: string) => {
    const { id } = await call('sweeps.create', {
      title,
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    await call('sweeps.addStops', { sweepId: id, venueIds: [1, 2], reason: '抽查' });
    const { stops } = await call('sweeps.get', { id });
    return { id, stopIds: stops.map((stop) => stop.id) };
  };
  const [first, second] = [await sweepOf('甲行动'), await sweepOf('乙行动')];
  return { ...workspace, first, second };
}

function visit(call: Call, stopId: number, result: VisitResult, day = '2026-11-02') {
  return call('visits.record', {
    stopId,
    startedAt: `${day}T09:00`,
    endedAt: `${day}T09:30`,
    officers,
    result,
    facts: `现场：${result}`,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: result === '发现隐患' ? [hazard('门口堆物')] : [],
  });
}

function hazard(description: string) {
  return {
    kind: '乱堆物料' as const,
    level: '一般' as const,
    description,
    responsibleBody: '',
    responsiblePerson: '',
    dueOn: '2026-11-10',
  };
}

describe('a visit that found a venue gone', () => {
  it.each([
    ['已搬迁', '搬迁（2026-11-02 现场检查）'],
    ['已关闭', '关闭（2026-11-02 现场检查）'],
    ['查无此店', '查无此店（2026-11-02 现场检查）'],
  ] as const)(
    '%s: the venue says so, its other stops are passed over, and all of it is undone',
    async (result, status) => {
      const { call, first, second } = await twoSweeps();
      const judged = async () =>
        (await call('findings.list', { venueId: 1 })).map(({ ruleId, severity }) => `${ruleId} ${severity}`);
      const before = await judged();
      expect(before.length).toBeGreaterThan(0);
      const { id } = await visit(call, first.stopIds[0] ?? 0, result);
      // Nothing changes before somebody says so.
      expect(await call('venues.get', { id: 1 })).toMatchObject({ status: '' });
      expect((await call('visits.get', { id })).settles).toBe(status);
      expect(await call('visits.settleVenue', { id })).toEqual({ skipped: 1 });
      expect(await call('venues.get', { id: 1 })).toMatchObject({ status });
      expect((await call('visits.get', { id })).settles).toBeNull();
      expect(await judged()).toEqual([]);
      const { sweep, stops } = await call('sweeps.get', { id: second.id });
      expect(stops.map(({ skipped }) => skipped)).toEqual([`2026-11-02 检查${result}`, '']);
      expect(sweep).toMatchObject({ stops: 1, skipped: 1, visited: 0 });
      // The one that was visited is done, and not passed over.
      expect((await call('sweeps.get', { id: first.id })).sweep).toMatchObject({
        stops: 2,
        skipped: 0,
        visited: 1,
      });
      // It is in no route any more.
      const { leftOut, elsewhere } = await call('routes.get', { sweepId: second.id });
      expect([...leftOut, ...elsewhere].map(({ stopId }) => stopId)).toEqual([second.stopIds[1]]);
      await call('edits.undo', {});
      expect(await call('venues.get', { id: 1 })).toMatchObject({ status: '' });
      expect(await judged()).toEqual(before);
      expect((await call('sweeps.get', { id: second.id })).sweep).toMatchObject({ stops: 2, skipped: 0 });
    },
  );

  it('is asked about only where the result says so, and a sweep that is over stays as it was', async () => {
    const { call, first, second } = await twoSweeps();
    const normal = await visit(call, first.stopIds[0] ?? 0, '正常');
    expect((await call('visits.get', normal)).settles).toBeNull();
    await expect(call('visits.settleVenue', { id: normal.id })).rejects.toMatchObject({
      code: 'VISIT_NOT_GONE',
    });
    await call('sweeps.settle', {
      id: second.id,
      title: '乙行动',
      startsOn: '2026-10-01',
      endsOn: '2026-10-31',
      leadBody: '',
      start: null,
    });
    const gone = await visit(call, first.stopIds[0] ?? 0, '已搬迁');
    expect(await call('visits.settleVenue', { id: gone.id })).toEqual({ skipped: 0 });
  });
});

it('a stop that was found closed is still to be visited, on the next day of its team', async () => {
  const { call, first } = await twoSweeps();
  const [stopId = 0, other = 0] = first.stopIds;
  const { id: teamId } = await call('teams.save', {
    id: null,
    sweepId: first.id,
    name: '一组',
    days: 2,
    from: '09:00',
    until: '17:00',
    byHand: false,
    members: officers,
  });
  await call('routes.keep', {
    sweepId: first.id,
    teams: [{ teamId, days: [[stopId], [other]] }],
    leftOut: [],
  });
  await visit(call, stopId, '未营业');
  const { sweep, stops } = await call('sweeps.get', { id: first.id });
  expect(sweep).toMatchObject({ stops: 2, visited: 0 });
  expect(stops[0]).toMatchObject({ done: false, result: '未营业', visitedOn: '2026-11-02' });
  const { teams } = await call('routes.get', { sweepId: first.id });
  expect(teams[0]?.days.map((day) => day.stops.map((each) => each.stopId))).toEqual([[], [other, stopId]]);
  await visit(call, stopId, '正常', '2026-11-03');
  expect((await call('sweeps.get', { id: first.id })).sweep.visited).toBe(1);
});

describe('a hazard that was registered wrongly', () => {
  /** A visit that found one hazard, and its id. */
  async function found() {
    const scene = await twoSweeps();
    const { hazards } = await visit(scene.call, scene.first.stopIds[0] ?? 0, '发现隐患');
    return { ...scene, id: hazards[0] ?? 0 };
  }

  it('is put right with its reason, and both versions are told', async () => {
    const { call, id } = await found();
    await call('hazards.correct', {
      id,
      level: '重大',
      kind: '消防安全',
      description: '堵塞消防通道',
      schoolId: 2,
      reason: '复核照片',
    });
    const { hazard: now, events } = await call('hazards.get', { id });
    expect(now).toMatchObject({ level: '重大', kind: '消防安全', schoolName: '西街幼儿园', state: 'found' });
    expect(events.at(-1)).toMatchObject({
      action: '更正',
      note: '级别：一般 → 重大；种类：乱堆物料 → 消防安全；情况：门口堆物 → 堵塞消防通道；学校：东街小学 → 西街幼儿园；理由：复核照片',
    });
    // What is 重大 now can be put under 挂牌督办, and then stays 重大.
    const supervision = { number: '1', level: '区级', body: '政法委', leader: '某', requirement: '限期' };
    await call('hazards.supervise', { id, ...supervision, listedOn: '2026-11-05', dueOn: '2026-11-20' });
    const facts = { kind: '消防安全' as const, description: '堵塞消防通道', schoolId: 2, reason: '降级' };
    await expect(call('hazards.correct', { id, level: '一般', ...facts })).rejects.toMatchObject({
      code: 'HAZARD_CORRECTION_REFUSED',
    });
    await expect(call('hazards.void', { id, into: null, reason: '重复' })).rejects.toMatchObject({
      code: 'HAZARD_VOID_REFUSED',
    });
  });

  it('is not corrected into what it is already', async () => {
    const { call, id } = await found();
    await expect(
      call('hazards.correct', {
        id,
        level: '一般',
        kind: '乱堆物料',
        description: '门口堆物',
        schoolId: 1,
        reason: '没有',
      }),
    ).rejects.toMatchObject({ code: 'HAZARD_CORRECTION_REFUSED' });
  });

  it('leaves every figure when it is voided, stays on record, and counts again when it is restored', async () => {
    const { call, id, first } = await found();
    const figures = async () => ({
      overview: (await call('overview.get', {})).hazards,
      quarter: (await call('overview.get', {})).quarters.at(-1)?.found,
      sweep: (await call('sweeps.get', { id: first.id })).sweep.hazards,
      stop: (await call('sweeps.get', { id: first.id })).stops[0]?.openHazards,
      rows: (
        await call('tables.totals', { table: 'hazards', query: { match: 'all', parts: [] }, columns: [] })
      ).total,
      venue: (await call('venues.get', { id: 1 })).openHazards.length,
      reminders: (await call('hazards.list', {})).flatMap(({ reminders }) => reminders),
    });
    const before = await figures();
    expect(before).toMatchObject({ overview: { open: 1 }, sweep: 1, stop: 1, rows: 1, quarter: 1, venue: 1 });
    await call('hazards.void', { id, into: null, reason: '登记到了别家' });
    expect(await figures()).toMatchObject({
      overview: { open: 0, overdue: 0, closed: 0 },
      quarter: 0,
      sweep: 0,
      stop: 0,
      rows: 0,
      venue: 0,
      reminders: [],
    });
    const { hazard: kept, events } = await call('hazards.get', { id });
    expect(kept).toMatchObject({ state: 'voided', voidReason: '登记到了别家', overdue: false });
    expect(events.at(-1)).toMatchObject({ action: '作废', fromState: 'found', note: '登记到了别家' });
    await expect(call('hazards.extend', { id, dueOn: '2026-12-10', reason: '等' })).rejects.toMatchObject({
      code: 'HAZARD_VOIDED',
    });
    expect(await call('hazards.restore', { id, reason: '没有登记错' })).toEqual({ state: 'found' });
    expect(await figures()).toEqual(before);
    await expect(call('hazards.restore', { id, reason: '再来' })).rejects.toMatchObject({
      code: 'HAZARD_NOT_VOIDED',
    });
  });

  it('is merged into another of its place only, and both say so', async () => {
    const { call, id, first } = await found();
    const again = await visit(call, first.stopIds[0] ?? 0, '发现隐患', '2026-11-03');
    const elsewhere = await visit(call, first.stopIds[1] ?? 0, '发现隐患', '2026-11-03');
    const [twice = 0] = again.hazards;
    const merge = (from: number, into: number) => call('hazards.void', { id: from, into, reason: '同一处' });
    for (const [from, into] of [
      [twice, twice],
      [twice, elsewhere.hazards[0] ?? 0],
    ] as const)
      await expect(merge(from, into)).rejects.toMatchObject({ code: 'HAZARD_VOID_REFUSED' });
    await merge(twice, id);
    const [kept, merged] = [await call('hazards.get', { id }), await call('hazards.get', { id: twice })];
    expect(merged.mergedInto).toEqual({ id, code: kept.hazard.code });
    expect(kept.merged).toEqual([{ id: twice, code: merged.hazard.code }]);
    expect(kept.events.at(-1)).toMatchObject({ action: '并入隐患' });
    // What another was merged into is not voided itself, and nothing is merged into what does not count.
    await expect(call('hazards.void', { id, into: null, reason: '误' })).rejects.toMatchObject({
      code: 'HAZARD_VOID_REFUSED',
    });
    await expect(merge(id, twice)).rejects.toMatchObject({ code: 'HAZARD_VOID_REFUSED' });
    // One that was voided is no earlier hazard that a new one could repeat.
    await call('hazards.restore', { id: twice, reason: '分开' });
    expect((await call('hazards.get', { id })).merged).toEqual([]);
  });

  it('is reported upward only with to whom', async () => {
    const { call, id } = await found();
    const escalate = (reportedTo?: string) =>
      call('hazards.transition', {
        id,
        action: 'escalate',
        note: '反复整改不到位',
        reinspectionId: null,
        reportedTo,
      });
    await expect(escalate()).rejects.toMatchObject({ code: 'HAZARD_REPORT_TO_REQUIRED' });
    await expect(escalate(' ')).rejects.toMatchObject({ code: 'HAZARD_REPORT_TO_REQUIRED' });
    await escalate('区委政法委');
    const { reportedTo, events } = await call('hazards.get', { id });
    expect(reportedTo).toBe('区委政法委');
    expect(events.at(-1)?.note).toBe('报 区委政法委；反复整改不到位');
  });

  it('is in no paper once it was voided, and the papers say that', async () => {
    const { call, id, service } = await found();
    await call('hazards.void', { id, into: null, reason: '登记重复' });
    const span = { from: '2026-11-01', to: '2026-11-20' };
    const db = service.workspace.database.reader;
    expect(await selectLedger(db, span)).toEqual([]);
    expect(await selectVoided(db, span)).toEqual([
      { code: 'YH-2026Q4-0001', voidReason: '登记重复', into: null },
    ]);
    const draft = await call('documents.draft', {
      template: 'weekly',
      about: { kind: 'span', ...span },
    });
    expect(draft.figures.find(({ field }) => field === '发现隐患数')?.value).toBe('0');
  });
});

describe('a visit that was recorded wrongly', () => {
  const kept = { measures: '', partyView: '', documents: '' };

  it('is put right by an addition that keeps what was said before', async () => {
    const { call, first } = await twoSweeps();
    const { id } = await visit(call, first.stopIds[0] ?? 0, '正常');
    await call('visits.correct', {
      id,
      result: '未营业',
      facts: '敲门无人应答',
      ...kept,
      reason: '选错了结果',
    });
    const now = await call('visits.get', { id });
    expect(now).toMatchObject({ result: '未营业', facts: '敲门无人应答' });
    expect(now.corrections).toEqual([
      {
        at: expect.any(String),
        actor: expect.any(String),
        reason: '选错了结果',
        changes: [
          { title: '检查结果', before: '正常', after: '未营业' },
          { title: '现场情况', before: '现场：正常', after: '敲门无人应答' },
        ],
      },
    ]);
    // The stop is to be visited again.
    expect((await call('sweeps.get', { id: first.id })).stops[0]?.done).toBe(false);
    await call('visits.correct', {
      id,
      result: '未营业',
      facts: '敲门无人应答',
      ...kept,
      reason: '补：已留告知单',
    });
    expect((await call('visits.get', { id })).corrections.map(({ changes }) => changes.length)).toEqual([
      2, 0,
    ]);
  });

  it('and 发现隐患 goes along with a hazard, both ways', async () => {
    const { call, first } = await twoSweeps();
    const { id } = await visit(call, first.stopIds[0] ?? 0, '正常');
    const correct = (result: VisitResult, hazards: ReturnType<typeof hazard>[] = []) =>
      call('visits.correct', { id, result, facts: '现场', ...kept, reason: '漏记', hazards });
    await expect(correct('发现隐患')).rejects.toMatchObject({ code: 'VISIT_HAZARD_REQUIRED' });
    const { hazards } = await correct('发现隐患', [hazard('占道')]);
    expect(hazards).toHaveLength(1);
    await expect(correct('正常')).rejects.toMatchObject({ code: 'VISIT_HAZARDS_STAND' });
    await call('hazards.void', { id: hazards[0] ?? 0, into: null, reason: '看错' });
    await correct('正常');
  });
});

it('what is on record of a place is at hand where a visit is recorded', async () => {
  const { call, first, second } = await twoSweeps();
  await visit(call, first.stopIds[0] ?? 0, '发现隐患');
  await visit(call, first.stopIds[1] ?? 0, '正常');
  const { visits, hazards } = await call('visits.earlier', { stopId: second.stopIds[0] ?? 0 });
  expect(visits).toMatchObject([{ result: '发现隐患', hazards: 1, officers: ['检查员1', '检查员2'] }]);
  expect(hazards).toMatchObject([{ kind: '乱堆物料', state: 'found' }]);
});

describe('the stops of a sweep as a work list', () => {
  it('are given to a team at once, spread over its days, and taken out again; what was visited stays', async () => {
    const { call, first, second } = await twoSweeps();
    await call('sweeps.addStops', { sweepId: first.id, venueIds: [3, 4], reason: '抽查' });
    const ids = (await call('sweeps.get', { id: first.id })).stops.map(({ id }) => id);
    const team = { name: '一组', days: 2, from: '09:00', until: '17:00', byHand: false, members: officers };
    const { id: teamId } = await call('teams.save', { id: null, sweepId: first.id, ...team });
    await visit(call, ids[0] ?? 0, '正常');
    expect(await call('routes.assign', { stopIds: ids, teamId })).toEqual({ moved: 3, kept: 1 });
    const daysOf = async () => {
      const { teams } = await call('routes.get', { sweepId: first.id });
      return teams[0]?.days.map((day) => day.stops.map(({ stopId }) => stopId));
    };
    expect(await daysOf()).toEqual([[ids[1], ids[3]], [ids[2]]]);
    // Given again they are only put anew: nothing stands at two places.
    await call('routes.assign', { stopIds: ids, teamId });
    expect((await daysOf())?.flat().sort()).toEqual(ids.slice(1));
    await call('routes.assign', { stopIds: ids, teamId: null });
    expect(await daysOf()).toEqual([[], []]);
    await call('edits.undo', {});
    expect((await daysOf())?.flat()).toHaveLength(3);
    await expect(call('routes.assign', { stopIds: second.stopIds, teamId })).rejects.toMatchObject({
      code: 'TEAM_UNKNOWN',
    });
  });

  it('belong to a sweep whose bodies and topics change, and that goes while nothing rests on it', async () => {
    const { call, first, second } = await twoSweeps();
    const settle = {
      id: first.id,
      title: '甲行动',
      startsOn: '2026-10-01',
      endsOn: '2026-12-31',
      leadBody: '',
    };
    await call('sweeps.settle', {
      ...settle,
      start: null,
      agencies: ['公安分局', '区气象局'],
      focusTopics: ['夜市'],
    });
    await call('sweeps.settle', { ...settle, start: null });
    expect((await call('sweeps.get', { id: first.id })).sweep).toMatchObject({
      agencies: ['公安分局', '区气象局'],
      focusTopics: ['夜市'],
    });
    await call('sweeps.remove', { id: second.id });
    expect((await call('sweeps.list', {})).map(({ id }) => id)).toEqual([first.id]);
    await call('edits.undo', {});
    expect((await call('sweeps.get', { id: second.id })).stops).toHaveLength(2);
    await visit(call, first.stopIds[0] ?? 0, '正常');
    await expect(call('sweeps.remove', { id: first.id })).rejects.toMatchObject({ code: 'SWEEP_IN_USE' });
  });
});
