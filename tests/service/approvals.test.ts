import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { readAudit } from '#service/db/journal/audit.ts';
import type { Caller } from '#service/platform/caller.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { signedTemplates } from '#shared/ledger/approval.ts';
import { callsTo } from '../support/calls.ts';
import { daysAfter, openTown } from '../support/commands/town-in-use.ts';
import { callerWith } from '../support/office-callers.ts';

/** The town with an open hazard, and people of an office. */
async function openOffice() {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const open = (await town.call('hazards.list', {})).filter(({ state }) => state === 'rectifying');
  const hazard = open[0];
  if (!hazard) throw new Error('a hazard is being put right');
  const body = hazard.responsibleBody;
  const as = (caller: Caller) => {
    const asked: typeof town.service = Object.create(town.service);
    asked.call = (call) => town.service.call({ ...call, caller });
    return callsTo(asked);
  };
  return {
    town,
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
const decision = (id: number, command: InputOf<'approvals.decide'>['command']) => ({ id, command, note: '' });

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
    const yes = { ...decision(own.id, 'hazards.extend'), approve: true };
    await expect(coordinator('approvals.decide', yes)).rejects.toMatchObject(refused('APPROVAL_OWN'));
    const other = { ...yes, command: 'hazards.transition' as const };
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
    const yes = { ...decision(asked, 'hazards.extend'), approve: true };
    await expect(leader('approvals.decide', yes)).rejects.toMatchObject({
      code: 'APPROVAL_OVERTAKEN',
      message: expect.stringContaining(`整改期限由“${hazard.dueOn}”改为“${dueOn}”`),
    });
    expect((await town.call('hazards.get', { id })).hazard.dueOn).toBe(dueOn);
    expect(await leader('approvals.list', {})).toMatchObject([{ state: 'waiting' }]);
  });

  it('a hazard is closed by the head of the body that put it right', async () => {
    const { town, id, officer, head, coordinator } = await openOffice();
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
    const wanted = { command: 'hazards.transition' as const, input };
    await expect(coordinator('approvals.request', { wanted })).rejects.toMatchObject(refused('FORBIDDEN'));
    const asked = await officer('approvals.request', { wanted });
    const yes = { ...decision(asked.id, 'hazards.transition'), approve: true };
    await expect(coordinator('approvals.decide', yes)).rejects.toMatchObject(refused('FORBIDDEN'));
    await head('approvals.decide', yes);
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

it('every numbered paper that is not made at an inspection is signed, and every one that is signed is there', () => {
  const folder = 'data/forms/documents';
  const schema = z.object({ id: z.string(), about: z.string(), numbered: z.unknown().optional() });
  const templates = readdirSync(folder).map((file) =>
    schema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  );
  const numbered = templates.filter((each) => each.numbered && each.about !== 'visit').map(({ id }) => id);
  expect([...signedTemplates].sort()).toEqual(numbered.sort());
});
