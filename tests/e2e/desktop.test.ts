import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { layDemo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasElectron } from '../support/this-machine.ts';
import { until } from '../support/until.ts';
import { openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { mapReady, playAt, pressUntil, takeFromMenu, workspaceMenu } from './steps.ts';

describe.skipIf(!hasElectron())('the desktop application', () => {
  it('makes a workspace where the dialog says and opens it again the next time', async () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    await createWorkspace({ directory: workspace, pack: 'national', now: new Date() });
    const first = await openDesktopDoor(workspace, join(folder, 'home'));
    await mapReady(first.page);
    await first.answer('showOpenDialog', { canceled: false, filePaths: [folder] });
    await takeFromMenu(first.page, workspaceMenu(first.page), first.page.getByText('新建工作区…'));
    await first.page.getByRole('dialog').getByLabel('名称').fill('大兴区 2026');
    await first.page.getByRole('button', { name: '选择位置并新建' }).click();
    await first.page.getByText('大兴区 2026 · 规则包：国家通用规则').waitFor();
    await first.close();
    expect(existsSync(join(folder, '大兴区 2026', 'workspace.sqlite'))).toBe(true);
    const second = await openDesktopDoor(null, join(folder, 'home'));
    await second.page.getByText('大兴区 2026 · 规则包：国家通用规则').waitFor();
    await second.close();
  });

  it('has a Chinese menu and remembers its size', async () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    await createWorkspace({ directory: workspace, pack: 'national', now: new Date() });
    const first = await openDesktopDoor(workspace, join(folder, 'home'));
    // The display settles the size of a window when it shows it: a person, too, only resizes what is there.
    await until('the window is shown', () =>
      first.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false),
    );
    const size = [1100, 700];
    await first.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 700));
    await until('the window has its new size', async () =>
      isDeepStrictEqual(await first.inMain(sizeOfWindow), size),
    );
    const menu = await first.inMain(
      ({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label) ?? [],
    );
    expect(menu).toEqual(['文件', '编辑', '查看', '帮助']);
    await first.close();
    const second = await openDesktopDoor(workspace, join(folder, 'home'));
    expect(await second.inMain(sizeOfWindow)).toEqual(size);
    await second.close();
  });

  it('backs the workspace up where the dialog says, with a password, and makes a new one of it', async () => {
    const folder = temporaryFolder();
    const workspace = await layDemo();
    await playAt(openDesktopDoor(workspace, join(folder, 'home')), async (door) => {
      const { page } = door;
      await mapReady(page);
      const open = async (tab: string) => {
        await takeFromMenu(page, workspaceMenu(page), page.getByText('备份与恢复…'));
        const wanted = page.getByRole('tab', { name: tab, exact: true });
        await pressUntil(
          `“${tab}” is chosen`,
          (inTime) => wanted.click(inTime),
          (inTime) => wanted.and(page.locator('[aria-selected=true]')).waitFor(inTime),
        );
      };
      await open('备份');
      await page.getByLabel('密码（可不填）').fill('ganquan-lu-27');
      await page.getByLabel('再输一次密码').fill('ganquan-lu-28');
      await page.getByRole('button', { name: '选择位置并备份' }).click();
      await page.getByText('两次输入的密码不一样').waitFor();
      await page.getByLabel('再输一次密码').fill('ganquan-lu-27');
      const file = join(folder, '区里.xab');
      await door.saveAs(file, () => page.getByRole('button', { name: '选择位置并备份' }).click());
      await told(page, /已备份到 区里\.xab/);
      // It goes by itself, after it has told: what is opened before is closed with it.
      await page.getByRole('dialog').waitFor({ state: 'hidden' });

      const place = join(folder, '新机器');
      mkdirSync(place);
      await open('恢复');
      await door.answer(
        'showOpenDialog',
        { canceled: false, filePaths: [file] },
        { canceled: false, filePaths: [place] },
      );
      await page.getByRole('button', { name: '选择备份文件' }).click();
      await page.getByLabel('备份的密码').fill('wrong-password');
      await page.getByRole('button', { name: '选择位置并恢复' }).click();
      await page.getByText('密码不对').waitFor();
      await page.getByLabel('备份的密码').fill('ganquan-lu-27');
      await page.getByRole('button', { name: '选择位置并恢复' }).click();
      await told(page, '已从“区里.xab”恢复并打开');
      expect(existsSync(join(place, '区里', 'workspace.sqlite'))).toBe(true);
    });
  });

  it('opens a field packet that the dialogs name, works there, and saves what goes back', async () => {
    const folder = temporaryFolder();
    const office = await layDemo();
    await playAt(openDesktopDoor(office, join(folder, 'home')), async (door) => {
      const { page } = door;
      await mapReady(page);
      await page.getByRole('link', { name: '整治' }).click();
      await page
        .getByRole('button', { name: /第四季度|本季度|季度校园周边联合整治/ })
        .first()
        .click();
      await page.getByRole('tab', { name: '分组与路线' }).click();
      const packet = join(folder, '一组.xatp');
      const team = page.getByRole('region', { name: '第 1 组' });
      await door.saveAs(packet, () => team.getByRole('button', { name: '导出外勤包' }).click());
      await door.answer(
        'showOpenDialog',
        { canceled: false, filePaths: [packet] },
        { canceled: false, filePaths: [folder] },
      );
      await takeFromMenu(page, workspaceMenu(page), page.getByText('打开外勤包…'));
      await page.getByText('外勤工作区', { exact: true }).waitFor();
      expect(existsSync(join(folder, '一组', 'workspace.sqlite'))).toBe(true);
      const back = join(folder, '回传.xatp');
      await door.saveAs(back, () => page.getByRole('button', { name: '生成回传文件' }).click());
      expect(existsSync(back)).toBe(true);
    });
  });
});

/** What the window will be remembered by: its size while it is neither maximised nor full screen. */
function sizeOfWindow({
  BrowserWindow,
}: {
  BrowserWindow: typeof import('electron').BrowserWindow;
}): number[] {
  const bounds = BrowserWindow.getAllWindows()[0]?.getNormalBounds();
  return bounds ? [bounds.width, bounds.height] : [];
}
