import { describe, expect, it } from 'vitest';
import { targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';

const two = (agency: string, first: number) =>
  [first, first + 1].map((i) => ({ name: `检查员${i}`, certificate: `示例-${i}`, agency }));

async function planned(call: Call) {
  const { id: sweepId } = await call('sweeps.create', {
    title: '测试行动',
    period: '2026Q4',
    agencies: ['公安分局', '区市场监督管理局'],
    focusTopics: [],
  });
  const options = targetOptionsSchema.parse({ sample: 0.5 });
  await call('targets.apply', { sweepId, options });
  for (const [i, agency] of ['区市场监督管理局', '区市场监督管理局', '公安分局'].entries())
    await call('teams.save', {
      id: null,
      sweepId,
      name: `第 ${i + 1} 组`,
      days: 2,
      from: '09:00',
      until: '17:00',
      byHand: false,
      members: two(agency, 10 * i),
    });
  return { sweepId, options };
}

describe('planning a sweep', () => {
  it('chooses targets with their reasons, and tells why the others stay away', async () => {
    const call = await openDemo();
    const { sweepId, options } = await planned(call);
    const again = await call('targets.preview', { sweepId, options, all: true });
    const { stops } = await call('sweeps.get', { id: sweepId });
    expect(again).toMatchObject({ chosen: [], known: stops.length });
    expect(again.omittedVenues.length + stops.length).toBe(602);
    expect(stops.every(({ reason }) => reason !== '')).toBe(true);
    const other = { ...options, seed: 2 };
    expect((await call('targets.preview', { sweepId: null, options: other })).chosen).not.toEqual(
      (await call('targets.preview', { sweepId: null, options })).chosen,
    );
  });

  it('covers every school of the quarter where that is asked for, and asks for no more once it is', async () => {
    const call = await openDemo();
    const { id: sweepId } = await call('sweeps.create', {
      title: '全覆盖',
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    const options = targetOptionsSchema.parse({
      severities: [],
      openHazards: false,
      toSettle: false,
      repeat: null,
      eachSchool: true,
    });
    const { chosen, schools } = await call('targets.preview', { sweepId, options });
    const waiting = (
      await call('coverage.get', {
        year: Number((await call('workspace.describe', {})).today.slice(0, 4)),
        span: null,
      })
    ).waiting.length;
    expect(waiting).toBeGreaterThan(0);
    expect(chosen.length + schools.length).toBeGreaterThan(0);
    expect(chosen.length + schools.length).toBeLessThanOrEqual(waiting);
    const left = [chosen[0]?.venueId ?? 0];
    const other = await call('targets.preview', { sweepId, options: { ...options, left } });
    expect(other.chosen.find(({ venueId }) => venueId === left[0])?.left).toBe(true);
    expect(other.chosen.length + other.schools.length).toBeGreaterThan(chosen.length + schools.length - 1);
    expect(await call('targets.apply', { sweepId, options })).toEqual({
      added: chosen.length + schools.length,
      known: 0,
    });
    expect(await call('targets.preview', { sweepId, options })).toMatchObject({ chosen: [], schools: [] });
  });

  it('shares the stops among teams that may take them, keeps it, and takes it back', async () => {
    const call = await openDemo();
    const { sweepId } = await planned(call);
    const proposal = await call('routes.propose', { sweepId });
    expect(proposal.balance).toBeLessThan(1.3);
    expect(proposal.metres).toBeLessThanOrEqual(proposal.baselineMetres);
    const teams = proposal.teams.map(({ teamId, days }) => ({ teamId, days }));
    await call('routes.keep', { sweepId, teams, leftOut: proposal.leftOut });
    const { stops } = await call('sweeps.get', { id: sweepId });
    const police = proposal.teams[2]?.days.flat() ?? [];
    expect(police.length).toBeGreaterThan(0);
    const categories = stops.filter(({ id }) => police.includes(id)).map(({ category }) => category);
    expect(categories).not.toContain('tobacco');
    expect(categories).not.toContain('lottery');
    const kept = await call('routes.get', { sweepId });
    expect(kept.teams.map(({ days }) => days.map((day) => day.stops.map(({ stopId }) => stopId)))).toEqual(
      proposal.teams.map(({ days }) => days),
    );
    expect(kept.metres).toBeCloseTo(proposal.metres, 3);
    const dateless = '还没有起始日期：首页、日历和任务单上都没有日子，请编辑小组填写';
    expect(kept.teams.map(({ problems }) => problems)).toEqual([[dateless], [dateless], [dateless]]);
    await call('edits.undo', {});
    const { leftOut, elsewhere } = await call('routes.get', { sweepId });
    expect(leftOut.length + elsewhere.length).toBe(stops.length);
  });

  it('leaves what a hand has put somewhere, and says what the law has against a team', async () => {
    const call = await openDemo();
    const { sweepId } = await planned(call);
    const { stops } = await call('sweeps.get', { id: sweepId });
    const { teams } = await call('routes.get', { sweepId });
    const shop = stops.find(({ category, notes }) => category === 'lottery' && notes.length === 0);
    const [, , police] = teams;
    if (!shop || !police) throw new Error('the town has no lottery shop to be swept');
    await call('routes.move', { stopId: shop.id, to: { teamId: police.team.id, day: 0, place: 0 } });
    const moved = await call('routes.get', { sweepId });
    expect(moved.teams[2]?.days[0]?.stops[0]?.stopId).toBe(shop.id);
    expect(moved.teams[2]?.problems.join()).toContain('彩票');
    const { teams: proposed } = await call('routes.propose', { sweepId });
    expect(proposed[2]?.days.flat()).toContain(shop.id);
    await call('routes.move', { stopId: shop.id, to: null });
    expect((await call('routes.get', { sweepId })).leftOut).toContainEqual({
      stopId: shop.id,
      reason: '人工移出小组',
    });
    await call('teams.remove', { id: police.team.id });
    await call('edits.undo', {});
    expect((await call('routes.get', { sweepId })).teams).toHaveLength(3);
  });

  it('names the bodies that each stop needs, and lets no team of another sweep in', async () => {
    const call = await openDemo();
    const { sweepId } = await planned(call);
    const other = await planned(call);
    const { stops } = await call('sweeps.get', { id: sweepId });
    const lottery = stops.find(({ category }) => category === 'lottery');
    expect(lottery?.bodies).toEqual(['区市场监督管理局']);
    const { teams } = await call('routes.get', { sweepId: other.sweepId });
    const teamId = teams[0]?.team.id ?? 0;
    const unknown = { code: 'TEAM_UNKNOWN' };
    const move = { stopId: lottery?.id ?? 0, to: { teamId, day: 0, place: 0 } };
    await expect(call('routes.move', move)).rejects.toMatchObject(unknown);
    const keep = { sweepId, teams: [{ teamId, days: [[move.stopId]] }], leftOut: [] };
    await expect(call('routes.keep', keep)).rejects.toMatchObject(unknown);
  });

  it('draws officers by lot from the list, and refuses where there are too few', async () => {
    const call = await openDemo();
    const { id: sweepId } = await call('sweeps.create', {
      title: '双随机',
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    await expect(call('teams.draw', { sweepId, teams: 9, seed: 3 })).rejects.toMatchObject({
      code: 'OFFICERS_SHORT',
    });
    for (const person of two('公安分局', 50))
      await call('officers.save', { id: null, ...person, active: true });
    const drawn = await call('teams.draw', { sweepId, teams: 1, seed: 3 });
    expect(drawn.teams).toBe(1);
    const { teams } = await call('routes.get', { sweepId });
    expect(teams[0]?.team.members.length).toBeGreaterThanOrEqual(2);
  });

  it('tells what is due this year, and which schools wait', async () => {
    const call = await openDemo();
    const { today } = await call('workspace.describe', {});
    const year = Number(today.slice(0, 4));
    const coverage = await call('coverage.get', { year, span: null });
    expect(coverage.spans).toHaveLength(4);
    const current = coverage.spans.find(({ id }) => id === coverage.chosen);
    expect(current?.swept).toBe(0);
    // A visit near two schools is one visit.
    const { total } = await call('tables.totals', {
      table: 'visits',
      query: { match: 'all', parts: [] },
      text: '',
      columns: [],
    });
    const spans = [...coverage.spans, ...(await call('coverage.get', { year: year - 1, span: null })).spans];
    expect(spans.reduce((sum, { visits }) => sum + visits, 0)).toBe(total);
    expect(coverage.waiting).toHaveLength(12);
    expect(coverage.towns.reduce((sum, { schools }) => sum + schools, 0)).toBe(12);
  });
});
