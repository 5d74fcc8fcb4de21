import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { DraftList } from '../../renderer/app/draft-list.tsx';
import { client } from '../../renderer/client/client.ts';
import { VisitDialog } from '../../renderer/components/visit/visit-dialog.tsx';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const facts = () => page.getByLabelText('现场情况');
const brought = () => page.getByText(/已恢复 .* 未提交的草稿/);

/** Opens the form of a visit to a stop; the answer closes it, as Esc, a reload or a crash does, without a word. */
async function openVisit(stopId: number) {
  const { pack } = await client.call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  const officers = ['孙晓峰', '李海涛'].map((name, i) => ({ name, certificate: `ZF-${i}`, agency }));
  const onClose = vi.fn();
  const { unmount } = await show(
    <VisitDialog
      open
      stopId={stopId}
      title="记录检查：极速网吧"
      category="internet_cafe"
      officers={officers}
      lastVisitId={null}
      onClose={onClose}
    />,
  );
  await expect.element(facts()).toBeVisible();
  return { unmount, onClose };
}

async function stopsOfFirst() {
  const [sweep] = await client.call('sweeps.list', {});
  return (await client.call('sweeps.get', { id: sweep?.id ?? 0 })).stops;
}

/** A stop at a venue that nobody visited yet. */
async function firstStop(): Promise<number> {
  const stops = await stopsOfFirst();
  return stops.find(({ venueId, visitId }) => venueId !== null && visitId === null)?.id ?? 0;
}

const latestVisit = async (stopId: number) =>
  (await stopsOfFirst()).find(({ id }) => id === stopId)?.visitId ?? null;

const drafts = async () => await client.call('drafts.list', {});
const kept = async () => expect.poll(async () => (await drafts()).length).toBe(1);

it('what was written is there again when the form is opened anew, with what no field understood', async () => {
  const stopId = await firstStop();
  const { unmount, onClose } = await openVisit(stopId);
  await facts().fill('门口无标识，');
  await page.getByLabelText('结束时间').fill('去年冬天');
  await kept();
  // given that the last letters were written just before the page went away
  await facts().fill('门口无标识，有两名未成年人');
  await userEvent.keyboard('{Escape}');
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  await unmount();
  // when the form is opened again, then all of it stands there, and the form says so
  const again = await openVisit(stopId);
  await expect.element(brought()).toBeVisible();
  await expect.element(facts()).toHaveValue('门口无标识，有两名未成年人');
  await expect.element(page.getByLabelText('结束时间')).toHaveValue('去年冬天');
  await again.unmount();
});

it('what was written on another page is offered, and nothing of it is taken unasked', async () => {
  const stopId = await firstStop();
  const first = await openVisit(stopId);
  await facts().fill('甲写的');
  await kept();
  await first.unmount();
  // given a page that is another one, as after a restart, or that of a colleague at the same account
  sessionStorage.clear();
  const second = await openVisit(stopId);
  await expect.element(page.getByText(/另有 .* 未提交的草稿/)).toBeVisible();
  await expect.element(facts()).toHaveValue('');
  await facts().fill('乙写的');
  await expect.poll(async () => (await drafts()).length).toBe(2);
  // when one goes on with it, then it is this page's own
  await userEvent.click(page.getByRole('button', { name: '接着写' }));
  await kept();
  await expect.element(brought()).toBeVisible();
  await expect.element(facts()).toHaveValue('甲写的');
  await second.unmount();
});

it('a draft that could not be kept is kept as soon as it can be, without another key', async () => {
  const stopId = await firstStop();
  const { unmount } = await openVisit(stopId);
  town.cut('drafts.keep', 'before');
  await facts().fill('断线时写的');
  await expect.poll(() => town.calls('drafts.keep').length).toBeGreaterThan(0);
  await kept();
  await unmount();
  const again = await openVisit(stopId);
  await expect.element(facts()).toHaveValue('断线时写的');
  await again.unmount();
});

it('a draft is listed, and thrown away on purpose alone', async () => {
  const stopId = await firstStop();
  const { unmount } = await openVisit(stopId);
  await facts().fill('先记一句');
  await kept();
  await unmount();
  // given nothing but the list, then the draft stands in it
  const list = await show(<DraftList />);
  await userEvent.click(page.getByRole('button', { name: '未提交的草稿 1 份' }));
  await expect.element(page.getByText(/记录检查：极速网吧，/)).toBeVisible();
  await list.unmount();
  // when it is thrown away in the form, then nothing is left of it
  await openVisit(stopId);
  await userEvent.click(page.getByRole('button', { name: '丢弃草稿' }));
  await expect.element(facts()).toHaveValue('');
  await expect.poll(drafts).toEqual([]);
});

it('a visit whose answer was lost is sent again from its draft and recorded once', async () => {
  const stopId = await firstStop();
  const { unmount } = await openVisit(stopId);
  await facts().fill('一切正常');
  await kept();
  town.cut('visits.record', 'after');
  await userEvent.click(page.getByRole('button', { name: '保存检查记录' }));
  await expect.poll(async () => await latestVisit(stopId)).not.toBeNull();
  const recorded = await latestVisit(stopId);
  // the page is loaded anew: nobody knows whether the visit was recorded
  await unmount();
  const { onClose } = await openVisit(stopId);
  await expect.element(facts()).toHaveValue('一切正常');
  await show(<DraftList />);
  const list = page.getByRole('button', { name: '未提交的草稿 1 份' });
  await expect.element(list).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: '保存检查记录' }));
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(await latestVisit(stopId)).toBe(recorded);
  await expect.element(list).not.toBeInTheDocument();
  await expect.poll(drafts).toEqual([]);
});
