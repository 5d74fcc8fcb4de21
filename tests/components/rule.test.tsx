import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { RuleEditor } from '../../renderer/features/rules/rule-editor.tsx';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const title = () => page.getByLabelText('名称');

/** Opens the first rule of a copy of the pack in force, which decides from then on. */
async function openRule() {
  const { pack } = await client.call('workspace.describe', {});
  const { id } = await client.call('packs.copy', { id: pack.id, title: '本区' });
  const workspace = await client.call('workspace.describe', {});
  const detail = await client.call('packs.get', { id });
  const [rule] = detail.pack.rules;
  if (!rule) throw new Error('the pack has no rule');
  const onClose = vi.fn();
  await show(
    <RuleEditor rule={rule} isNew={false} detail={detail} workspace={workspace} onClose={onClose} />,
  );
  await expect.element(title()).toBeVisible();
  const saved = async () => {
    const { pack } = await client.call('packs.get', { id });
    return pack.rules.find((each) => each.id === rule.id);
  };
  return { onClose, saved };
}

it('a rule is changed by keyboard and in pinyin, and two presses save it once', async () => {
  const { onClose, saved } = await openRule();
  await tabTo(title());
  await paste('');
  await compose('wangba', '网吧');
  await tabTo(page.getByLabelText(/^距离/));
  await paste('150');
  const answer = town.hold('packs.save');
  await pressTwice(button('保存'));
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('packs.save')).toHaveLength(1);
  expect(await saved()).toMatchObject({ title: '网吧', distance: 150 });
});

it('a rule without a name is not saved, and the form says what is wanting', async () => {
  await openRule();
  await tabTo(title());
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}');
  await tabTo(button('保存'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('请填写名称')).toBeVisible();
  expect(town.calls('packs.save')).toEqual([]);
});
