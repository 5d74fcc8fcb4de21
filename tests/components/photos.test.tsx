import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ConnectionNotice } from '../../renderer/app/connection-notice.tsx';
import { client } from '../../renderer/client/client.ts';
import { VisitDialog } from '../../renderer/components/visit/visit-dialog.tsx';
import { button } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const facts = () => page.getByLabelText('现场情况');
const evidence = () => page.getByRole('region', { name: '照片和附件' });

/** A photo as a camera makes it. */
async function photo(name: string): Promise<File> {
  const canvas = new OffscreenCanvas(64, 48);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no pen');
  pen.fillStyle = `#${name.length}a${name.length}`;
  pen.fillRect(0, 0, 40, 30);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg' })], name, { type: 'image/jpeg' });
}

async function choose(...files: readonly File[]): Promise<void> {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  evidence().element().dispatchEvent(drop);
}

async function openVisit() {
  const { pack } = await client.call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  const [sweep] = await client.call('sweeps.list', {});
  const sweepId = sweep?.id ?? 0;
  const { stops } = await client.call('sweeps.get', { id: sweepId });
  const stopId = stops.find(({ venueId, visitId }) => venueId !== null && visitId === null)?.id ?? 0;
  const onClose = vi.fn();
  const { unmount } = await show(
    <>
      <ConnectionNotice />
      <VisitDialog
        open
        stopId={stopId}
        title="记录检查"
        category="internet_cafe"
        officers={['孙晓峰', '李海涛'].map((name, i) => ({ name, certificate: `ZF-${i}`, agency }))}
        lastVisitId={null}
        onClose={onClose}
      />
    </>,
  );
  await expect.element(facts()).toBeVisible();
  const photosOfVisit = async () => {
    const now = await client.call('sweeps.get', { id: sweepId });
    const visitId = now.stops.find(({ id }) => id === stopId)?.visitId ?? null;
    if (visitId === null) return null;
    const list = await client.call('attachments.list', { of: { kind: 'visit', id: visitId } });
    return list.map(({ name }) => name).sort();
  };
  return { unmount, onClose, photosOfVisit };
}

const waiting = async () => (await client.call('photos.waiting', {})).map(({ name }) => name).sort();

it('photos that were chosen lie with the draft: they are there when the form is opened anew, and go with the record', async () => {
  const { unmount } = await openVisit();
  await choose(await photo('门头.jpg'), await photo('店内.jpg'));
  await expect.poll(waiting).toEqual(['店内.jpg', '门头.jpg']);
  await expect.poll(async () => (await client.call('drafts.list', {})).length).toBe(1);
  await unmount();
  const again = await openVisit();
  await expect.element(page.getByText('门头.jpg')).toBeVisible();
  await facts().fill('正常');
  await button('保存检查记录').click();
  await expect.poll(() => again.onClose.mock.calls.length).toBe(1);
  expect(await again.photosOfVisit()).toEqual(['店内.jpg', '门头.jpg']);
  expect(await waiting()).toEqual([]);
});

it('a connection that breaks while photos are sent loses none: it is told, and they go on by themselves', async () => {
  const { onClose, photosOfVisit } = await openVisit();
  await choose(await photo('门头.jpg'), await photo('店内.jpg'));
  await expect.poll(waiting).toHaveLength(2);
  await facts().fill('正常');
  town.cut('attachments.add', 'after');
  await button('保存检查记录').click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  await expect.element(page.getByText(/还没有送到，连接恢复后自动继续/)).toBeVisible();
  await expect.poll(photosOfVisit).toEqual(['店内.jpg', '门头.jpg']);
  await expect.poll(waiting).toEqual([]);
  expect(town.calls('visits.record')).toHaveLength(1);
});

it('a photo that is still on its way when its form is sent goes with the record', async () => {
  const { onClose, photosOfVisit } = await openVisit();
  await facts().fill('正常');
  town.cut('photos.keep', 'before');
  await choose(await photo('门头.jpg'));
  await expect.poll(() => town.calls('photos.keep').length).toBe(1);
  await button('保存检查记录').click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(await photosOfVisit()).toEqual(['门头.jpg']);
  expect(await waiting()).toEqual([]);
});

/** Ends when a text was on the page, however soon it goes: the next answer may take it away at once. */
function shown(text: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!text.test(document.body.textContent ?? '')) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

it('a broken connection is a banner until the service answers again', async () => {
  await openVisit();
  town.cut('photos.keep', 'before');
  const told = shown(/连接断了，正在重新连接/);
  await choose(await photo('门头.jpg'));
  await told;
  await expect.poll(waiting).toEqual(['门头.jpg']);
  await expect.element(page.getByText(/连接断了，正在重新连接/)).not.toBeInTheDocument();
});

it('a photo that is cut off, of a kind of its own, or no photo at all is told when it is chosen', async () => {
  const { onClose, photosOfVisit } = await openVisit();
  const whole = await photo('半张.jpg');
  const half = new File([whole.slice(0, whole.size - 30)], '半张.jpg', { type: 'image/jpeg' });
  const heic = new File([new Uint8Array([0, 0, 0, 24]), 'ftypheic0000'], '苹果.heic', { type: 'image/heic' });
  await choose(half, heic, await photo('好的.jpg'));
  await expect.element(page.getByText(/“半张.jpg”不完整或已损坏/)).toBeVisible();
  await expect.element(page.getByText(/“苹果.heic”/)).toBeVisible();
  await expect.poll(waiting).toEqual(['好的.jpg']);
  await facts().fill('正常');
  await button('保存检查记录').click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(await photosOfVisit()).toEqual(['好的.jpg']);
});
