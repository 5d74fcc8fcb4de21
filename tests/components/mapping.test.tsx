import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { ImportPlanner } from '../../renderer/features/import/plan/import-planner.tsx';
import { button, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** Two columns could be the name: the program takes the first, a person knows better. */
const list = '单位名称,校名,学段,地址\n教育中心,云溪第九小学,小学,云溪镇东街9号\n';

it('a column is mapped by keyboard, tried and imported, and two presses import it once', async () => {
  const chosen = await client.put(new File([list], '学校.csv'));
  await show(<ImportPlanner chosen={chosen} onDone={vi.fn()} />);
  const name = page.getByRole('combobox', { name: '名称', exact: true });
  await tabTo(name);
  await userEvent.keyboard('{Enter}');
  await expect.element(name).toHaveAttribute('aria-expanded', 'true');
  await expect.element(page.getByTitle('2 校名').last()).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(page.getByText(/没有用到的列：1 单位名称/)).toBeVisible();
  await tabTo(button('预览结果'));
  await userEvent.keyboard('{Enter}');
  await expect.element(button('确认导入')).toBeEnabled();
  const answer = town.hold('import.run');
  await tabTo(button('确认导入'));
  await userEvent.keyboard('{Enter}{Enter}');
  await expect.element(button('确认导入')).toBeDisabled();
  answer();
  await expect.element(button('去地图查看')).toBeVisible();
  expect(town.calls('import.run')).toHaveLength(1);
  const schools = (await client.call('schools.list', {})).map((school) => school.name);
  expect(schools).toContain('云溪第九小学');
  expect(schools).not.toContain('教育中心');
});
