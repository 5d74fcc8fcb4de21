import { expect, it } from 'vitest';
import { elementAt } from '#shared/lists/element.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

const DAY = 24 * 3600_000;

it('a plan is begun with one call, worked through, taken along and undone', async () => {
  const clock = { now: NOW };
  const { call } = await openWorkspace('shanghai-minhang', { now: () => clock.now });
  expect(await call('campaigns.list', {})).toEqual({
    today: '2026-11-21',
    offer: { document: expect.stringContaining('闵行区教育局'), year: 2022, asked: 9 },
    campaigns: [],
  });
  const { id, tasks } = await call('campaigns.start', { year: 2027 });
  await expect(call('campaigns.start', { year: 2027 })).rejects.toMatchObject({ code: 'CAMPAIGN_BEGUN' });
  const read = async () => elementAt((await call('campaigns.list', {})).campaigns, 0);
  const plan = await read();
  expect(plan).toMatchObject({ title: '2027年上海市闵行区校园安全工作计划', year: 2027 });
  expect(plan.tasks).toHaveLength(tasks);
  const first = elementAt(plan.tasks, 0);
  expect(first).toMatchObject({ dueOn: '2027-03-20', body: '各学校', article: '四（一）', doneOn: null });

  // In the week of its last day it is on the first page, a week later it is overdue, done it is gone.
  const inbox = async () => {
    const { entries, tasks: due } = await call('overview.inbox', {});
    const counts = Object.fromEntries(entries.map(({ kind, count }) => [kind, count]));
    return { counts, due: due.map(({ title, campaign }) => `${campaign} ${title}`) };
  };
  expect((await inbox()).counts).toEqual({});
  clock.now = new Date('2027-03-16T02:00:00Z');
  expect(await inbox()).toEqual({
    counts: { weekTasks: 1 },
    due: ['2027年上海市闵行区校园安全工作计划 学校自查，填写排查表（附件2）'],
  });
  clock.now = new Date(clock.now.getTime() + 7 * DAY);
  expect((await inbox()).counts).toEqual({ overdueTasks: 1 });
  await call('campaigns.finishTask', { id: first.id, doneOn: '2027-03-22' });
  expect((await inbox()).counts).toEqual({});
  expect(elementAt((await read()).tasks, 0)).toMatchObject({ doneOn: '2027-03-22' });
  await call('edits.undo', {});
  expect((await inbox()).counts).toEqual({ overdueTasks: 1 });

  const own = {
    ...{ campaignId: id, title: '联席会议', kind: 'meeting' as const, phase: '总结评估', body: '局领导小组' },
    ...{ helping: '', startsOn: null, dueOn: '2027-06-11', note: '' },
  };
  const added = await call('campaigns.saveTask', { id: null, ...own });
  await expect(
    call('campaigns.saveTask', { id: added.id, ...own, startsOn: '2027-06-12' }),
  ).rejects.toMatchObject({ code: 'TASK_DATES' });
  await call('campaigns.saveTask', { id: added.id, ...own, dueOn: '2027-06-18' });
  const calendar = new TextDecoder().decode(await call('campaigns.calendar', { id }));
  expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(plan.tasks.filter(({ dueOn }) => dueOn).length + 1);
  expect(calendar).toContain('DTSTART;VALUE=DATE:20270618');
  expect(calendar).toContain(`UID:task-${added.id}@xueantu`);
  await call('campaigns.removeTask', { id: added.id });
  expect((await read()).tasks).toHaveLength(tasks);

  await call('campaigns.start', { year: 2028 });
  expect((await call('campaigns.list', {})).campaigns.map(({ year }) => year)).toEqual([2028, 2027]);
  await call('campaigns.remove', { id });
  await expect(call('campaigns.calendar', { id })).rejects.toMatchObject({ code: 'CAMPAIGN_UNKNOWN' });
  await call('edits.undo', {});
  expect((await call('campaigns.list', {})).campaigns.map(({ tasks: own }) => own.length)).toEqual([
    expect.any(Number),
    tasks,
  ]);
});

it('a plan that begins within its year has what is still to come, and on request what was before', async () => {
  const { call } = await openWorkspace('chongqing-fuling-chongyi');
  const months = async () =>
    (await call('campaigns.list', {})).campaigns
      .flatMap(({ tasks }) => tasks)
      .filter(({ title }) => title.startsWith('研究学校安全稳定'))
      .map(({ dueOn }) => dueOn?.slice(5, 7));
  const { id } = await call('campaigns.start', { year: 2026 });
  expect(await months()).toEqual(['11', '12']);
  await call('campaigns.remove', { id });
  await call('campaigns.start', { year: 2026, withPast: true });
  expect(await months()).toHaveLength(12);
});

it('a document that asks for nothing gives no plan', async () => {
  const { call } = await openWorkspace('jiangsu-jiangyan');
  expect((await call('campaigns.list', {})).offer.asked).toBe(0);
  await expect(call('campaigns.start', { year: 2026 })).rejects.toMatchObject({
    code: 'CAMPAIGN_NOTHING_ASKED',
  });
});

it('today’s work is told with the rows of each figure, and where there is none nothing is told', async () => {
  const clock = { now: NOW };
  const workspace = await openWorkspace('beijing-daxing', { now: () => clock.now });
  const { call, file } = workspace;
  expect(await call('overview.inbox', {})).toEqual({ today: '2026-11-21', entries: [], tasks: [] });
  // What the workspace begins with is told among the changes, and is no news.
  clock.now = new Date(NOW.getTime() - 2 * DAY);
  await importSmallTown(workspace);
  const changed = async () =>
    (await call('overview.changes', { of: { from: '2026-11-15', to: '2026-11-21' } })).totals;
  expect((await call('overview.inbox', {})).entries).toEqual([]);
  const { findingListed, findingCame } = await changed();
  expect(findingListed).toBeGreaterThan(1);
  expect(findingCame).toBeUndefined();
  // The first list of another form is no news in the first week, the second of a form is: of it what it brings.
  const list = async (header: string, row: string) =>
    await call('import.run', {
      ...{ token: file('more.csv', `${header}\n${row}\n`), as: 'venues', crs: 'wgs84', map: {} },
    });
  clock.now = NOW;
  await list('场所名称,类别,地址,经度,纬度', '别家网吧,网吧,东街7号,116.4003,39.8986');
  expect((await call('overview.inbox', {})).entries).toEqual([]);
  clock.now = new Date(NOW.getTime() + 60_000);
  await list('名称,类别,地址,经度,纬度,成立日期', '新风网吧,网吧,东街9号,116.4002,39.8986,2026-11-01');
  const { entries } = await call('overview.inbox', {});
  const came = entries.find(({ kind }) => kind === 'cameIntoZone');
  // The figure is that of the screen that it opens.
  expect(came).toMatchObject({ count: 1, names: ['新风网吧'], of: { from: '2026-11-15', to: '2026-11-21' } });
  expect(await changed()).toMatchObject({ findingCame: 1, findingListed: (findingListed ?? 0) + 1 });

  const hazard = {
    ...{ lead: false, source: '学校自查' as const, sourceNumber: '', saidBy: '', saidOn: '2026-11-20' },
    ...{ venueId: null, schoolId: 1, placeText: '', kind: '消防安全' as const, level: '一般' as const },
    ...{ responsibleBody: '', responsiblePerson: '' },
  };
  await call('hazards.register', { ...hazard, description: '甲', dueOn: '2026-11-21' });
  await call('hazards.register', { ...hazard, description: '乙', dueOn: '2026-11-22' });
  const licences =
    '企业名称,许可证编号,社会信用代码,法定代表人,住所,生产地址,发证机关,发证日期,证书有效期,经度,纬度\n' +
    '东街烟酒店,YC1,92110115MA00000017,赵六,东街5号,东街5号,烟草局,2021-03-01,2026-12-20,116.4001,39.8992\n';
  await call('import.run', {
    ...{ token: file('licences.csv', licences), as: 'venues', crs: 'wgs84', map: {} },
  });
  const counted = async () =>
    Object.fromEntries((await call('overview.inbox', {})).entries.map(({ kind, count }) => [kind, count]));
  expect(await counted()).toMatchObject({ dueToday: 1 });
  const { licences: overview } = await call('overview.get', {});
  expect((await counted()).expiring ?? 0).toBe(overview.expiring);
  // A year and a day later: what was due is overdue, the list of schools is old, changes are no news any more.
  clock.now = new Date(NOW.getTime() + 366 * DAY);
  expect(await counted()).toMatchObject({ overdue: 2, oldSchools: 368 });
  expect(await counted()).not.toHaveProperty('cameIntoZone');
  expect(await counted()).not.toHaveProperty('dueToday');
});

it('stops whose venues may be visited once more at most are told with their sweep', async () => {
  const { call, ...workspace } = await openWorkspace();
  await importSmallTown({ call, ...workspace });
  const agencies = ['区市场监管局', '区公安分局'];
  const sweep = { title: '整治', period: '2026Q4', agencies, focusTopics: [] };
  const visited = await call('sweeps.create', sweep);
  const { id: stopId } = await call('sweeps.addStop', {
    sweepId: visited.id,
    venueId: 1,
    schoolId: null,
    reason: '重点',
  });
  const officers = [
    { name: '甲', certificate: 'A-1', agency: '区公安分局' },
    { name: '乙', certificate: 'A-2', agency: '区公安分局' },
  ];
  for (const each of officers) await call('officers.save', { id: null, ...each, active: true });
  await call('visits.record', {
    ...{ stopId, startedAt: '2026-11-20T09:00', endedAt: '2026-11-20T09:20', officers, result: '正常' },
    ...{ facts: '正常', measuredDistance: null, measures: '', partyView: '', capReason: '', hazards: [] },
  });
  const next = await call('sweeps.create', { ...sweep, title: '夜查' });
  await call('sweeps.addStop', { sweepId: next.id, venueId: 1, schoolId: null, reason: '复查' });
  await call('sweeps.addStop', { sweepId: next.id, venueId: 2, schoolId: null, reason: '抽查' });
  const near = async () =>
    (await call('overview.inbox', {})).entries.filter(({ kind }) => kind === 'capNear');
  expect(await near()).toEqual([]);
  const { sweep: row } = await call('sweeps.get', { id: next.id });
  const caps = { day: null, week: null, month: null, year: 2 };
  await call('sweeps.settle', {
    ...{ id: next.id, title: '夜查', startsOn: row.startsOn, endsOn: row.endsOn, leadBody: '' },
    ...{ start: null, caps },
  });
  expect(await near()).toMatchObject([{ count: 1, names: ['极速网吧'], sweepId: next.id }]);
});
