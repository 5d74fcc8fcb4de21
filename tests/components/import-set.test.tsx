import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { ImportSet } from '../../renderer/features/import/set/import-set.tsx';
import { SavedSets } from '../../renderer/features/import/set/saved-sets.tsx';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const list = async (name: string, content: string) => await client.put(new File([content], name));
const cafes = (quarter: string) =>
  list(`网吧名单${quarter}.csv`, '网吧名称,经营地址\n晨光网吧,云溪镇育才路1号\n暮色网吧,云溪镇育才路2号\n');
const officers = (quarter: string) =>
  list(`旅馆名单${quarter}.csv`, '旅馆名称,旅馆地址\n云来旅馆,云溪镇育才路3号\n');

const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
const importOpen = async () => {
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByRole('button', { name: '确认导入' }).click();
  await expect.element(page.getByRole('heading', { name: '已导入并重新研判' })).toBeVisible();
};

it('lists dropped together are imported one after the other, and the next quarter knows each and what is missing', async () => {
  const first = await show(
    <ImportSet given={[await cafes('2026Q3'), await officers('2026Q3')]} named={null} onLeave={vi.fn()} />,
  );
  await expect.element(row('网吧名单2026Q3.csv').getByText('像是场所，2 行；这一套里没有过')).toBeVisible();
  await page.getByLabelText('这一套的名称').fill('治安名单');
  await page.getByRole('button', { name: '从第一份开始' }).click();
  await importOpen();
  await page.getByRole('button', { name: '继续导入' }).click();
  await importOpen();
  await expect.element(page.getByText(/这些文件都处理完了/)).toBeVisible();
  expect(town.calls('import.run')).toHaveLength(2);
  await first.unmount();

  const sets = await show(<SavedSets onOpen={vi.fn()} />);
  await expect
    .element(
      page
        .getByRole('listitem')
        .filter({ hasText: '治安名单' })
        .getByText(/^场所、场所/),
    )
    .toBeVisible();
  await sets.unmount();

  await show(<ImportSet given={[await cafes('2026Q4')]} named={null} onLeave={vi.fn()} />);
  await expect.element(page.getByRole('heading', { name: '“治安名单”' })).toBeVisible();
  await expect.element(row('网吧名单2026Q4.csv').getByText(/上次是《网吧名单2026Q3.csv》/)).toBeVisible();
  await expect.element(row('还缺：场所').getByText(/《旅馆名单2026Q3.csv》/)).toBeVisible();
});
