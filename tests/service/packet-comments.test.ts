import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Commented } from '#shared/contract/comments.ts';
import { apart, openCopy, takeFrom } from '../support/field-packets.ts';

it('comments go along with what they are about and come back each once, from any number of copies, as the team’s', async () => {
  const scene = await apart();
  const { office, folder, sweepId, teamId } = scene;
  const { stops } = await office.call('sweeps.get', { id: sweepId });
  const stop = stops.find(
    (each) => each.teamId === teamId && each.venueId !== null && each.position !== null,
  );
  if (!stop?.position) throw new Error('the team goes to a venue on the map');
  const about: Commented = { kind: 'stop', id: stop.id };
  const of = { kind: 'stop' as const, id: stop.id };
  const venue: Commented = { kind: 'venue', id: stop.venueId ?? 0 };
  const { id } = await office.call('comments.add', { about, text: '后门常锁' });
  const gone = await office.call('comments.add', { about, text: '写错了' });
  await office.call('comments.remove', { id: gone.id });
  const far: Commented = { kind: 'place', position: [100, 30] };
  await office.call('comments.add', { about: far, text: '别处' });
  const near: Commented = { kind: 'place', position: stop.position };
  await office.call('comments.add', { about: near, text: '门口积水' });

  const path = join(folder, '带批注.xatp');
  const bytes = await office.call('packets.make', { sweepId, teamId });
  writeFileSync(path, bytes);
  const field = await openCopy({ folder, path }, '外勤甲');
  const second = await openCopy({ folder, path }, '外勤乙');
  const texts = async (wanted: typeof of | { kind: 'map'; bounds: null }) =>
    (await field.call('comments.list', { of: wanted })).map(({ text }) => text);
  expect(await texts(of)).toEqual(['后门常锁']);
  expect(await texts({ kind: 'map', bounds: null })).toEqual(['门口积水']);

  const [there] = await field.call('comments.list', { of });
  const inField = there?.id ?? 0;
  await field.call('comments.add', { about, replyTo: inField, text: '带了钳子' });
  await field.call('comments.add', { about: venue, text: '招牌换了' });
  await field.call('comments.finish', { id: inField, done: true });
  await second.call('comments.add', { about, replyTo: inField, text: '走侧门' });
  for (const copy of [field, second, field])
    await office.call('packets.bringBack', { token: await takeFrom(copy, office, folder), sides: {} });
  expect(await office.call('comments.list', { of })).toMatchObject([
    {
      id,
      author: '本机用户',
      done: { by: '第 1 组（外勤）' },
      replies: [
        { text: '带了钳子', author: '第 1 组', authorBody: '外勤' },
        { text: '走侧门', author: '第 1 组' },
      ],
    },
  ]);
  const ofVenue = { kind: 'venue' as const, id: stop.venueId ?? 0 };
  expect(await office.call('comments.list', { of: ofVenue })).toMatchObject([{ text: '招牌换了' }]);
  expect(await office.call('comments.list', { of: { kind: 'sweep', id: sweepId } })).toMatchObject([{ id }]);

  // Both sides write the same one anew: a person decides.
  await field.call('comments.edit', { id: inField, text: '后门换了锁' });
  await office.call('comments.edit', { id, text: '后门已拆' });
  const token = await takeFrom(field, office, folder);
  const { brought, conflicts } = await office.call('packets.preview', { token });
  expect(brought).toMatchObject({ comments: 0 });
  expect(conflicts).toMatchObject([
    { what: '批注“后门已拆”', field: '内容', own: '后门已拆', back: '后门换了锁' },
  ]);
  await office.call('packets.bringBack', { token, sides: { [conflicts[0]?.key ?? '']: 'back' } });
  expect(await office.call('comments.list', { of })).toMatchObject([{ text: '后门换了锁' }]);
});
