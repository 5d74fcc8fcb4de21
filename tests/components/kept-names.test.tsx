import { expect, it, vi } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { useService } from '../../renderer/client/queries.ts';
import { DraftNotices } from '../../renderer/components/drafts/draft-notices.tsx';
import { CompareSnapshots } from '../../renderer/features/facilities/compare-snapshots.tsx';
import { PresetChoice } from '../../renderer/features/import/plan/preset-choice.tsx';
import { SavedMenu } from '../../renderer/features/map/dock/saved-menu.tsx';
import { Bookmarks } from '../../renderer/features/map/tools/bookmarks.tsx';
import { PackView } from '../../renderer/features/rules/pack-view.tsx';
import { MakeBar } from '../../renderer/features/sheets/atlas/make-bar.tsx';
import { type OwnSheetTemplate, useOrder } from '../../renderer/features/sheets/atlas/use-order.ts';
import { TargetsDialog } from '../../renderer/features/sweeps/targets-dialog.tsx';
import { everything } from '../../shared/tables/query.ts';
import { show } from './support/show.tsx';

const drafts = async () => await client.call('drafts.list', {});
const kept = async () => expect.poll(async () => (await drafts()).length).toBe(1);
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Writes into a field, leaves the part, opens it anew, and expects what was written. */
async function outlives(open: () => Promise<{ unmount: () => Promise<void> }>, field: Locator, text: string) {
  const first = await open();
  await field.fill(text);
  await kept();
  await first.unmount();
  await open();
  await expect.element(page.getByText(/已恢复 .* 未提交的草稿/)).toBeVisible();
  await expect.element(field).toHaveValue(text);
}

/** The rule pack in use, as its screen shows it. */
function Pack() {
  const workspace = useService('workspace.describe', {});
  return workspace.data ? <PackView packId={workspace.data.pack.id} workspace={workspace.data} /> : null;
}

it('the name of an own rule pack stands there again, until the pack is copied', async () => {
  const open = async () => {
    const shown = await show(<Pack />);
    await userEvent.click(button('复制为本区规则包…'));
    return shown;
  };
  await outlives(open, page.getByLabelText('规则包名称'), '云溪区规则');
  await userEvent.click(button('复制'));
  await expect.poll(drafts).toEqual([]);
  const packs = await client.call('packs.list', {});
  expect(packs.map(({ title }) => title)).toContain('云溪区规则');
});

it('the name of a preset stands there again, until it is saved', async () => {
  const onChoose = vi.fn();
  const open = async () => {
    const shown = await show(
      <PresetChoice
        presetId={null}
        columns={['场所名称', '地址']}
        map={{ name: '场所名称' }}
        as="venues"
        onChoose={onChoose}
      />,
    );
    await userEvent.click(button('保存为预设'));
    return shown;
  };
  await outlives(open, page.getByLabelText('预设名称'), '市监局季度名单');
  await userEvent.click(button('保存'));
  await expect.poll(() => onChoose.mock.calls.length).toBe(1);
  await expect.poll(drafts).toEqual([]);
});

it('the name of a view of a table stands there again, until it is saved', async () => {
  const open = async () => {
    const shown = await show(
      <SavedMenu
        table="venues"
        query={everything}
        sort={[]}
        counting={null}
        columns={[{ key: 'name', width: 200 }]}
        onQuery={vi.fn()}
        onView={vi.fn()}
      />,
    );
    await userEvent.click(button('查询与视图'));
    await userEvent.click(page.getByText('把当前条件、栏目、排序和统计存为视图…'));
    return shown;
  };
  await outlives(open, page.getByLabelText('名称'), '本季度网吧');
  await userEvent.click(button('保存'));
  await expect.poll(drafts).toEqual([]);
});

it('the name of a bookmark stands there again', async () => {
  const open = async () => {
    const shown = await show(<Bookmarks control={null} />);
    await userEvent.click(button('书签'));
    return shown;
  };
  await outlives(open, page.getByLabelText('书签名称'), '镇政府一带');
  await userEvent.click(button('丢弃草稿'));
  await expect.element(page.getByLabelText('书签名称')).toHaveValue('');
  await expect.poll(drafts).toEqual([]);
});

it('the name of what is kept of facilities stands there again, until it is kept', async () => {
  const open = async () => {
    const shown = await show(<CompareSnapshots />);
    await userEvent.click(button('前后对比'));
    return shown;
  };
  await outlives(open, page.getByLabelText('留存名称'), '改造前');
  await userEvent.click(button('留存现状'));
  await expect.poll(drafts).toEqual([]);
  expect(await client.call('provisions.kept', {})).toMatchObject([{ title: '改造前' }]);
});

it('how the venues of a sweep are chosen stands there again', async () => {
  const [sweep] = await client.call('sweeps.list', {});
  const open = async () =>
    await show(
      <TargetsDialog
        sweepId={sweep?.id ?? 0}
        title={sweep?.title ?? ''}
        selection={sweep?.selection ?? null}
        onClose={vi.fn()}
      />,
    );
  const first = await open();
  await userEvent.click(page.getByLabelText('有待实测的距离'));
  await expect.element(page.getByLabelText('有待实测的距离')).not.toBeChecked();
  await kept();
  await first.unmount();
  await open();
  await expect.element(page.getByText(/已恢复 .* 未提交的草稿/)).toBeVisible();
  await expect.element(page.getByLabelText('有待实测的距离')).not.toBeChecked();
  await userEvent.click(button('丢弃草稿'));
  await expect.element(page.getByLabelText('有待实测的距离')).toBeChecked();
});

/** What a desk of sheets holds of one template, without the drawing. */
function Order({ at }: { at: number }) {
  const templates = useService('sheets.templates', {});
  const template = templates.data?.[at];
  return template ? <Changes template={template} /> : null;
}

function Changes({ template }: { template: OwnSheetTemplate }) {
  const state = useOrder(template, null);
  return (
    <>
      <DraftNotices draft={state.kept} onDiscard={state.reset} />
      <button type="button" onClick={() => state.changeTemplate({ title: '改过的图幅' })}>
        改版式
      </button>
      <p>{state.order.template.title}</p>
      <MakeBar order={state.order} count={1} shown={null} />
    </>
  );
}

it('for whom sheets are stands there again', async () => {
  await outlives(async () => await show(<Order at={0} />), page.getByLabelText('发给'), '区教委');
});

it('what was changed of a template of sheets stands there again, each template for itself', async () => {
  const first = await show(<Order at={0} />);
  await userEvent.click(button('改版式'));
  // another template is chosen before the draft is kept: nothing of the one comes into the other
  await first.rerender(<Order at={1} />);
  await expect.element(page.getByText('改过的图幅')).not.toBeInTheDocument();
  await kept();
  await first.unmount();
  const [own] = await client.call('sheets.templates', {});
  expect(await drafts()).toMatchObject([{ kind: 'sheetTemplate', thing: own?.id }]);
  await show(<Order at={0} />);
  await expect.element(page.getByText('改过的图幅')).toBeVisible();
  await userEvent.click(button('丢弃草稿'));
  await expect.element(page.getByText('改过的图幅')).not.toBeInTheDocument();
  await expect.poll(drafts).toEqual([]);
});
