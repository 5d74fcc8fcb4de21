import { expect, it } from 'vitest';
import { apart, takeFrom, visitAt } from '../support/field-packets.ts';

it('what was corrected, voided, merged and passed over in the field comes back to the office, once', async () => {
  const { office, field, folder, sweepId } = await apart();
  const { stops } = await field.call('sweeps.get', { id: sweepId });
  const [first, second] = stops.filter(({ teamId, venueId }) => teamId !== null && venueId !== null);
  if (!first || !second) throw new Error('too few stops');
  const { id, hazards } = await field.call('visits.record', visitAt(first.id, 2));
  await office.call('packets.bringBack', { token: await takeFrom(field, office, folder), sides: {} });

  // What the office has by now is put right in the field.
  const [kept = 0, twice = 0] = hazards;
  await field.call('hazards.void', { id: twice, into: kept, reason: '登记了两次' });
  await field.call('hazards.correct', {
    id: kept,
    level: '重大',
    kind: '消防安全',
    description: '堵塞消防通道',
    schoolId: first.schoolId,
    reason: '复核照片',
  });
  await field.call('visits.correct', {
    id,
    result: '发现隐患',
    facts: '外勤记录，补量了通道',
    measures: '',
    partyView: '',
    documents: '',
    reason: '漏写',
  });
  const gone = await field.call('visits.record', { ...visitAt(second.id, 0), result: '已关闭' });
  await field.call('visits.settleVenue', { id: gone.id });

  const token = await takeFrom(field, office, folder);
  const { conflicts } = await office.call('packets.preview', { token });
  expect(conflicts).toEqual([]);
  await office.call('packets.bringBack', { token, sides: {} });
  const found = (await office.call('hazards.list', {})).filter(({ venueId }) => venueId === first.venueId);
  const own = found.filter(({ foundOn }) => foundOn === '2026-11-20');
  const voided = own.find(({ state }) => state === 'voided');
  const corrected = own.find(({ state }) => state !== 'voided');
  expect(own).toHaveLength(2);
  expect(corrected).toMatchObject({ level: '重大', kind: '消防安全', description: '堵塞消防通道' });
  expect(voided).toMatchObject({ voidReason: '登记了两次', mergedInto: corrected?.id });
  const visit = (await office.call('sweeps.get', { id: sweepId })).stops.find((stop) => stop.id === first.id);
  expect(await office.call('visits.get', { id: visit?.visitId ?? 0 })).toMatchObject({
    facts: '外勤记录，补量了通道',
    corrections: [{ reason: '漏写', changes: [{ before: '外勤记录', after: '外勤记录，补量了通道' }] }],
  });
  expect((await office.call('venues.get', { id: second.venueId ?? 0 })).status).toMatch(/^关闭（/);

  // The same file again changes nothing.
  const again = await office.call('packets.preview', { token: await takeFrom(field, office, folder) });
  expect([again.brought.changes, again.brought.visits, again.conflicts]).toEqual([0, 0, []]);
});
