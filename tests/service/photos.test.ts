import { readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { WaitingPhotos } from '#service/workspace/waiting-photos.ts';
import { PIXEL } from '../support/photo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, openService, openWorkspace } from '../support/workspace.ts';

const FORM = '01a2272a-02ab-746b-879a-e2e69495de39';
const PAGE = '01a2272a-02ab-746b-879a-000000000001';
const photoId = (n: number) => `01a2272a-02ab-446b-879a-00000000000${n}`;
const forForm = { kind: 'form', formId: FORM } as const;

/** A stop, and a visit to it that is about to be recorded from a form. */
async function visiting() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call, file } = workspace;
  const { id: sweepId } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  await call('sweeps.addStops', { sweepId, venueIds: [1], reason: '抽查' });
  const { stops } = await call('sweeps.get', { id: sweepId });
  const visit = {
    stopId: stops[0]?.id ?? 0,
    startedAt: '2026-11-20T09:00',
    endedAt: '2026-11-20T09:30',
    officers: [1, 2].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency: '公安分局' })),
    result: '正常' as const,
    facts: '情况',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: [],
    formId: FORM,
  };
  const keep = async (n: number, name = `照片${n}.jpg`) =>
    await call('photos.keep', {
      id: photoId(n),
      token: file(name, PIXEL),
      thumbnail: file(`${n}小.jpg`, PIXEL),
      for: forForm,
    });
  return { ...workspace, visit, keep };
}

it('photos wait for the record of their form, are attached one by one, and go on after a restart', async () => {
  const { call, keep, visit, directory, service } = await visiting();
  for (const n of [1, 2, 2]) await keep(n);
  expect(await call('photos.waiting', {})).toMatchObject([
    { id: photoId(1), name: '照片1.jpg', size: PIXEL.length, of: null },
    { id: photoId(2), name: '照片2.jpg', of: null },
  ]);
  const { id } = await call('visits.record', visit);
  const of = { kind: 'visit', id } as const;
  expect((await call('photos.waiting', {})).map((photo) => photo.of)).toEqual([of, of]);
  const send = async (asked: typeof call, n: number) => {
    const { token, thumbnail } = await asked('photos.take', { id: photoId(n) });
    await asked('attachments.add', { token, thumbnail, of, caption: '' });
  };
  await send(call, 1);
  // The answer was lost, and the program ended before the page could go on.
  await service.close();
  const { call: later } = await openService(directory);
  expect(await later('photos.waiting', {})).toHaveLength(2);
  for (const n of [1, 2]) {
    await send(later, n);
    await later('photos.discard', { id: photoId(n) });
  }
  expect(await later('photos.waiting', {})).toEqual([]);
  expect(
    (await later('attachments.list', { of })).map(({ name, hasThumbnail }) => [name, hasThumbnail]),
  ).toEqual([
    ['照片1.jpg', true],
    ['照片2.jpg', true],
  ]);
  await expect(later('photos.take', { id: photoId(1) })).rejects.toMatchObject({ code: 'PHOTO_UNKNOWN' });
});

it('a form that is thrown away takes its photos along; one that was sent leaves them to be attached', async () => {
  const { call, keep, visit } = await visiting();
  const draft = {
    kind: 'visit' as const,
    thing: String(visit.stopId),
    page: PAGE,
    title: '检查',
    address: '#/sweeps/1',
    formId: FORM,
    values: '{}',
  };
  await keep(1);
  await call('drafts.keep', draft);
  await call('drafts.discard', draft);
  expect(await call('photos.waiting', {})).toEqual([]);
  await keep(2);
  await call('drafts.keep', draft);
  await call('visits.record', visit);
  await call('drafts.discard', draft);
  expect(await call('photos.waiting', {})).toHaveLength(1);
});

it('what cannot be evidence is refused when it is chosen', async () => {
  const { call, file } = await visiting();
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic0000')]);
  for (const [name, bytes, code] of [
    ['苹果.HEIC', heic, 'ATTACHMENT_HEIC'],
    ['改了名.jpg', heic, 'ATTACHMENT_HEIC'],
    ['程序.exe', PIXEL, 'ATTACHMENT_KIND'],
  ] as const)
    await expect(
      call('photos.keep', { id: photoId(1), token: file(name, bytes), thumbnail: null, for: forForm }),
    ).rejects.toMatchObject({ code });
  expect(await call('photos.waiting', {})).toEqual([]);
});

it('photos that wait are their owner’s own, and what others put among them is not followed', () => {
  const folder = join(temporaryFolder(), 'waiting');
  const store = new WaitingPhotos(folder);
  const now = new Date('2026-11-29T12:00:00Z');
  const photo = { id: photoId(1), name: '门.jpg', bytes: PIXEL, thumbnail: null };
  store.keep('甲', photo, forForm, now);
  store.keep('乙', { ...photo, id: photoId(2) }, forForm, now);
  expect(store.list('甲').map(({ id }) => id)).toEqual([photoId(1)]);
  store.discard('甲', photoId(2));
  expect(store.list('乙')).toHaveLength(1);
  symlinkSync('/etc/hostname', join(folder, `${photoId(3)}.bytes`));
  writeFileSync(join(folder, `${photoId(3)}.json`), '{"actor":"甲"}');
  expect(store.list('甲')).toHaveLength(1);
  store.discardForm('甲', FORM);
  expect(readdirSync(folder).filter((name) => name.startsWith(photoId(1)))).toEqual([]);
  writeFileSync(join(folder, '..', 'file'), '');
  expect(() => new WaitingPhotos(join(folder, '..', 'file')).keep('甲', photo, forForm, now)).toThrow(
    expect.objectContaining({ code: 'DISK_WRITE' }),
  );
});
