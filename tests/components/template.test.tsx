import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { useService } from '../../renderer/client/queries.ts';
import { TemplateEditor } from '../../renderer/features/reports/template-editor.tsx';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** The editor beside the templates as they are known, as the screen of reports has it. */
function Editor() {
  const templates = useService('documents.templates', {});
  return templates.data ? <TemplateEditor templates={templates.data} /> : null;
}

it('words of a template are changed in pinyin and with what is pasted, and two presses save them once', async () => {
  await show(<Editor />);
  const title = page.getByLabelText('标题').first();
  await tabTo(title);
  await paste('{{学校}}');
  await expect.element(title).toHaveValue('{{学校}}');
  await compose('zhengzhiqingkuang', '整治情况');
  await expect.element(title).toHaveValue('{{学校}}整治情况');
  const answer = town.hold('documents.saveTemplate');
  await pressTwice(button('保存模板'));
  answer();
  await expect.element(button('恢复自带模板')).toBeVisible();
  expect(town.calls('documents.saveTemplate')).toHaveLength(1);
  const [template] = await client.call('documents.templates', {});
  expect(template).toMatchObject({ own: true });
  expect(JSON.stringify(template?.blocks)).toContain('{{学校}}整治情况');
});
