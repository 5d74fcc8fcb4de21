import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AttachedTo } from '#shared/contract/attachments.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { firstOf, openTown } from '../support/commands/town-in-use.ts';
import { callerWith, callsBy } from '../support/office-callers.ts';
import { PIXEL, photo } from '../support/photo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

async function visited() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const { id: sweepId } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  await call('sweeps.addStops', { sweepId, venueIds: [1], reason: '抽查' });
  const { stops } = await call('sweeps.get', { id: sweepId });
  const officers = [1, 2].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency: '公安分局' }));
  const { id, hazards } = await call('visits.record', {
    stopId: stops[0]?.id ?? 0,
    startedAt: '2026-11-20T09:00',
    endedAt: '2026-11-20T09:30',
    officers,
    result: '发现隐患',
    facts: '情况',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: [
      {
        kind: '社会治安',
        level: '一般',
        description: '说明',
        responsibleBody: '',
        responsiblePerson: '',
        dueOn: '2026-12-01',
      },
    ],
  });
  const position = stops[0]?.position ?? [0, 0];
  return { ...workspace, visitId: id, hazardId: hazards[0] ?? 0, position };
}

describe('photos and files', () => {
  it('are kept by hash as they are, with what their own record says', async () => {
    const { call, file, directory, visitId, hazardId, position } = await visited();
    const of = { kind: 'visit', id: visitId } as const;
    const bytes = photo('2026:11:20 09:10:05', position as [number, number]);
    const thumbnail = file('小.jpg', PIXEL);
    const added = await call('attachments.add', {
      token: file('门头.jpg', bytes),
      thumbnail,
      of,
      caption: '门头',
    });
    expect(added.doubts).toEqual([]);
    const [listed] = await call('attachments.list', { of });
    expect(listed).toMatchObject({
      name: '门头.jpg',
      caption: '门头',
      takenAt: '2026-11-20T09:10',
      hasThumbnail: true,
    });
    expect(listed?.position?.[0]).toBeCloseTo(position[0], 5);
    expect(listed?.position?.[1]).toBeCloseTo(position[1], 5);
    const [back, small] = await Promise.all(
      [false, true].map((isSmall) => call('attachments.read', { id: added.id, thumbnail: isSmall })),
    );
    expect(Buffer.from(back ?? []).equals(bytes)).toBe(true);
    expect(Buffer.from(small ?? []).equals(PIXEL)).toBe(true);
    await call('attachments.add', { token: file('又.jpg', bytes), thumbnail: null, of, caption: '' });
    expect(readdirSync(join(directory, 'attachments'))).toHaveLength(2);
    // The hazard that the visit found has them as evidence too.
    expect(await call('attachments.list', { of: { kind: 'hazard', id: hazardId } })).toHaveLength(2);
  });

  it('that are sent again, because their answer was lost, are kept once', async () => {
    const { call, file, visitId, hazardId } = await visited();
    const add = async (kind: 'visit' | 'hazard', id: number, name = '门头.jpg') =>
      await call('attachments.add', {
        token: file(name, PIXEL),
        thumbnail: null,
        of: { kind, id },
        caption: '',
      });
    const first = await add('visit', visitId);
    expect(await add('visit', visitId)).toEqual(first);
    const others = [await add('hazard', hazardId), await add('visit', visitId, '侧面.jpg')];
    expect(new Set([first, ...others].map(({ id }) => id)).size).toBe(3);
    await call('attachments.remove', { id: first.id, on: 'visit' });
    expect((await add('visit', visitId)).id).not.toBe(first.id);
  });

  it('are doubted where they were taken elsewhere or at another time', async () => {
    const { call, file, visitId, position } = await visited();
    const of = { kind: 'visit', id: visitId } as const;
    const far = photo('2026:11:25 09:10:05', [position[0] + 0.01, position[1]]);
    const { doubts } = await call('attachments.add', {
      token: file('别处.jpg', far),
      thumbnail: null,
      of,
      caption: '',
    });
    expect(doubts.join()).toMatch(/拍摄地点距检查点 8\d\d m/);
    expect(doubts.join()).toContain('拍摄时间 2026-11-25 09:10 与检查时间不符');
  });

  it.each([
    ['照片.heic', Buffer.from('0000001866747970686569630000', 'hex'), 'ATTACHMENT_HEIC'],
    ['改名.jpg', Buffer.from('0000001866747970686569630000', 'hex'), 'ATTACHMENT_HEIC'],
    ['程序.exe', Buffer.from('MZ'), 'ATTACHMENT_KIND'],
    ['假的.jpg', Buffer.from('<html>'), 'ATTACHMENT_KIND'],
    ['页面.html', Buffer.from('<script>'), 'ATTACHMENT_KIND'],
  ] as const)('%s is refused', async (name, bytes, code) => {
    const { call, file, visitId } = await visited();
    const add = call('attachments.add', {
      token: file(name, bytes),
      thumbnail: null,
      of: { kind: 'visit', id: visitId },
      caption: '',
    });
    await expect(add).rejects.toMatchObject({ code });
  });

  it('are taken out of sight and brought back, and a lost file is named', async () => {
    const { call, file, directory, visitId } = await visited();
    const of = { kind: 'visit', id: visitId } as const;
    const { id } = await call('attachments.add', {
      token: file('a.txt', '记录'),
      thumbnail: null,
      of,
      caption: '',
    });
    await call('attachments.caption', { id, on: 'visit', caption: '说明' });
    await call('attachments.remove', { id, on: 'visit' });
    expect(await call('attachments.list', { of })).toEqual([]);
    await call('attachments.restore', { id, on: 'visit' });
    expect(await call('attachments.list', { of })).toMatchObject([{ caption: '说明' }]);
    const folder = join(directory, 'attachments');
    const [name = ''] = readdirSync(folder);
    const kept = readFileSync(join(folder, name));
    rmSync(join(folder, name));
    await expect(call('attachments.read', { id, thumbnail: false })).rejects.toMatchObject({
      code: 'ATTACHMENT_MISSING',
    });
    writeFileSync(join(folder, name), kept);
    expect(await call('attachments.read', { id, thumbnail: false })).toHaveLength(kept.length);
  });

  it('come from a page as bytes where it has no other way', async () => {
    const { call, visitId } = await visited();
    const { token } = await call('files.put', { name: '粘贴.txt', bytes: new TextEncoder().encode('内容') });
    const of = { kind: 'visit', id: visitId } as const;
    const { id } = await call('attachments.add', { token, thumbnail: null, of, caption: '' });
    expect(Buffer.from(await call('attachments.read', { id, thumbnail: false })).toString()).toBe('内容');
  });
});

it('are added by whoever may record what they show, and changed by who added them or inspects', async () => {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const picture = join(temporaryFolder(), '现场.jpg');
  writeFileSync(picture, PIXEL);
  const as = (role: RoleId, name: string, body: string) => {
    const caller = callerWith([role], { name, person: name, body, school: 1 });
    const call = callsBy(town.service, caller);
    const add = async (of: AttachedTo) => {
      const token = town.service.files.of(caller.session).register(picture);
      return (await call('attachments.add', { token, thumbnail: null, of, caption: '' })).id;
    };
    return { call, add };
  };
  const { gates } = await town.call('schools.get', { id: 1 });
  const walk = { gateId: firstOf(gates).id, surveyedOn: town.today, surveyors: '校长', note: '' };
  const school = as('school', 'xiao', '');
  const { id } = await school.call('gates.survey', { ...walk, answers: { lighting: '没有' } });
  const ofWalk = { kind: 'gateSurvey' as const, id };
  const own = { id: await school.add(ofWalk), on: 'gateSurvey' as const };
  await school.call('attachments.caption', { ...own, caption: '门前没有路灯' });
  expect(await town.call('attachments.list', { of: ofWalk })).toMatchObject([{ caption: '门前没有路灯' }]);
  const bureau = as('educationBureau', 'jiao', '区教育局');
  await bureau.add(ofWalk);
  await expect(bureau.call('attachments.remove', own)).rejects.toMatchObject({ code: 'ATTACHMENT_OTHERS' });

  const hazard = firstOf(
    (await town.call('hazards.list', {})).filter(({ responsibleBody }) => responsibleBody !== ''),
  );
  const ofHazard = { kind: 'hazard' as const, id: hazard.id };
  const head = as('bodyAdministrator', 'head', hazard.responsibleBody);
  const rectified = { id: await head.add(ofHazard), on: 'hazard' as const };
  const officer = as('officer', 'lin', hazard.responsibleBody);
  await officer.call('attachments.remove', rectified);
  // What it lies on is not believed.
  for (const call of [officer.call, head.call])
    await expect(call('attachments.remove', { ...rectified, on: 'gateSurvey' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  await expect(town.call('attachments.remove', { ...own, on: 'hazard' })).rejects.toMatchObject({
    code: 'ATTACHMENT_UNKNOWN',
  });
  await expect(as('bodyAdministrator', 'x', '不相干的单位').add(ofHazard)).rejects.toMatchObject({
    code: 'OUT_OF_SCOPE',
  });
  for (const [who, of] of [
    [as('leader', 'ling', '区委'), ofHazard],
    [as('clerk', 'shu', ''), ofHazard],
    [head, { kind: 'visit' as const, id: 1 }],
    [head, ofWalk],
  ] as const)
    await expect(who.add(of)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
