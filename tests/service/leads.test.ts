import { describe, expect, it, onTestFinished } from 'vitest';
import { selectLedger } from '#service/db/queries/reports.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { firstOf, openTown } from '../support/commands/town-in-use.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

type Said = InputOf<'hazards.register'>;

const told: Said = {
  lead: true,
  source: '12345热线',
  sourceNumber: '工单 20261118-7',
  saidBy: '来电人王某 13800138000',
  saidOn: '2026-11-18',
  venueId: null,
  schoolId: 1,
  placeText: '东门南侧',
  kind: '游商和摊贩',
  level: '一般',
  description: '放学时段占道摆摊',
  responsibleBody: '',
  responsiblePerson: '',
  dueOn: null,
};
const fact: Said = {
  ...told,
  lead: false,
  source: '学校自查',
  sourceNumber: '',
  placeText: '',
  dueOn: '2026-12-20',
};

async function openSmallTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  return workspace;
}

/** Every figure that counts hazards. */
async function figuresOf({
  call,
  service,
}: Pick<Awaited<ReturnType<typeof openSmallTown>>, 'call' | 'service'>) {
  const db = service.workspace.database.reader;
  const { counts } = await call('workspace.describe', {});
  const { hazards, byState } = await call('overview.get', {});
  const { total } = await call('tables.rows', {
    table: 'hazards',
    query: { match: 'all', parts: [] },
    columns: [],
    offset: 0,
    limit: 1,
  });
  const span = { from: '2026-10-01', to: '2026-12-31' };
  const weekly = await call('documents.draft', { template: 'weekly', about: { kind: 'span', ...span } });
  const regions = await call('map.regions', {});
  const ledger = await selectLedger(db, span);
  return {
    counts: [counts.openHazards, counts.overdueHazards],
    hazards,
    byState: byState.toSorted((a, b) => a.state.localeCompare(b.state)),
    total,
    weekly: weekly.figures.map(({ field, value }) => [field, value]),
    regions,
    ledger: ledger.map(({ code }) => code),
    school: await call('schools.get', { id: 1 }),
    due: await call('mine.hazards', {}),
  };
}

const open = { kind: '游商和摊贩', level: '一般', venueId: null, schoolId: 1 } as const;
const nobody = { responsibleBody: '', responsiblePerson: '' };
const yes = (id: number, more: Partial<NonNullable<InputOf<'hazards.verify'>['hazard']>> = {}) => ({
  id,
  verdict: 'true' as const,
  note: '到场看过，三个摊位',
  into: null,
  hazard: { ...open, ...nobody, dueOn: '2026-12-01', ...more },
});
const no = (id: number) => ({
  id,
  verdict: 'false' as const,
  note: '到场没有看到',
  into: null,
  hazard: null,
});
const again = (id: number) => ({ ...no(id), verdict: 'again' as const, note: '又有人反映' });

describe('a 线索', () => {
  it('is no hazard in any figure, and nothing is done about it, before it is verified', async () => {
    const town = await openSmallTown();
    const { call } = town;
    const before = await figuresOf(town);
    const { id, code } = await call('hazards.register', told);
    const other = await call('hazards.register', { ...told, sourceNumber: '工单 8', placeText: '西门' });
    await call('hazards.verify', no(other.id));
    expect(await figuresOf(town)).toEqual(before);
    const { hazard, events, saidBy, verdicts } = await call('hazards.get', { id });
    expect(hazard).toMatchObject({ state: 'lead', placeName: '东门南侧', source: '12345热线', dueOn: null });
    expect(hazard.reminders).toEqual(['verify']);
    expect([saidBy, verdicts]).toEqual([told.saidBy, ['true', 'false', 'joined']]);
    expect(events).toMatchObject([{ action: '登记线索', note: '12345热线 工单 20261118-7' }]);
    for (const doing of [
      call('hazards.transition', {
        id,
        action: 'assign',
        note: '',
        reinspectionId: null,
        responsibleBody: '公安分局',
        responsiblePerson: '某',
      }),
      call('hazards.correct', {
        id,
        level: '重大',
        kind: '其他',
        description: 'x',
        schoolId: 1,
        reason: 'x',
      }),
      call('documents.draft', { template: 'order', about: { kind: 'hazard', id } }),
    ])
      await expect(doing).rejects.toMatchObject({
        code: 'HAZARD_NOT_VERIFIED',
        message: expect.stringContaining(code),
      });
    await expect(call('hazards.void', { id, into: null, reason: 'x' })).rejects.toMatchObject({
      code: 'HAZARD_VOID_REFUSED',
    });
  });

  it('that is true is a hazard found on that day, with its deadline, and can wait again until work on it begins', async () => {
    const town = await openSmallTown();
    const { call } = town;
    const { id } = await call('hazards.register', told);
    const before = await figuresOf(town);
    await expect(call('hazards.verify', yes(id, { dueOn: null }))).rejects.toMatchObject({
      code: 'HAZARD_DUE_REQUIRED',
    });
    await expect(call('hazards.verify', yes(id, { dueOn: '2026-11-01' }))).rejects.toMatchObject({
      code: 'HAZARD_DUE_INVALID',
    });
    expect(await call('hazards.verify', yes(id))).toEqual({ state: 'found' });
    const { hazard, saidOn, verifiedOn, verification, verdicts } = await call('hazards.get', { id });
    expect(hazard).toMatchObject({ state: 'found', foundOn: verifiedOn, dueOn: '2026-12-01' });
    expect([saidOn, verification, verdicts]).toEqual([told.saidOn, '到场看过，三个摊位', ['again']]);
    expect((await figuresOf(town)).counts).toEqual([(before.counts[0] ?? 0) + 1, before.counts[1]]);
    await call('hazards.verify', again(id));
    expect(await figuresOf(town)).toEqual(before);
    expect((await call('hazards.get', { id })).hazard).toMatchObject({ state: 'lead', foundOn: told.saidOn });
    // Once somebody answers for it, it is not taken back any more.
    const charge = { responsibleBody: '公安分局', responsiblePerson: '何某' };
    expect(await call('hazards.verify', yes(id, charge))).toEqual({ state: 'assigned' });
    await expect(call('hazards.verify', again(id))).rejects.toMatchObject({ code: 'LEAD_VERDICT_REFUSED' });
    expect((await call('hazards.get', { id })).events.map(({ action }) => action)).toEqual([
      ...['登记线索', '核实：属实', '退回待核实', '核实：属实', '交办'],
    ]);
  });

  it('that is known goes into a hazard of its place or owner, and no other', async () => {
    const town = await openSmallTown();
    const { call } = town;
    const known = await call('hazards.register', { ...fact, description: '摊贩' });
    const far = await call('hazards.register', {
      ...fact,
      schoolId: null,
      placeText: '城北',
      description: '别处',
    });
    const { id } = await call('hazards.register', told);
    const { alike } = await call('hazards.get', { id });
    expect(alike).toMatchObject([{ id: known.id, by: '同一学校' }]);
    const join = (into: number) => ({ ...no(id), verdict: 'joined' as const, into, note: '同一件事' });
    await expect(call('hazards.verify', join(far.id))).rejects.toMatchObject({
      code: 'LEAD_VERDICT_REFUSED',
    });
    const before = await figuresOf(town);
    await call('hazards.verify', join(known.id));
    expect(await figuresOf(town)).toEqual(before);
    expect((await call('hazards.get', { id })).mergedInto).toEqual(known);
    expect((await call('hazards.get', { id: known.id })).events.at(-1)).toMatchObject({ action: '并入线索' });
    await call('hazards.verify', again(id));
    expect((await call('hazards.get', { id })).hazard.state).toBe('lead');
  });

  it('has a place, a day that has come, and a number that its source gives once', async () => {
    const { call } = await openSmallTown();
    await call('hazards.register', told);
    const refusals: readonly (readonly [Partial<Said>, string])[] = [
      [{}, 'HAZARD_SOURCE_KNOWN'],
      [{ sourceNumber: '', schoolId: null, placeText: '' }, 'HAZARD_PLACE_REQUIRED'],
      [{ sourceNumber: '', saidOn: '2999-01-01' }, 'HAZARD_SAID_LATER'],
      [{ sourceNumber: '', schoolId: 999 }, 'SCHOOL_UNKNOWN'],
      [{ sourceNumber: '', lead: false }, 'HAZARD_DUE_REQUIRED'],
    ];
    for (const [more, code] of refusals)
      await expect(call('hazards.register', { ...told, ...more })).rejects.toMatchObject({ code });
    await call('hazards.register', { ...told, source: '检察建议' });
  });
});

it('who may register and verify: a school what it says of itself, bodies without power too, each where they are', async () => {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const as = (...of: Parameters<typeof callerWith>) => callsBy(town.service, callerWith(...of));
  const school = as(['school'], { name: 'xiao', person: '校长', body: '', school: 1 });
  const bureau = as(['educationBureau'], { name: 'jiao', person: '科长', body: '教育局' });
  const stranger = as(['officer'], { name: 'wai', person: '外人', body: '不相干的单位' });
  const day = { saidOn: town.today, dueOn: '2027-01-31' };
  const own = await school('hazards.register', { ...fact, ...day });
  expect((await school('hazards.get', { id: own.id })).hazard.state).toBe('found');
  const lead = { ...told, ...day, dueOn: null };
  const { id } = await school('hazards.register', lead);
  await expect(school('hazards.register', { ...fact, ...day, source: '舆情' })).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  await expect(school('hazards.register', { ...lead, sourceNumber: '', schoolId: 2 })).rejects.toMatchObject({
    code: 'OUT_OF_SCOPE',
  });
  await expect(school('hazards.verify', yes(id))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(stranger('hazards.verify', yes(id))).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
  // Who said it is for those who look into it.
  expect((await school('hazards.get', { id })).saidBy).toBe('');
  expect((await bureau('hazards.get', { id })).saidBy).toBe(told.saidBy);
  const due = { dueOn: '2027-01-31' };
  expect(await bureau('hazards.verify', yes(id, due))).toEqual({ state: 'found' });
  // Registering and verifying are no visit and give no right to one.
  await expect(
    bureau('hazards.reinspect', {
      hazardId: id,
      startedAt: `${town.today}T09:00`,
      endedAt: `${town.today}T09:30`,
      officers: [],
      result: '已整改',
      facts: 'x',
    }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(firstOf(await bureau('hazards.list', {})).id).toBeGreaterThan(0);
});
