import { expect, it, onTestFinished } from 'vitest';
import type { Caller } from '#service/platform/caller.ts';
import { daysAfter, openTown } from '../support/commands/town-in-use.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';

/** The demonstration town, and its people. */
async function openPeople() {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const as = (caller: Caller) => callsBy(town.service, caller);
  const sweeps = await town.call('sweeps.list', {});
  const routes = await Promise.all(
    sweeps.map(async ({ id }) => ({ id, ...(await town.call('routes.get', { sweepId: id })) })),
  );
  const teams = routes.flatMap(({ id, teams }) => teams.map(({ team }) => ({ ...team, sweepId: id })));
  return { town, as, teams };
}

it('stops are those of the teams that somebody is in by name and body, what was left first', async () => {
  const { town, as, teams } = await openPeople();
  const everybodys = await town.call('mine.stops', {});
  const told = everybodys.stops[0];
  const team = teams.find(({ sweepId, name }) => sweepId === told?.sweepId && name === told.team);
  const [member] = team?.members ?? [];
  if (!told || !member) throw new Error('a team goes out in the town');
  const person = { person: member.name, body: member.agency };
  const own = await as(callerWith(['officer'], person))('mine.stops', {});
  const isIn = (stop: typeof told) =>
    teams.some(
      ({ sweepId, name, members }) =>
        sweepId === stop.sweepId &&
        name === stop.team &&
        members.some((each) => each.name === member.name && each.agency === member.agency),
    );
  expect(own.stops.length).toBeGreaterThan(0);
  expect(own.stops).toEqual(everybodys.stops.filter(isIn));
  expect(own.stops.length).toBeLessThan(everybodys.stops.length);
  const dates = own.stops.map(({ date }) => date ?? '9999');
  expect(dates).toEqual([...dates].sort());
  for (const { date, done } of own.stops) if (date === null || date < town.today) expect(done).toBe(false);
  // Somebody of another body who is called the same is somebody else.
  const namesake = callerWith(['officer'], { ...person, body: '区文化和旅游局的另一个单位' });
  expect((await as(namesake)('mine.stops', {})).stops).toEqual([]);
  // Who stands in on a date has its stops, and who is away has not.
  const dated = own.stops.find(
    ({ date, sweepId }) => date !== null && date >= town.today && sweepId === told.sweepId,
  );
  const date = dated?.date ?? '';
  await town.call('days.standIn', {
    ...{ sweepId: told.sweepId, teamId: team?.id ?? 0, date, away: member },
    by: { name: '赵强', certificate: '替-1', agency: member.agency },
  });
  const standIn = callerWith(['officer'], { person: '赵强', body: member.agency });
  const onDate = own.stops.filter((stop) => stop.date === date && stop.sweepId === told.sweepId);
  expect((await as(standIn)('mine.stops', {})).stops).toEqual(onDate);
  expect((await as(callerWith(['officer'], person))('mine.stops', {})).stops).toEqual(
    own.stops.filter((stop) => !onDate.includes(stop)),
  );
});

it('stops, drafts and edits stay with whoever is called otherwise or went to another body, and the list that says so is told', async () => {
  const { town, as, teams } = await openPeople();
  const all = (await town.call('mine.stops', {})).stops;
  const member = teams.flatMap(({ members }) => members)[0];
  if (!member) throw new Error('a team goes out in the town');
  const before = { name: 'wang', person: member.name, body: member.agency };
  const own = (await as(callerWith(['coordinator'], before))('mine.stops', {})).stops;
  const { gates } = await town.call('schools.get', { id: 1 });
  const [gate] = gates;
  if (!gate) throw new Error('the school has a gate');
  const subject = { kind: 'comment' as const, thing: 'gate:1' };
  const earlier = as(callerWith(['coordinator'], before));
  await earlier('tables.edit', { table: 'gates', ids: [gate.id], values: { name: '新门' } });
  const draft = { ...subject, title: '批注', address: '', values: '{}' };
  const page = '01982b3c-0000-4000-8000-0000000000d1';
  await earlier('drafts.keep', { ...draft, page, formId: '01982b3c-0000-7000-8000-0000000000d2' });

  const moved = callerWith(['coordinator'], { name: 'wang', person: '王新', body: '区城管局' });
  const rights = { ...moved.rights, formerly: [{ person: member.name, body: member.agency }] };
  const today = as({ ...moved, rights });
  const listed = `${member.name}（${member.agency}）`;
  expect(own.length).toBeGreaterThan(0);
  expect((await today('mine.stops', {})).stops).toEqual(own.map((stop) => ({ ...stop, listed })));
  expect(all.every((stop) => stop.listed === '')).toBe(true);
  expect(await today('drafts.find', subject)).toMatchObject([draft]);
  expect((await today('edits.list', { limit: 1 })).edits).toMatchObject([{ isOwn: true }]);
  expect((await today('edits.undo', { until: null })).titles).toHaveLength(1);
  // Whose sign-in name only ends alike is somebody else.
  const other = as(callerWith(['coordinator'], { ...before, name: 'xwang' }));
  expect(await other('drafts.find', subject)).toEqual([]);
  await expect(other('edits.redo', {})).rejects.toMatchObject({ code: 'NOTHING_TO_REDO' });
});

it('hazards are those due soon that the body answers for, the longest overdue first; of the district for the committee', async () => {
  const { town, as } = await openPeople();
  const due = (await town.call('hazards.list', {})).filter(
    ({ state, dueOn }) =>
      !['closed', 'voided'].includes(state) && dueOn !== null && dueOn <= daysAfter(town.today, 7),
  );
  const body = due[0]?.responsibleBody ?? '';
  const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);
  const ofOfficer = await as(callerWith(['officer'], { body }))('mine.hazards', {});
  expect(ofOfficer.length).toBeGreaterThan(0);
  expect(codes(ofOfficer)).toEqual(codes(due.filter(({ responsibleBody }) => responsibleBody === body)));
  expect(codes(await as(callerWith(['coordinator']))('mine.hazards', {}))).toEqual(codes(due));
  expect(await as(callerWith(['officer'], { body: '不相干的单位' }))('mine.hazards', {})).toEqual([]);
});
