import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const officers = [
  { name: '王志强', certificate: '0101', agency: '公安分局' },
  { name: '李海涛', certificate: '0102', agency: '区文化和旅游局' },
];
const hazard = {
  kind: '区内禁设场所',
  level: '一般',
  description: '距校门不足 200 米',
  responsibleBody: '区文化和旅游局',
  responsiblePerson: '孙文博',
  dueOn: '2026-12-10',
} as const;

function visitAt(stopId: number, more: Partial<InputOf<'visits.record'>> = {}): InputOf<'visits.record'> {
  return {
    stopId,
    startedAt: '2026-11-20T09:00',
    endedAt: '2026-11-20T09:30',
    officers,
    result: '发现隐患',
    facts: '正在营业',
    measuredDistance: 110.5,
    measures: '责令改正',
    partyView: '',
    capReason: '',
    hazards: [hazard],
    ...more,
  };
}

async function openStop(workspace: OpenWorkspace) {
  await importSmallTown(workspace);
  const { call } = workspace;
  const [finding] = await call('findings.list', {});
  const { id: sweepId } = await call('sweeps.create', {
    title: '四季度整治',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  const { id: stopId } = await call('sweeps.addStop', {
    sweepId,
    venueId: finding!.venueId,
    schoolId: finding!.schoolId,
    reason: '区内',
  });
  return { sweepId, stopId, finding: finding! };
}

describe('findings after an import', () => {
  it('hold the violations, doubts and supervised venues of the small town, each with its reason', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const findings = await workspace.call('findings.list', {});
    const bySchool = findings.filter(({ schoolName }) => schoolName === '东街小学');
    expect(bySchool.map(({ venueName, severity, primary }) => [venueName, severity, primary])).toEqual([
      ['极速网吧', 'violation', true],
      ['边缘KTV', 'undetermined', true],
      ['平安旅馆', 'supervised', true],
    ]);
    expect(bySchool[0]).toMatchObject({ origin: 'boundary', verdict: 'inside', limit: 200 });
    expect(bySchool[0]?.distance).toBeCloseTo(111.0, 0);
    // The plan that decides gives no day: old and new are treated alike. The regulation does.
    expect(bySchool[1]).toMatchObject({ ruleId: 'DX-11-1', existing: null });
    const ktv = await workspace.call('findings.list', { venueId: bySchool[1]!.venueId, allRules: true });
    expect(ktv.find(({ ruleId }) => ruleId === 'BJ-29-1')?.existing).toBe('same');
    const all = await workspace.call('findings.list', { venueId: bySchool[0]!.venueId, allRules: true });
    expect(all.map(({ ruleId }) => ruleId).sort()).toEqual(['BJ-29-1', 'DX-11-1', 'N3']);
    expect(await workspace.call('workspace.describe', {})).toMatchObject({
      counts: { schools: 2, venues: 4, violations: 1, undetermined: 1 },
      findingsCurrent: true,
    });
  });
});

describe('sweep, visit and hazard', () => {
  it('go from plan to 销号 and demand a re-inspection by others', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { stopId, finding } = await openStop(workspace);
    const { hazards } = await call('visits.record', visitAt(stopId));
    const [id] = hazards as [number];
    expect(await call('hazards.get', { id })).toMatchObject({
      hazard: { code: 'YH-2026Q4-0001', state: 'assigned', placeName: finding.venueName },
      reinspections: [],
    });
    const act = (action: InputOf<'hazards.transition'>['action'], reinspectionId: number | null = null) =>
      call('hazards.transition', { id, action, note: '', reinspectionId });
    const reinspect = (startedAt: string, said: Partial<InputOf<'hazards.reinspect'>> = {}) =>
      call('hazards.reinspect', {
        hazardId: id,
        startedAt,
        endedAt: '2026-11-21T09:50',
        officers,
        result: '已整改',
        facts: '看过了',
        ...said,
      });
    await expect(act('close')).rejects.toMatchObject({ code: 'HAZARD_ACTION_REFUSED' });
    await act('startRectifying');
    await act('submitForReinspection');
    await expect(act('close')).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_REQUIRED' });
    await expect(reinspect('2026-11-19T09:00')).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_EARLY' });
    await expect(reinspect('2026-11-21T21:00')).rejects.toMatchObject({ code: 'VISIT_TIME_INVALID' });
    const self = [{ ...officers[0]!, name: '孙 文博', certificate: '0909' }, officers[1]!];
    const bySelf = await reinspect('2026-11-21T09:00', { officers: self });
    await expect(act('close', bySelf.id)).rejects.toMatchObject({ code: 'HAZARD_REINSPECTION_SELF' });
    await expect(reinspect('2026-11-21T09:30', { endedAt: '2062-11-21T09:50' })).rejects.toMatchObject({
      code: 'VISIT_IN_FUTURE',
    });
    const byOthers = await reinspect('2026-11-21T09:30');
    expect(await act('close', byOthers.id)).toEqual({ state: 'closed' });
    const { hazard: closed, events } = await call('hazards.get', { id });
    expect(closed).toMatchObject({ state: 'closed', closedOn: '2026-11-21', overdue: false });
    expect(events.map(({ toState }) => toState)).toEqual([
      'found',
      'assigned',
      'rectifying',
      'reinspect',
      'reinspect',
      'reinspect',
      'closed',
    ]);
    expect(await call('sweeps.list', {})).toMatchObject([{ stops: 1, visited: 1, hazards: 1 }]);
  });

  it.each([
    ['OFFICERS_TOO_FEW', { officers: officers.slice(0, 1) }],
    ['OFFICERS_SAME', { officers: [officers[0]!, officers[0]!] }],
    ['AGENCY_MAY_NOT_INSPECT', { officers: [officers[0]!, { ...officers[1]!, agency: '区委政法委' }] }],
    ['VISIT_TIME_INVALID', { endedAt: '2026-11-20T08:00' }],
    ['VISIT_IN_FUTURE', { startedAt: '2062-11-21T09:00', endedAt: '2062-11-21T09:20' }],
    ['VISIT_BEFORE_SWEEP', { startedAt: '2025-11-21T09:00', endedAt: '2025-11-21T09:20' }],
    ['INPUT_INVALID', { startedAt: '2026-02-30T09:00' }],
    ['VISIT_HAZARD_REQUIRED', { hazards: [] }],
    ['HAZARD_DUE_INVALID', { hazards: [{ ...hazard, dueOn: '2026-11-01' }] }],
    ['INPUT_INVALID', { facts: '  ' }],
    ['STOP_UNKNOWN', { stopId: 999 }],
  ] as const)('refuse a visit with %s and write nothing', async (code, wrong) => {
    const workspace = await openWorkspace();
    const { stopId, sweepId } = await openStop(workspace);
    await expect(
      workspace.call('visits.record', visitAt(stopId, wrong as unknown as Partial<InputOf<'visits.record'>>)),
    ).rejects.toMatchObject({ code });
    expect((await workspace.call('sweeps.get', { id: sweepId })).sweep.visited).toBe(0);
    expect(await workspace.call('hazards.list', {})).toEqual([]);
  });

  it('keep a venue once on a sweep, and a visited stop for good', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { sweepId, stopId, finding } = await openStop(workspace);
    await expect(
      call('sweeps.addStop', { sweepId, venueId: finding.venueId, schoolId: null, reason: '再次' }),
    ).rejects.toMatchObject({ code: 'STOP_EXISTS' });
    await call('sweeps.removeStop', { stopId });
    const again = await call('sweeps.addStop', {
      sweepId,
      venueId: finding.venueId,
      schoolId: null,
      reason: '再次',
    });
    await call('visits.record', visitAt(again.id));
    await expect(call('sweeps.removeStop', { stopId: again.id })).rejects.toMatchObject({
      code: 'STOP_VISITED',
    });
  });

  it('asks for body and person before it is assigned', async () => {
    const workspace = await openWorkspace();
    const { stopId } = await openStop(workspace);
    const { hazards } = await workspace.call(
      'visits.record',
      visitAt(stopId, { hazards: [{ ...hazard, responsibleBody: '', responsiblePerson: '' }] }),
    );
    const assign = { id: hazards[0]!, action: 'assign', note: '', reinspectionId: null } as const;
    await expect(workspace.call('hazards.transition', assign)).rejects.toMatchObject({
      code: 'HAZARD_RESPONSIBLE_REQUIRED',
    });
    expect(
      await workspace.call('hazards.transition', {
        ...assign,
        responsibleBody: '公安分局',
        responsiblePerson: '赵振华',
      }),
    ).toEqual({ state: 'assigned' });
  });
});

describe('search and panels', () => {
  it('find by name, address and code, and take wildcards as letters', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const names = async (text: string) =>
      (await workspace.call('search.places', { text })).map(({ name }) => name);
    expect(await names('东街小学')).toEqual(['东街小学', '东街小学南门']);
    expect(await names('东街20号')).toEqual(['边缘KTV']);
    expect(await names('%')).toEqual([]);
    await expect(workspace.call('venues.get', { id: 999 })).rejects.toMatchObject({ code: 'VENUE_UNKNOWN' });
    await expect(workspace.call('schools.sheet', { id: 999 })).rejects.toMatchObject({
      code: 'SCHOOL_UNKNOWN',
    });
  });
});

describe('a form that is sent more than once', () => {
  const formId = '01982b3c-0000-7000-8000-000000000001';

  it('is the same visit with the same hazard, in whatever order its fields come', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { sweepId, stopId } = await openStop(workspace);
    const first = await call('visits.record', { ...visitAt(stopId), formId });
    const entries = async () =>
      (await workspace.service.workspace.database.reader.selectFrom('audit').select('id').execute()).length;
    const before = await entries();
    const { facts, officers: people, ...rest } = visitAt(stopId);
    for (const again of [
      { ...visitAt(stopId), formId },
      { formId, officers: people, ...rest, facts },
    ])
      expect(await call('visits.record', again)).toEqual(first);
    const hazards = await call('hazards.list', {});
    expect(hazards).toMatchObject([{ id: first.hazards[0], repeats: null }]);
    expect((await call('sweeps.get', { id: sweepId })).sweep).toMatchObject({ visited: 1, hazards: 1 });
    expect(await entries()).toBe(before);
  });

  it('also where both come at once', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { stopId } = await openStop(workspace);
    const sent = await Promise.all(
      [1, 2, 3].map(() => call('visits.record', { ...visitAt(stopId), formId })),
    );
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await call('hazards.list', {})).toHaveLength(1);
  });

  it('is refused where it says something else, and what came first stays', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { stopId } = await openStop(workspace);
    const { id } = await call('visits.record', { ...visitAt(stopId), formId });
    await expect(
      call('visits.record', { ...visitAt(stopId, { facts: '另一段话' }), formId }),
    ).rejects.toMatchObject({ code: 'FORM_SENT_OTHERWISE' });
    expect((await call('visits.get', { id })).facts).toBe(visitAt(stopId).facts);
  });

  it('counts only once it was recorded: one that was refused may be mended and sent again', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { stopId } = await openStop(workspace);
    await expect(
      call('visits.record', { ...visitAt(stopId, { endedAt: '2026-11-20T08:00' }), formId }),
    ).rejects.toMatchObject({ code: 'VISIT_TIME_INVALID' });
    expect(await call('visits.record', { ...visitAt(stopId), formId })).toMatchObject({ id: 1 });
  });

  it('is one step of a hazard and one re-inspection', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { stopId } = await openStop(workspace);
    const [id = 0] = (await call('visits.record', visitAt(stopId))).hazards;
    const again = {
      hazardId: id,
      startedAt: '2026-11-21T09:00',
      endedAt: '2026-11-21T09:20',
      officers,
      result: '未整改' as const,
      facts: '没有改',
      formId,
    };
    const made = await call('hazards.reinspect', again);
    expect(await call('hazards.reinspect', again)).toEqual(made);
    const other = { id, dueOn: '2027-01-31', reason: '待料', formId: formId.replace(/1$/, '2') };
    await call('hazards.extend', other);
    await call('hazards.extend', other);
    const { events, reinspections } = await call('hazards.get', { id });
    expect(reinspections).toHaveLength(1);
    expect(events.map(({ action }) => action)).toEqual(['发现登记', '交办', '复查', '延期']);
    await expect(call('hazards.reinspect', { ...again, formId: other.formId })).rejects.toMatchObject({
      code: 'FORM_SENT_OTHERWISE',
    });
  });
});

describe('two people recording one stop at once', () => {
  it('are told, and both visits stay if both want it', async () => {
    const workspace = await openWorkspace();
    const { call } = workspace;
    const { stopId } = await openStop(workspace);
    const one = visitAt(stopId, { result: '正常', hazards: [], capReason: '两组都到了' });
    const two = { ...one, startedAt: '2026-11-20T10:00', endedAt: '2026-11-20T10:30', facts: '另一组也到了' };
    const first = await call('visits.record', { ...one, knownVisitId: null });
    const later = call('visits.record', { ...two, knownVisitId: null });
    await expect(later).rejects.toMatchObject({ code: 'VISIT_MEANWHILE' });
    await expect(later).rejects.toThrow(officers[0]?.name);
    const second = await call('visits.record', { ...two, knownVisitId: null, alongside: true });
    expect([first.id, second.id]).toEqual([1, 2]);
    // Who has seen the other's visit is not asked.
    await call('visits.record', { ...two, facts: '再来一次', knownVisitId: second.id });
    await expect(call('visits.record', { ...two, knownVisitId: first.id })).rejects.toMatchObject({
      code: 'VISIT_MEANWHILE',
    });
  });
});
