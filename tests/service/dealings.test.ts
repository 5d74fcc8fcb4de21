import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import type { HazardAction } from '#shared/ledger/hazard.ts';
import type { ReinspectionResult } from '#shared/ledger/reinspection.ts';
import { targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import type { VisitResult } from '#shared/sweeps/visit-rules.ts';
import type { Call } from '../support/calls.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const officers = (first: number) =>
  [first, first + 1].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency: '公安分局' }));

/** A small town with a sweep, and a visit that found hazards of the levels named. */
async function found(levels: readonly ('一般' | '较大' | '重大')[]) {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const { id: sweepId } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  await call('sweeps.addStops', { sweepId, venueIds: [1], reason: '抽查' });
  const { stops } = await call('sweeps.get', { id: sweepId });
  const stopId = stops[0]?.id ?? 0;
  const { hazards } = await visit(call, stopId, '2026-11-02', levels);
  return { ...workspace, stopId, hazards };
}

async function visit(
  call: Call,
  stopId: number,
  day: string,
  levels: readonly ('一般' | '较大' | '重大')[],
  result: VisitResult = levels.length > 0 ? '发现隐患' : '正常',
) {
  return await call('visits.record', {
    stopId,
    startedAt: `${day}T09:00`,
    endedAt: `${day}T09:30`,
    officers: officers(1),
    result,
    facts: '现场情况',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: levels.map((level) => ({
      kind: '社会治安',
      level,
      description: '接纳未成年人',
      responsibleBody: '',
      responsiblePerson: '',
      dueOn: '2026-11-30',
    })),
  });
}

/** Somebody looks again at a hazard. */
function reinspect(call: Call, hazardId: number, startedAt: string, result: ReinspectionResult) {
  return call('hazards.reinspect', {
    hazardId,
    startedAt,
    endedAt: `${startedAt.slice(0, 11)}23:00`,
    officers: [1, 2].map((i) => ({ name: `复查员${i}`, certificate: `复-${i}`, agency: '公安分局' })),
    result,
    facts: `复查：${result}`,
  });
}

async function closeHazard(call: Call, id: number) {
  await call('hazards.assignMany', {
    ids: [id],
    responsibleBody: '公安分局',
    responsiblePerson: '何某',
    dueOn: null,
  });
  const act = (
    action: 'startRectifying' | 'submitForReinspection' | 'close',
    reinspectionId: number | null,
  ) => call('hazards.transition', { id, action, note: '', reinspectionId });
  await act('startRectifying', null);
  await act('submitForReinspection', null);
  const again = await reinspect(call, id, '2026-11-20T09:00', '已整改');
  await act('close', again.id);
}

describe('a hazard closes', () => {
  /** A hazard that waits for its re-inspection. */
  async function waiting() {
    const scene = await found(['一般']);
    const { call } = scene;
    const id = scene.hazards[0] ?? 0;
    await call('hazards.assignMany', {
      ids: [id],
      responsibleBody: '公安分局',
      responsiblePerson: '何某',
      dueOn: null,
    });
    const act = (action: HazardAction, reinspectionId: number | null = null) =>
      call('hazards.transition', { id, action, note: '', reinspectionId });
    await act('startRectifying');
    await act('submitForReinspection');
    return { ...scene, id, act };
  }

  it.each(['部分整改', '未整改'] as const)('not on a re-inspection that says %s', async (result) => {
    const { call, id, act } = await waiting();
    const failed = await reinspect(call, id, '2026-11-20T09:00', result);
    // It goes back to those who are to put it right.
    expect(failed.state).toBe('rectifying');
    await act('submitForReinspection');
    await expect(act('close', failed.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_FAILED' });
    expect((await call('hazards.get', { id })).hazard.state).toBe('reinspect');
  });

  it('not on one that could not tell, and that one changes nothing', async () => {
    const { call, id, act } = await waiting();
    const unclear = await reinspect(call, id, '2026-11-20T09:00', '无法核实');
    expect(unclear.state).toBe('reinspect');
    await expect(act('close', unclear.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_FAILED' });
  });

  it('not on one that passed before the last that failed, whichever was entered first', async () => {
    const { call, id, act } = await waiting();
    const passed = await reinspect(call, id, '2026-11-19T09:00', '已整改');
    await reinspect(call, id, '2026-11-20T09:00', '未整改');
    await act('submitForReinspection');
    await expect(act('close', passed.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_OVERTAKEN' });
    const early = await reinspect(call, id, '2026-11-18T09:00', '已整改');
    await expect(act('close', early.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_OVERTAKEN' });
    const { reinspections } = await call('hazards.get', { id });
    expect(reinspections.map(({ result, refusal }) => [result, refusal])).toEqual([
      ['未整改', '没有整改到位'],
      ['已整改', '之后又有一次不合格'],
      ['已整改', '之后又有一次不合格'],
    ]);
    const last = await reinspect(call, id, '2026-11-20T10:00', '已整改');
    expect(await act('close', last.id)).toEqual({ state: 'closed' });
    await expect(reinspect(call, id, '2026-11-20T11:00', '未整改')).rejects.toMatchObject({
      code: 'HAZARD_CLOSED',
    });
  });

  it('not on a visit, least of all on one that says 发现隐患', async () => {
    const { call, id, act, stopId } = await waiting();
    const again = await visit(call, stopId, '2026-11-20', ['一般']);
    expect((await call('hazards.get', { id })).reinspections).toEqual([]);
    await expect(act('close', again.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_OTHER' });
    await expect(act('close')).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_REQUIRED' });
  });

  it('not on the re-inspection of another hazard', async () => {
    const { call, id, act, stopId } = await waiting();
    const other = (await visit(call, stopId, '2026-11-03', ['一般'])).hazards[0] ?? 0;
    const passed = await reinspect(call, other, '2026-11-20T09:00', '已整改');
    await expect(act('close', passed.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_OTHER' });
    expect((await call('hazards.get', { id })).hazard.state).toBe('reinspect');
  });

  it('and 未整改 makes no second hazard and no visit', async () => {
    const { call, id } = await waiting();
    const count = async () => ({
      hazards: (await call('hazards.list', {})).length,
      visited: (await call('sweeps.list', {}))[0]?.visited,
    });
    const before = await count();
    await reinspect(call, id, '2026-11-20T09:00', '未整改');
    expect(await count()).toEqual(before);
    const { events } = await call('hazards.get', { id });
    expect(events.at(-1)).toMatchObject({
      action: '复查',
      toState: 'rectifying',
      note: '未整改（复查员1、复查员2）；复查：未整改',
    });
  });
});

describe('dealing with hazards', () => {
  it('assigns many at once, moves what is assigned already, and skips what is closed', async () => {
    const { call, hazards } = await found(['一般', '一般', '一般']);
    const [first = 0, second = 0, third = 0] = hazards;
    await closeHazard(call, first);
    await call('hazards.assignMany', {
      ids: [second],
      responsibleBody: '公安分局',
      responsiblePerson: '甲',
      dueOn: null,
    });
    const counts = await call('hazards.assignMany', {
      ids: [first, second, third],
      responsibleBody: '区城市管理执法局',
      responsiblePerson: '乙',
      dueOn: '2026-12-10',
    });
    expect(counts).toEqual({ assigned: 1, changed: 1, skipped: 1 });
    const { hazard, events } = await call('hazards.get', { id: third });
    expect(hazard).toMatchObject({ state: 'assigned', responsiblePerson: '乙', dueOn: '2026-12-10' });
    expect(events.at(-1)).toMatchObject({ action: '交办', note: '区城市管理执法局 乙，期限 2026-12-10' });
  });

  it('moves a due date with a reason, and keeps basis and 五落实', async () => {
    const { call, hazards } = await found(['一般']);
    const [id = 0] = hazards;
    const extend = (dueOn: string, reason: string) => call('hazards.extend', { id, dueOn, reason });
    await expect(extend('2026-12-30', '')).rejects.toMatchObject({ code: 'HAZARD_EXTENSION_REFUSED' });
    await extend('2026-12-30', '业主外出');
    await call('hazards.describe', {
      id,
      basis: '未成年人保护法第五十八条',
      fiveItems: { 责任: '何某', 资金: '' },
    });
    const detail = await call('hazards.get', { id });
    expect(detail.hazard.dueOn).toBe('2026-12-30');
    expect(detail).toMatchObject({ basis: '未成年人保护法第五十八条', fiveItems: { 责任: '何某' } });
    expect(detail.events.map(({ action }) => action)).toEqual(['发现登记', '延期', '落实措施']);
  });

  it('puts only major hazards under supervision, and takes them off once closed', async () => {
    const { call, hazards } = await found(['重大', '一般']);
    const [major = 0, minor = 0] = hazards;
    const draft = {
      number: '督〔2026〕1号',
      level: '区级',
      body: '区委政法委',
      leader: '某书记',
      requirement: '限期迁出',
      listedOn: '2026-11-05',
      dueOn: '2026-12-05',
    };
    const refused = { code: 'SUPERVISION_REFUSED' };
    await expect(call('hazards.supervise', { id: minor, ...draft })).rejects.toMatchObject(refused);
    await call('hazards.supervise', { id: major, ...draft });
    await expect(call('hazards.supervise', { id: major, ...draft })).rejects.toMatchObject(refused);
    expect((await call('overview.get', {})).hazards.supervised).toBe(1);
    const off = { id: major, acceptance: '已迁出', delistedOn: '2026-11-21' };
    await expect(call('hazards.delist', off)).rejects.toMatchObject(refused);
    await closeHazard(call, major);
    expect((await call('hazards.get', { id: major })).hazard.reminders).toEqual(['delist']);
    await call('hazards.delist', off);
    const { hazard, supervisions } = await call('hazards.get', { id: major });
    expect(hazard.listed).toBe(false);
    expect(supervisions[0]).toMatchObject({ acceptance: '已迁出', delistedOn: '2026-11-21' });
  });

  it('re-checks a share of what was said to be dealt with, and takes back what is not', async () => {
    const { call, hazards } = await found(['一般', '一般']);
    const [first = 0, second = 0] = hazards;
    await expect(call('rechecks.draw', { share: 0.5, seed: 1 })).rejects.toMatchObject({
      code: 'RECHECK_NONE',
    });
    await closeHazard(call, first);
    const classes = { dueOn: null, meetingOn: null, reportedTo: '', note: '' };
    await call('hazards.classify', { id: first, outcome: 'resolved', ...classes });
    await call('hazards.classify', { id: second, outcome: 'resolving', ...classes });
    await expect(call('hazards.classify', { id: second, outcome: 'hard', ...classes })).rejects.toMatchObject(
      {
        code: 'HAZARD_OUTCOME_REFUSED',
      },
    );
    expect(await call('rechecks.draw', { share: 0.5, seed: 4 })).toEqual({ drawn: 1, pool: 2 });
    const [recheck] = await call('rechecks.list', {});
    const result = {
      id: recheck?.id ?? 0,
      checkedOn: '2026-11-21',
      passed: false,
      officers: '甲、乙',
      note: '',
    };
    await call('rechecks.record', result);
    await expect(call('rechecks.record', result)).rejects.toMatchObject({ code: 'RECHECK_DONE' });
    expect((await call('hazards.get', { id: recheck?.hazardId ?? 0 })).hazard.outcome).toBeNull();
    expect(await call('rechecks.draw', { share: 1, seed: 4 })).toEqual({ drawn: 1, pool: 1 });
  });

  it('recognises that a hazard comes again', async () => {
    const { call, hazards, stopId } = await found(['一般']);
    const again = await visit(call, stopId, '2026-11-20', ['较大']);
    const { hazard, repeated, events } = await call('hazards.get', { id: again.hazards[0] ?? 0 });
    expect(hazard.repeats).toBe(hazards[0]);
    expect(repeated).toMatchObject({ by: '同一检查对象' });
    expect(events[0]?.note).toContain('屡犯');
  });
});

describe('a school itself', () => {
  it('is a stop, has hazards that repeat, is re-inspected at its own place, and is in lists and reports', async () => {
    const { call } = await found([]);
    const { id: stopId } = await call('sweeps.addStop', {
      sweepId: 1,
      venueId: null,
      schoolId: 1,
      reason: '校门周边',
    });
    await expect(
      call('sweeps.addStop', { sweepId: 1, venueId: null, schoolId: 1, reason: '再来' }),
    ).rejects.toMatchObject({ code: 'STOP_EXISTS' });
    await expect(
      call('sweeps.addStop', { sweepId: 1, venueId: null, schoolId: 99, reason: '没有' }),
    ).rejects.toMatchObject({ code: 'SCHOOL_UNKNOWN' });
    const { stops } = await call('sweeps.get', { id: 1 });
    const stop = stops.find(({ id }) => id === stopId);
    expect(stop).toMatchObject({ venueId: null, schoolId: 1, category: 'school', bodies: ['公安分局'] });
    expect(stop?.placeName).toBe(stop?.schoolName);
    expect(stop?.position).not.toBeNull();
    const points = await call('visits.checklist', { category: 'school' });
    expect(points.map(({ id }) => id)).toContain('school_gate_parking');
    expect(points.map(({ id }) => id)).not.toContain('licence');
    const first = await visit(call, stopId, '2026-11-03', ['一般']);
    const second = await visit(call, stopId, '2026-11-04', ['一般']);
    const id = second.hazards[0] ?? 0;
    expect((await call('hazards.get', { id })).repeated).toMatchObject({
      id: first.hazards[0],
      by: '同一检查对象',
    });
    await closeHazard(call, id);
    expect((await call('hazards.get', { id })).hazard.state).toBe('closed');
    const options = targetOptionsSchema.parse({ severities: ['violation', 'undetermined', 'supervised'] });
    expect((await call('targets.preview', { sweepId: 1, options })).chosen.length).toBeGreaterThan(0);
    expect((await call('targets.apply', { sweepId: 1, options })).added).toBeGreaterThan(0);
  });
});

describe('the record of an inspection', () => {
  it('says that it was checked, but not of who refused the inspection', async () => {
    const { call, stopId } = await found(['一般']);
    const { id: refused } = await visit(call, stopId, '2026-11-03', [], '拒绝检查');
    const checked = async (id: number) =>
      (await call('documents.draft', { template: 'record', about: { kind: 'visit', id } })).known.核对情况;
    expect(await checked(1)).toContain('已经当事人核对');
    expect(await checked(refused)).not.toContain('已经当事人核对');
    expect(await checked(refused)).toContain('见证人');
  });

  it('prints what was put right later, with what was said before beside it', async () => {
    const { call } = await found(['一般']);
    const about = { kind: 'visit' as const, id: 1 };
    const said = async () => (await call('documents.draft', { template: 'record', about })).known.补正 ?? '';
    expect(await said()).toBe('无');
    const before = await call('visits.get', { id: 1 });
    const { result, measures, partyView, documents } = before;
    const correct = async (facts: string, reason: string) =>
      await call('visits.correct', { id: 1, result, facts, measures, partyView, documents, reason });
    await correct('现场有未成年人三名', '漏记人数');
    await correct('现场有未成年人两名', '监控核对后更正');
    const text = await said();
    expect(text).toContain('漏记人数；现场情况：原记“现场情况”，补正为“现场有未成年人三名”');
    expect(text).toContain('监控核对后更正；现场情况：原记“现场有未成年人三名”，补正为“现场有未成年人两名”');
    expect(text.split('\n').map((line) => line.slice(0, 5))).toEqual(
      ['第 1 次', '第 2 次'].map((each) => each.padEnd(5, '（')),
    );
    const { template } = await call('documents.draft', { template: 'record', about });
    expect(JSON.stringify(template.blocks)).toContain('{{补正}}');
  });
});

describe('a hazard that was put right on the spot', () => {
  /** One form: a visit with a hazard that was put right while the officers stood by. */
  async function onSpot(
    call: Call,
    stopId: number,
    change: Partial<InputOf<'visits.record'>['hazards'][number]> = {},
  ) {
    return await call('visits.record', {
      stopId,
      startedAt: '2026-11-20T09:00',
      endedAt: '2026-11-20T09:40',
      officers: officers(1),
      result: '发现隐患',
      facts: '门口堆物',
      measuredDistance: null,
      measures: '',
      partyView: '',
      capReason: '',
      hazards: [
        {
          kind: '乱堆物料',
          level: '一般',
          description: '占道堆放',
          responsibleBody: '镇街',
          responsiblePerson: '店主王某',
          dueOn: '2026-11-20',
          onSpot: '已当场清走，地面恢复',
          ...change,
        },
      ],
    });
  }

  it('goes its whole way in one saving, each step on record, and counts as added and closed that day', async () => {
    const { call, stopId } = await found([]);
    const { hazards } = await onSpot(call, stopId);
    const { hazard, events, reinspections } = await call('hazards.get', { id: hazards[0] ?? 0 });
    expect(hazard).toMatchObject({ state: 'closed', closedOn: '2026-11-20', overdue: false });
    expect(events.map(({ toState }) => toState)).toEqual([
      'found',
      'assigned',
      'rectifying',
      'reinspect',
      'closed',
    ]);
    expect(events.at(-1)?.note).toBe('当场整改；已当场清走，地面恢复');
    expect(reinspections).toMatchObject([
      { result: '已整改', startedAt: '2026-11-20T09:40', officers: ['检查员1', '检查员2'], refusal: null },
    ]);
    expect((await call('overview.get', {})).hazards).toMatchObject({ open: 0, closed: 1 });
  });

  it.each([
    ['of nobody who is responsible', { responsiblePerson: '' }, 'HAZARD_RESPONSIBLE_REQUIRED'],
    ['looked at by the one who is responsible', { responsiblePerson: '检查员2' }, 'HAZARD_REINSPECTION_SELF'],
    ['that is grave', { level: '重大' }, 'HAZARD_ON_SPOT_GRAVE'],
  ] as const)('is not closed where it is one %s: nothing of the form is kept', async (_, change, code) => {
    const { call, stopId } = await found([]);
    await expect(onSpot(call, stopId, change)).rejects.toMatchObject({ code });
    expect(await call('hazards.list', {})).toEqual([]);
    expect((await call('overview.get', {})).coverage.visits).toBe(1);
  });
});
