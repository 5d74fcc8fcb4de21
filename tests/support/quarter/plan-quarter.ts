import type { Call } from '../calls.ts';
import { givenData } from '../given-data.ts';
import type { MovedClock } from './visit-stops.ts';

/** Two bodies that go together, each with two officers; the standby takes the place of who falls ill. */
const bodies = ['区公安分局', '区市场监管局'] as const;
export const crewOf = (team: number) =>
  bodies.flatMap((agency, b) =>
    [1, 2].map((i) => ({
      name: `第${team}组${agency}${i}`,
      certificate: `证-${team}-${b + 1}-${i}`,
      agency,
    })),
  );
export const standby = { name: '替补', certificate: '证-替', agency: bodies[0] };

/** Schools and venues of a real district, read from the list that another program wrote. */
export async function importDistrict(call: Call, hand: (path: string) => Promise<string>): Promise<void> {
  const load = async (as: 'schools' | 'venues', kinds: string, what: string) =>
    await call('import.run', {
      token: await hand(givenData('hangzhou', 'poi.tsv')),
      as,
      crs: 'wgs84',
      header: false,
      map: { name: '1', address: '2', [what]: '4', lngLat: '5' },
      where: [`4~${kinds}`],
    });
  await load('schools', '小学|中学|幼儿园', 'stage');
  await load('venues', '网吧|KTV|游戏厅|彩票|住宿', 'category');
}

/** A sweep with a venue near each school, or the school itself where there is none; its id. */
export async function makeSweep(call: Call, most: number): Promise<number> {
  const { id: sweepId } = await call('sweeps.create', {
    title: '第四季度联合整治',
    period: '2026Q4',
    agencies: [...bodies],
    focusTopics: [],
  });
  const near = new Map<number, number>();
  const taken = new Set<number>();
  for (const { schoolId, venueId, severity } of await call('findings.list', {})) {
    if (severity === 'outside' || near.has(schoolId) || taken.has(venueId)) continue;
    near.set(schoolId, venueId);
    taken.add(venueId);
  }
  const schools = (await call('schools.list', {})).slice(0, most);
  for (const { id: schoolId } of schools) {
    const venueId = near.get(schoolId) ?? null;
    await call('sweeps.addStop', { sweepId, venueId, schoolId, reason: '本季度检查' });
  }
  return sweepId;
}

/** Teams that go from a day on, on Thursdays in the evening too, and their routes. */
export async function makeTeams(call: Call, sweepId: number, teams: number, days: number): Promise<void> {
  for (const member of [standby, ...Array.from({ length: teams }, (_, i) => crewOf(i + 1)).flat()])
    await call('officers.save', { id: null, ...member, active: true });
  for (let team = 1; team <= teams; team++)
    await call('teams.save', {
      id: null,
      sweepId,
      name: `第 ${team} 组`,
      days,
      from: '09:00',
      until: '17:00',
      times: {
        startsOn: '2026-10-01',
        pause: { from: '12:00', until: '13:00' },
        evening: { from: '20:00', until: '02:00', weekdays: [4] },
      },
      byHand: false,
      members: crewOf(team),
    });
  await arrange(call, sweepId, 'today');
}

/** Plans the routes and keeps them as they were proposed. */
async function arrange(call: Call, sweepId: number, from: 'today' | 'tomorrow'): Promise<void> {
  const { teams, leftOut } = await call('routes.propose', { sweepId, from });
  await call('routes.keep', {
    sweepId,
    leftOut,
    teams: teams.map(({ teamId, days }) => ({ teamId, days })),
  });
}

/** It rains on a day: nobody goes, another day is added, and what was left is planned from the next day on. */
export async function rain(call: Call, clock: MovedClock, sweepId: number, date: string): Promise<void> {
  clock.set(date, '08:00');
  await call('days.cancel', { sweepId, teamId: null, date, reason: '暴雨', makeUp: true });
  await arrange(call, sweepId, 'tomorrow');
}

/** Somebody of the first team falls ill; the standby goes in his place in every team. */
export async function fallIll(call: Call, from: string, to: string): Promise<void> {
  const officers = await call('officers.list', {});
  const ill = officers.find(({ certificate }) => certificate === crewOf(1)[0]?.certificate);
  const by = officers.find(({ certificate }) => certificate === standby.certificate);
  if (!ill || !by) throw new Error('nobody to fall ill');
  const { id, name, certificate, agency } = ill;
  await call('officers.save', {
    id,
    name,
    certificate,
    agency,
    active: true,
    leaves: [{ from, to, reason: '病假' }],
  });
  await call('officers.replace', { id, by: by.id });
}
