import { expect, it } from 'vitest';
import { metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import { openWorkspace } from '../support/workspace.ts';

const SCHOOLS: Readonly<Record<string, readonly [number, number]>> = {
  东街小学: [116.4, 39.9],
  西街小学: [116.43, 39.9],
  北街小学: [116.46, 39.9],
};
const scale = metresPerDegree(39.9);

/** Three schools of which a point is known, and cafés so many metres east of each. */
async function openTown() {
  const workspace = await openWorkspace();
  const { call, file } = workspace;
  const load = async (as: 'schools' | 'venues' | 'regions', name: string, content: string) =>
    await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
  const schools = Object.entries(SCHOOLS).map(([name, at]) => [name, '小学', ...at].join());
  await load('schools', 'schools.csv', `学校名称,学段,经度,纬度\n${schools.join('\n')}\n`);
  const cafes = Object.entries({ 东街小学: [150], 西街小学: [120, 150, 180], 北街小学: [2000] }).flatMap(
    ([name, metres]) =>
      metres.map((east) => {
        const [lng = 0, lat = 0] = SCHOOLS[name] ?? [];
        return `${name}旁网吧${east},网吧,${name}东${east}号,${lng + east / scale.east},${lat},2023-05-01`;
      }),
  );
  await load('venues', 'venues.csv', `名称,类别,地址,经度,纬度,成立日期\n${cafes.join('\n')}\n`);
  const list = async () => await call('gates.toDraw', {});
  const idOf = async (name: string) =>
    (await call('schools.list', {})).find((school) => school.name === name)?.id ?? 0;
  return { ...workspace, list, idOf };
}

it('the school comes first where one drawing settles most; where nothing is in doubt none is asked for', async () => {
  const { list } = await openTown();
  const { doubts, schools } = await list();
  expect(doubts).toBe(4);
  expect(schools.map(({ name, best, things }) => [name, best, things[0]?.settles])).toEqual([
    ['西街小学', 'gate', 3],
    ['东街小学', 'gate', 1],
  ]);
  expect(schools[0]?.things).toEqual([
    { thing: 'gate', settles: 3, grave: 3 },
    { thing: 'boundary', settles: 3, grave: 3 },
  ]);
});

it('what is drawn leaves the list, and the doubts that it settled are counted no more', async () => {
  const { call, list, idOf } = await openTown();
  const schoolId = await idOf('西街小学');
  const [lng, lat] = SCHOOLS.西街小学 ?? [0, 0];
  const gate = {
    ...{ id: null, schoolId, name: '正门', isMain: true, position: [lng, lat] as [number, number] },
    ...{ positionSource: 'imagery' as const, frontage: null, band: null },
  };
  const { total } = await call('changes.preview', { command: 'gates.save', input: gate });
  await call('gates.save', gate);
  const { doubts, schools } = await list();
  // At 180 m from the gate it is not certain yet what holds; the doubt may still be settled by the campus.
  expect([total, doubts]).toEqual([2, 2]);
  expect(schools.map(({ name, best }) => [name, best])).toEqual([
    ['东街小学', 'gate'],
    ['西街小学', 'boundary'],
  ]);
  const around = [
    [lng - 0.0003, lat - 0.0003],
    [lng + 0.0003, lat - 0.0003],
    [lng + 0.0003, lat + 0.0003],
    [lng - 0.0003, lat + 0.0003],
  ] as [number, number][];
  await call('schools.saveCampus', { schoolId, campus: [[around]], source: 'imagery' });
  expect((await list()).schools.map(({ name }) => name)).toEqual(['东街小学']);
});

it('a venue whose position proves nothing is not counted where it stays in doubt whatever is drawn', async () => {
  const { call, list, idOf } = await openTown();
  const schoolId = await idOf('东街小学');
  const findings = await call('findings.list', { schoolId });
  const { venueId = 0, venuePosition: position = [0, 0] } = findings[0] ?? {};
  await call('venues.savePosition', { id: venueId, position, source: 'area' });
  const { doubts, schools } = await list();
  expect(doubts).toBe(4);
  expect(schools.map(({ name }) => name)).toEqual(['西街小学']);
});
