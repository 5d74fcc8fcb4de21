import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readAudit } from '#service/db/journal/audit.ts';
import type { Caller } from '#service/platform/caller.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { signedTemplates } from '#shared/ledger/approval.ts';
import { daysAfter, openTown } from '../support/commands/town-in-use.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';

/** The town with an open hazard, and people of an office. */
async function openOffice() {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const open = (await town.call('hazards.list', {})).filter(
    ({ state, listed }) => state === 'rectifying' && !listed,
  );
  const hazard = open[0];
  if (!hazard) throw new Error('a hazard is being put right');
  const body = hazard.responsibleBody;
  const as = (caller: Caller) => callsBy(town.service, caller);
  return {
    town,
    as,
    hazard,
    id: hazard.id,
    officer: as(callerWith(['officer'], { name: 'officer', body })),
    head: as(callerWith(['bodyAdministrator'], { name: 'head', body })),
    stranger: as(callerWith(['bodyAdministrator'], { name: 'stranger', body: '不相干的单位' })),
    coordinator: as(callerWith(['coordinator'], { name: 'coordinator', body: '区委政法委' })),
    leader: as(callerWith(['leader'], { name: 'leader', body: '区委' })),
    later: (days: number) => ({
      command: 'hazards.extend' as const,
      input: { id: hazard.id, dueOn: daysAfter(town.today, days), reason: '等待批复' },
    }),
  };
}
type Office = Awaited<ReturnType<typeof openOffice>>;
const refused = (code: string) => ({ code });
const yes = (id: number, command: InputOf<'approvals.decide'>['command']) => ({
  ...decision(id, command),
  approve: true,
});
async function supervisionOf({ town, id }: Office) {
  return (await town.call('hazards.get', { id })).supervisions[0] ?? null;
}
const decision = (id: number, command: InputOf<'approvals.decide'>['command']) => ({ id, command, note: '' });

/** Has the hazard put right and re-inspected; how its closing is asked for. */
async function putRight({ town, id, officer }: Office) {
  await officer('hazards.transition', {
    id,
    action: 'submitForReinspection',
    note: '',
    reinspectionId: null,
  });
  const people = [1, 2].map((i) => ({ name: `复查员${i}`, certificate: `复-${i}`, agency: '公安分局' }));
  const reinspection = await officer('hazards.reinspect', {
    hazardId: id,
    startedAt: `${town.today}T09:00`,
    endedAt: `${town.today}T09:20`,
    officers: people,
    result: '已整改',
    facts: '已清理',
  });
  const input = { id, action: 'close', note: '已清理', reinspectionId: reinspection.id };
  return { command: 'hazards.transition' as const, input };
}

async function eventsOf({ town, id }: Office) {
  const { events } = await town.call('hazards.get', { id });
  return events.map(({ action, actor, note }) => `${action} | ${actor} | ${note}`);
}

describe('what needs approval, where people have accounts', () => {
  it('is refused where it is done at once, and carried out when somebody else agrees', async () => {
    const office = await openOffice();
    const { town, id, officer, coordinator, stranger, later } = office;
    await expect(coordinator('hazards.extend', later(60).input)).rejects.toMatchObject(
      refused('APPROVAL_NEEDED'),
    );
    // Who may not give a later day may ask for one.
    await expect(officer('hazards.extend', later(60).input)).rejects.toMatchObject(
      refused('APPROVAL_NEEDED'),
    );
    const asked = await officer('approvals.request', { wanted: later(60) });
    expect(await officer('approvals.list', {})).toMatchObject([
      { id: asked.id, title: '延期', state: 'waiting', mine: true, decidable: false, hazard: { id } },
    ]);
    expect(await coordinator('approvals.list', {})).toMatchObject([{ mine: false, decidable: true }]);
    expect(await stranger('approvals.list', {})).toEqual([]);
    expect((await town.call('hazards.get', { id })).hazard.dueOn).not.toBe(later(60).input.dueOn);

    const agreed = { ...decision(asked.id, 'hazards.extend'), approve: true, note: '情况属实' };
    await expect(officer('approvals.decide', agreed)).rejects.toMatchObject(refused('FORBIDDEN'));
    expect(await coordinator('approvals.decide', agreed)).toEqual({ state: 'approved' });
    expect((await town.call('hazards.get', { id })).hazard.dueOn).toBe(later(60).input.dueOn);
    expect((await eventsOf(office)).slice(-3)).toEqual([
      expect.stringMatching(/^提交审批：延期 \| .*officer.* \| 延至 .*等待批复$/),
      expect.stringMatching(/^已同意：延期 \| .*coordinator.* \| .*officer.*情况属实$/),
      expect.stringMatching(/^延期 \| .*coordinator/),
    ]);
    expect(await officer('approvals.list', {})).toMatchObject([{ state: 'approved', note: '情况属实' }]);
    await expect(coordinator('approvals.decide', agreed)).rejects.toMatchObject(refused('APPROVAL_DECIDED'));
    const entries: string[] = [];
    for await (const { command, actor } of readAudit(town.service.workspace.database.reader))
      if (command.startsWith('approvals.')) entries.push(`${command} ${/，(\w+)/.exec(actor)?.[1]}`);
    expect(entries).toEqual(['approvals.request officer', 'approvals.decide coordinator']);
  });

  it('is done at once where nobody has an account', async () => {
    const { town, id, later } = await openOffice();
    await town.call('hazards.extend', later(60).input);
    expect((await town.call('hazards.get', { id })).hazard.dueOn).toBe(later(60).input.dueOn);
  });

  it('is returned with a reason, withdrawn by who asked, and waits once', async () => {
    const office = await openOffice();
    const { officer, head, coordinator, later } = office;
    const first = await officer('approvals.request', { wanted: later(60) });
    await expect(head('approvals.request', { wanted: later(70) })).rejects.toMatchObject(
      refused('APPROVAL_WAITING'),
    );
    await expect(head('approvals.withdraw', { id: first.id })).rejects.toMatchObject(
      refused('APPROVAL_OTHERS'),
    );
    const no = { ...decision(first.id, 'hazards.extend'), approve: false };
    await expect(coordinator('approvals.decide', no)).rejects.toMatchObject(refused('APPROVAL_REASON'));
    await coordinator('approvals.decide', { ...no, note: '理由不足' });
    const second = await officer('approvals.request', { wanted: later(70) });
    await officer('approvals.withdraw', { id: second.id });
    const states = (await officer('approvals.list', {})).map(({ state, note }) => `${state} ${note}`);
    expect(states).toEqual(['withdrawn ', 'returned 理由不足']);
    expect((await eventsOf(office)).slice(-2)).toEqual([
      expect.stringContaining('提交审批：延期'),
      expect.stringContaining('已撤回：延期'),
    ]);
  });

  it('is approved by nobody of oneself, nor by who may not see it or says that it is something else', async () => {
    const { coordinator, stranger, officer, leader, later } = await openOffice();
    const own = await coordinator('approvals.request', { wanted: later(60) });
    const agreed = yes(own.id, 'hazards.extend');
    await expect(coordinator('approvals.decide', agreed)).rejects.toMatchObject(refused('APPROVAL_OWN'));
    const other = { ...agreed, command: 'hazards.transition' as const };
    await expect(stranger('approvals.decide', other)).rejects.toMatchObject(refused('OUT_OF_SCOPE'));
    await expect(leader('approvals.decide', other)).rejects.toMatchObject(refused('APPROVAL_UNKNOWN'));
    await expect(stranger('approvals.request', { wanted: later(60) })).rejects.toMatchObject(
      refused('OUT_OF_SCOPE'),
    );
    await expect(
      officer('approvals.request', { wanted: { command: 'hazards.extend', input: { id: 1, dueOn: '' } } }),
    ).rejects.toMatchObject(refused('INPUT_INVALID'));
  });

  it('is not carried out when the hazard has become another one meanwhile, and says so in words', async () => {
    const { town, id, officer, coordinator, leader, later } = await openOffice();
    const { hazard } = await town.call('hazards.get', { id });
    const { id: asked } = await officer('approvals.request', { wanted: later(60) });
    const dueOn = daysAfter(town.today, 20);
    const classified = { outcome: 'resolving' as const, dueOn, meetingOn: null, reportedTo: '', note: '' };
    await coordinator('hazards.classify', { id, ...classified });
    await expect(leader('approvals.decide', yes(asked, 'hazards.extend'))).rejects.toMatchObject({
      code: 'APPROVAL_OVERTAKEN',
      message: expect.stringContaining(`整改期限由“${hazard.dueOn}”改为“${dueOn}”`),
    });
    expect((await town.call('hazards.get', { id })).hazard.dueOn).toBe(dueOn);
    expect(await leader('approvals.list', {})).toMatchObject([{ state: 'waiting' }]);
  });

  it('a hazard is closed by the head of the body that put it right', async () => {
    const office = await openOffice();
    const { town, id, officer, head, coordinator } = office;
    const wanted = await putRight(office);
    await expect(coordinator('approvals.request', { wanted })).rejects.toMatchObject(refused('FORBIDDEN'));
    const asked = await officer('approvals.request', { wanted });
    const agreed = yes(asked.id, 'hazards.transition');
    await expect(coordinator('approvals.decide', agreed)).rejects.toMatchObject(refused('FORBIDDEN'));
    await head('approvals.decide', agreed);
    expect((await town.call('hazards.get', { id })).hazard).toMatchObject({
      state: 'closed',
      closedOn: town.today,
    });
  });

  it('a paper of the committee takes its number when it is signed, and lists are not signed', async () => {
    const { town, coordinator, leader, stranger } = await openOffice();
    const about = { kind: 'span' as const, from: daysAfter(town.today, -30), to: town.today };
    const { issuers } = await coordinator('documents.draft', { template: 'weekly', about });
    const paper = { about, issuer: issuers[0] ?? '', said: {}, pictures: [] };
    const weekly = { ...paper, template: 'weekly', number: { code: '周报', number: null } };
    await expect(coordinator('documents.make', weekly)).rejects.toMatchObject(refused('APPROVAL_NEEDED'));
    const asked = await coordinator('approvals.request', {
      wanted: { command: 'documents.make', input: weekly },
    });
    expect(await stranger('approvals.list', {})).toEqual([]);
    const before = await town.call('reports.list', {});
    const numbers = async () =>
      (await town.call('papers.register', {})).flatMap(({ papers }) => papers).length;
    const numbered = await numbers();
    await leader('approvals.decide', { ...decision(asked.id, 'documents.make'), approve: true });
    expect(await numbers()).toBe(numbered + 1);
    expect((await town.call('reports.list', {})).length).toBe(before.length + 1);
    await coordinator('documents.make', { ...paper, template: 'hazard-list' });
  });
});

describe('挂牌督办 and letters', () => {
  it('are asked for by the committee and signed by a leader: 挂牌 first, 摘牌 when the hazard is closed', async () => {
    const office = await openOffice();
    const { town, id, hazard, officer, head, coordinator, leader } = office;
    const { description, schoolId } = hazard;
    const major = { level: '重大' as const, kind: '消防安全' as const, description, schoolId };
    if (hazard.level !== '重大') await coordinator('hazards.correct', { id, ...major, reason: '复核' });
    const listing = {
      ...{ id, number: '督办 9 号', level: '区级', body: '区委政法委', leader: '某某' },
      ...{ requirement: '限期整改', listedOn: town.today, dueOn: daysAfter(town.today, 20) },
    };
    const supervise = { command: 'hazards.supervise' as const, input: listing };
    await expect(coordinator('hazards.supervise', listing)).rejects.toMatchObject(refused('APPROVAL_NEEDED'));
    await expect(officer('approvals.request', { wanted: supervise })).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    const first = await coordinator('approvals.request', { wanted: supervise });
    await expect(head('approvals.decide', yes(first.id, 'hazards.supervise'))).rejects.toMatchObject(
      refused('FORBIDDEN'),
    );
    const no = { ...yes(first.id, 'hazards.supervise'), approve: false, note: '先约谈' };
    await leader('approvals.decide', no);
    expect(await supervisionOf(office)).toBeNull();
    const again = await coordinator('approvals.request', { wanted: supervise });
    await leader('approvals.decide', yes(again.id, 'hazards.supervise'));
    expect(await supervisionOf(office)).toMatchObject({ number: '督办 9 号', delistedOn: null });

    const delist = {
      command: 'hazards.delist' as const,
      input: { id, acceptance: '验收合格', delistedOn: town.today },
    };
    // Not before it is closed.
    await expect(coordinator('approvals.request', { wanted: delist })).rejects.toMatchObject(
      refused('SUPERVISION_REFUSED'),
    );
    const closing = await officer('approvals.request', { wanted: await putRight(office) });
    await head('approvals.decide', yes(closing.id, 'hazards.transition'));
    await expect(coordinator('hazards.delist', delist.input)).rejects.toMatchObject(
      refused('APPROVAL_NEEDED'),
    );
    const last = await coordinator('approvals.request', { wanted: delist });
    expect(await leader('approvals.list', {})).toContainEqual(
      expect.objectContaining({ id: last.id, title: '摘牌', decidable: true }),
    );
    expect(await supervisionOf(office)).toMatchObject({ delistedOn: null });
    await leader('approvals.decide', yes(last.id, 'hazards.delist'));
    expect(await supervisionOf(office)).toMatchObject({ delistedOn: town.today, acceptance: '验收合格' });
    const told = (await eventsOf(office)).filter((each) => /牌/.test(each));
    expect(told.map((each) => each.split(' | ')[0])).toEqual([
      '提交审批：挂牌督办',
      '已退回：挂牌督办',
      '提交审批：挂牌督办',
      '已同意：挂牌督办',
      '挂牌督办',
      '提交审批：摘牌',
      '已同意：摘牌',
      '摘牌',
    ]);
  });

  it('letters are numbered when they are signed, all of them, and none when they are returned', async () => {
    const { town, coordinator, leader, head } = await openOffice();
    const ids = (await town.call('hazards.list', {})).slice(0, 3).map((each) => each.id);
    const { issuers, rows } = await coordinator('letters.draft', { template: 'assistance', ids });
    const [issuer = ''] = issuers;
    const able = rows.filter((row) => row.issuers.includes(issuer)).map((row) => row.id);
    const letters = {
      ...{ template: 'assistance', ids: able, issuer, as: 'file' as const },
      ...{ said: { 联系人: '何某' }, number: { code: '试协', number: null } },
    };
    const wanted = { command: 'letters.issue' as const, input: letters };
    await expect(coordinator('letters.issue', letters)).rejects.toMatchObject(refused('APPROVAL_NEEDED'));
    await expect(head('approvals.request', { wanted })).rejects.toMatchObject(refused('FORBIDDEN'));
    const { id: first } = await coordinator('approvals.request', { wanted });
    await expect(coordinator('approvals.request', { wanted })).rejects.toMatchObject(
      refused('APPROVAL_WAITING'),
    );
    expect(await leader('approvals.list', {})).toMatchObject([
      { title: expect.stringContaining('公文签发《'), summary: `${issuer}出具，${able.length} 份` },
    ]);
    const numbersOf = async () =>
      (await town.call('papers.register', {})).find(({ code }) => code === '试协')?.papers.length ?? 0;
    const before = await town.call('reports.list', {});
    await leader('approvals.decide', { ...yes(first, 'letters.issue'), approve: false, note: '改抬头' });
    expect(await numbersOf()).toBe(0);
    const { id: second } = await coordinator('approvals.request', { wanted });
    await leader('approvals.decide', yes(second, 'letters.issue'));
    expect(await numbersOf()).toBe(able.length);
    const made = await coordinator('reports.list', {});
    expect(made).toHaveLength(before.length + 1);
    const known = new Set(before.map((each) => each.id));
    const file = made.find((each) => !known.has(each.id));
    expect((await coordinator('reports.read', { id: file?.id ?? 0 })).length).toBeGreaterThan(1000);
  });
});

it('of two roles with different scopes the one that may approve says about what, in the list as in deciding', async () => {
  const office = await openOffice();
  const { hazard, officer, as } = office;
  const asked = await officer('approvals.request', { wanted: await putRight(office) });
  const decide = yes(asked.id, 'hazards.transition');
  const roles = ['coordinator', 'bodyAdministrator'] as const;
  const elsewhere = as(callerWith(roles, { name: 'two', body: '不相干的单位' }));
  expect((await elsewhere('hazards.get', { id: hazard.id })).hazard.id).toBe(hazard.id);
  expect(await elsewhere('approvals.list', {})).toEqual([]);
  await expect(elsewhere('approvals.decide', decide)).rejects.toMatchObject(refused('OUT_OF_SCOPE'));
  const here = as(callerWith(roles, { name: 'both', body: hazard.responsibleBody }));
  expect(await here('approvals.list', {})).toMatchObject([{ id: asked.id, decidable: true }]);
  expect(await here('approvals.decide', decide)).toEqual({ state: 'approved' });
});

it('every numbered paper that is not made at an inspection is signed, and every one that is signed is there', () => {
  const folder = 'data/forms/documents';
  const schema = z.object({ id: z.string(), about: z.string(), numbered: z.unknown().optional() });
  const templates = readdirSync(folder).map((file) =>
    schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  );
  const numbered = templates.filter((each) => each.numbered && each.about !== 'visit').map(({ id }) => id);
  expect([...signedTemplates].sort()).toEqual(numbered.sort());
});
