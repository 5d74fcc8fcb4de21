import { expect, it } from 'vitest';
import type { OutputOf } from '#shared/contract/contract.ts';
import { apart, type Opened, openCopy, takeFrom, visitAt } from '../support/field-packets.ts';

const [MARKET, POLICE, CULTURE] = ['区市场监管局', '区公安分局', '区文化和旅游局'];
const hour = { by: 'hours' as const, hours: 2 };

type Handing = OutputOf<'handings.list'>[number];

/** What was handed about for this test, by what it says. */
async function told({ call }: Opened): Promise<Record<string, Handing>> {
  const handings = await call('handings.list', { hazardId: null, standing: false });
  return Object.fromEntries(
    handings.flatMap((each) =>
      each.matter.startsWith('试 ') ? [[`${each.matter} ${each.toBody}`, each]] : [],
    ),
  );
}

/** Two whistles and something to help with: at a school itself, and about a hazard of a place that the team does not visit. */
async function handOut({ call }: Opened): Promise<void> {
  const stops = (await call('sweeps.get', { id: 2 })).stops.map(({ venueId }) => venueId);
  const far = (await call('hazards.list', {})).find(
    ({ venueId, state }) => !stops.includes(venueId) && state !== 'closed',
  );
  if (!far) throw new Error('every hazard lies on the way');
  const rest = { venueId: null, placeText: '', fromBody: '东镇人民政府', toPerson: '', due: hour };
  const whistle = { ...rest, hazardId: null, schoolId: 12, kind: 'whistle' as const };
  await call('handings.hand', {
    ...whistle,
    toBodies: [MARKET, CULTURE],
    matter: '试 摊点',
    placeText: '东门',
  });
  await call('handings.hand', { ...whistle, toBodies: [POLICE], matter: '试 拥堵' });
  const assist = { ...rest, schoolId: null, kind: 'assist' as const, toBodies: [POLICE], matter: '试 协助' };
  await call('handings.hand', { ...assist, hazardId: far.id });
}

async function record({ call }: Opened, id: number | undefined, step: 'receive' | 'answer', note = '') {
  await call('handings.record', { id: id ?? 0, step, note, at: null, by: '' });
}

it('what waits for the bodies of a team goes along with its place, and what they recorded comes back once', async () => {
  const scene = await apart(handOut);
  const { office, field, folder, sweepId } = scene;
  const second = await openCopy(scene, '第二台');
  const out = await told(field);
  expect(Object.keys(out).sort()).toEqual(
    [`试 协助 ${POLICE}`, `试 拥堵 ${POLICE}`, `试 摊点 ${MARKET}`].sort(),
  );
  const stalls = out[`试 摊点 ${MARKET}`];
  const school = (await office.call('schools.list', {})).find(({ id }) => id === 12);
  expect(stalls).toMatchObject({ placeName: `${school?.name} 东门`, hazardId: null, waits: 'receipt' });
  const help = out[`试 协助 ${POLICE}`];
  expect((await field.call('hazards.get', { id: help?.hazardId ?? 0 })).hazard.code).toBe(help?.code);
  await record(field, stalls?.id, 'receive');
  await record(field, stalls?.id, 'answer', '到场，劝离六家');
  await record(field, help?.id, 'answer', '已协助');
  // Who is charged in the field with a hazard that was found there signs for it in the office.
  const stop = (await field.call('sweeps.get', { id: sweepId })).stops.find(({ teamId }) => teamId !== null);
  const { hazards } = await field.call('visits.record', visitAt(stop?.id ?? 0, 1));
  const found = (await field.call('hazards.get', { id: hazards[0] ?? 0 })).hazard.code;
  const token = await takeFrom(field, office, folder);
  expect((await office.call('packets.preview', { token })).conflicts).toEqual([]);
  await office.call('packets.bringBack', { token, sides: {} });
  const back = await told(office);
  expect(back[`试 摊点 ${MARKET}`]).toMatchObject({
    ended: 'answered',
    answer: '到场，劝离六家',
    waits: null,
  });
  expect(back[`试 摊点 ${CULTURE}`]).toMatchObject({ waits: 'receipt' });
  expect(back[`试 拥堵 ${POLICE}`]).toMatchObject({ waits: 'receipt' });
  const same = (await told(field))[`试 协助 ${POLICE}`];
  expect(back[`试 协助 ${POLICE}`]).toMatchObject({
    answer: '已协助',
    endedAt: same?.endedAt,
    endedBy: same?.endedBy,
  });
  const all = await office.call('handings.list', { hazardId: null, standing: false });
  expect(all.filter(({ code, kind }) => code === found && kind === 'assign')).toHaveLength(1);
  // The same file once more says nothing new.
  const again = await takeFrom(field, office, folder);
  const { brought, changes, conflicts } = await office.call('packets.preview', { token: again });
  expect([brought.changes, changes, conflicts]).toEqual([0, [], []]);
  await office.call('packets.bringBack', { token: again, sides: {} });
  expect(await office.call('handings.list', { hazardId: null, standing: false })).toEqual(all);
  // Another laptop answered otherwise: a person decides, and what was said first may stay.
  await record(second, stalls?.id, 'answer', '没有找到摊点');
  const other = await takeFrom(second, office, folder);
  const asked = (await office.call('packets.preview', { token: other })).conflicts;
  expect(asked.map(({ what, field: name, back: said }) => [what, name, said])).toContainEqual([
    `交办事项“${MARKET}：试 摊点”`,
    '办理',
    '已回复 没有找到摊点',
  ]);
  const sides = Object.fromEntries(asked.map(({ key }) => [key, 'own' as const]));
  await office.call('packets.bringBack', { token: other, sides });
  expect((await told(office))[`试 摊点 ${MARKET}`]?.answer).toBe('到场，劝离六家');
});
