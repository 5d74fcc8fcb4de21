import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SilentBasemaps } from '#service/cache/map/silent-basemaps.ts';
import { writeMbtilesFile } from '#service/db/foreign/mbtiles-file.ts';
import { DataService } from '#service/dispatch/service.ts';
import { backUpDaily } from '#service/upkeep/backups/automatic.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { callsTo } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { writeHostileMbtiles, writeSharedMbtiles } from '../support/hostile-databases.ts';
import { PIXEL } from '../support/photo.ts';
import { evidence, forgeBackup, plantBasemap, plantRow } from '../support/planted.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { tileAt } from '../support/tile.ts';
import { until } from '../support/until.ts';
import { openBrowserDoor } from './driver.ts';
import { told } from './messages.ts';
import { readPicture } from './pictures/compare.ts';
import { goTo, mapReady, pageStill, playAt, takeFromMenu, workspaceMenu } from './steps.ts';

const addressSchema = z.object({ port: z.number() });

describe.skipIf(!hasChromium)('what keeps a workspace safe', () => {
  it('another port of this machine gets the cookie, and nothing that opens', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      const { origin } = new URL(page.url());
      expect(page.url()).not.toContain('token');
      // given another program of this machine that a person was led to
      let cookie = '';
      const other = createServer((request, answer) => {
        cookie ||= request.headers.cookie ?? '';
        answer.setHeader('Content-Type', 'text/html').end('<title>other</title>');
      });
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = addressSchema.parse(other.address());
      await page.goto(`http://127.0.0.1:${port}/`);
      // then it knows the cookie, and not the key
      expect(cookie).toMatch(/^xueantu_\d+=[\w-]{32}$/);
      expect(await page.evaluate(() => localStorage.length)).toBe(0);
      const body = JSON.stringify({ id: 'a', name: 'workspace.describe', input: {} });
      const taken = await fetch(`${origin}/call`, { method: 'POST', headers: { cookie }, body });
      expect(taken.status).toBe(401);
      // and who has entered goes on, in this window and another
      const next = await page.context().newPage();
      for (const each of [page, next]) {
        await each.goto(`${origin}/`);
        await mapReady(each);
      }
      await new Promise((resolve) => other.close(resolve));
    });
  });

  it('a password, a record of what left, a self-test and a support bundle', async () => {
    const folder = temporaryFolder();
    const workspace = await layDemo();
    await editVenues(workspace, 'phone', { 3: '13800138003', 4: '0571-88880004' });
    await playAt(openBrowserDoor(workspace), async (door) => {
      const { page } = door;
      await mapReady(page);
      // given a telephone number that somebody looked at, and another one that nobody did
      await goTo(page, 'map/venue/3');
      await page.getByText('138****8003', { exact: true }).waitFor();
      await page.getByRole('button', { name: /^显示完整电话/ }).click();
      await page.getByText('13800138003').waitFor();
      await goTo(page, 'map/venue/4');
      await page.getByText('057****0004', { exact: true }).waitFor();
      await goTo(page, 'map/venue/3');
      await page.getByText('138****8003', { exact: true }).waitFor();
      await page.getByTestId('panel').getByRole('button', { name: '关闭' }).click();

      // given a list that was exported
      const exported = page.getByText('导出表中所示（xlsx）', { exact: true });
      await door.saveAs(join(folder, 'out.xlsx'), () =>
        takeFromMenu(page, page.getByRole('button', { name: '导出' }).last(), exported),
      );
      await openFromWorkspace(page, '导出记录…');
      const record = page.getByRole('dialog');
      await record.getByText('导出表格').waitFor();
      expect(await record.getByText('研判结果').count()).toBe(1);
      expect(await record.getByText('查看完整电话').count()).toBe(1);
      await record.locator('.ant-modal-close').click();

      // when a password is set and the workspace locked
      await openFromWorkspace(page, '设密码…');
      await page.getByLabel('新密码').fill('东街小学27号');
      await page.getByLabel('再输一次').fill('东街小学27');
      await page.getByRole('button', { name: '设密码' }).click();
      await page.getByText('两次输入的密码不一样').waitFor();
      await page.getByLabel('再输一次').fill('东街小学27号');
      await page.getByRole('button', { name: '设密码' }).click();
      await told(page, '已设密码');
      await openFromWorkspace(page, '锁定');
      // then nothing of it is seen, also after a reload
      await page.getByLabel('工作区密码').waitFor();
      await page.reload();
      await page.getByLabel('工作区密码').fill('东街');
      await page.keyboard.press('Enter');
      await page.getByText('密码不对').waitFor();
      expect(await page.getByTestId('map').count()).toBe(0);
      await page.getByLabel('工作区密码').fill('东街小学27号');
      await page.keyboard.press('Enter');
      await mapReady(page);

      // when the page about the program is opened, then everything was looked at, and the bundle is what it shows
      await page.getByRole('link', { name: '关于' }).click();
      await page.getByText('完整，没有发现损坏').waitFor();
      expect(await page.locator('.checks li').count()).toBe(9);
      expect(await page.locator('.check-fail').count()).toBe(0);
      await page.getByRole('button', { name: '支持包…' }).click();
      await page.getByRole('button', { name: /counts\.txt/ }).click();
      const shown = await page.getByLabel('counts.txt').inputValue();
      const file = join(folder, 'bundle.zip');
      await door.saveAs(file, () => page.getByRole('button', { name: '保存为 zip' }).click());
      const entries = unzipSync(readFileSync(file));
      expect(strFromU8(entries['counts.txt'] ?? new Uint8Array())).toBe(shown);
      const everything = Object.values(entries)
        .map((bytes) => strFromU8(bytes))
        .join('\n');
      for (const personal of ['小学', '网吧', '云溪', folder]) expect(everything).not.toContain(personal);
    });
  });

  it('names full of markup, scripts and marks of direction are shown as texts', async () => {
    const workspace = await layDemo();
    const names = {
      3: '<img src=x onerror="window.harmed=1">网吧',
      4: '<script>window.harmed=1</script>网吧',
      5: '{{7*7}}网吧',
      6: '\u202e吧网向反\u202c网吧',
      7: '𠮷𬭎😀网吧',
    };
    await editVenues(workspace, 'name', names);
    await playAt(openBrowserDoor(workspace), async ({ page }) => {
      await mapReady(page);
      for (const [id, name] of Object.entries(names)) {
        await goTo(page, `map/venue/${id}`);
        await page.getByTestId('panel').getByRole('heading', { name, exact: true }).waitFor();
        // The label on the map is drawn with it; the search finds and shows it.
        await page.keyboard.press('Control+k');
        await page.keyboard.type(name.slice(0, 6));
        await page.locator('.ant-select-item-option').getByText(name, { exact: true }).first().waitFor();
        await page.keyboard.press('Escape');
      }
      await page.getByRole('tab', { name: '场所' }).click();
      await page.getByLabel('在表中查找').fill('harmed');
      await page.getByRole('region', { name: '场所' }).getByText(names[3], { exact: true }).waitFor();
      await goTo(page, 'overview');
      await page.locator('canvas').first().waitFor();
      expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
      expect(await page.locator('img[src="x"]').count()).toBe(0);
    });
  });

  it('a base map that came with the workspace says where it leads, and waits for a person', async () => {
    const workspace = await layDemo();
    const url = 'http://127.0.0.1:9/{z}/{x}/{y}.png';
    plantBasemap(workspace, '外来影像', { type: 'tiles', url, maxzoom: 18, attribution: '', approval: '' });
    await playAt(openBrowserDoor(workspace), async ({ page }) => {
      await mapReady(page);
      // given a workspace that somebody else has made, then nothing is called, and the layer says so
      await page.getByText('随工作区从别处带来，同意后才会连接').waitFor();
      const layer = page.getByRole('checkbox', { name: /外来影像/ });
      expect(await layer.isDisabled()).toBe(true);
      // when the clerk reads the address and agrees
      await page.getByRole('button', { name: '同意“外来影像”连接' }).click();
      await page.getByText(url, { exact: true }).waitFor();
      await page.locator('.ant-popconfirm').getByRole('button', { name: '同意', exact: true }).click();
      // then it is one of the base maps
      await page.getByText('随工作区从别处带来，同意后才会连接').waitFor({ state: 'detached' });
      expect(await layer.isEnabled()).toBe(true);
    });
  });

  it('rows that name files elsewhere are told above every screen, and nothing else is hindered', async () => {
    const workspace = await layDemo();
    plantRow(workspace, 'attachments', evidence('../../secret.txt'));
    // given a workspace that came from elsewhere, once opened as it is, and once restored of a backup
    const backup = join(workspace, '..', '外来.xab');
    await forgeBackup(workspace, backup);
    const restored = join(workspace, '..', '恢复');
    const progress = progressTo(new AbortController().signal, () => undefined);
    await restoreBackup(backup, restored, { password: null, now: new Date(), progress });
    for (const opened of [workspace, restored])
      await playAt(openBrowserDoor(opened), async ({ page }) => {
        await mapReady(page);
        // then it says so in words, and can be put away
        const notice = page
          .locator('.notices')
          .getByText(/有记录的文件名不合规范（附件 1 条）.*其余内容照常使用/);
        await notice.waitFor();
        await page.locator('.notices').getByRole('button', { name: /close/i }).click();
        await notice.waitFor({ state: 'detached' });
      });
  });

  it('a base map that does not answer is set aside, and opened again by “再试一次” alone; where one has no tile, the one above is drawn', async () => {
    const workspace = await layDemo();
    writeSparse(join(workspace, 'basemaps', '疏图.mbtiles'));
    const path = join(workspace, 'basemaps', '慢图.mbtiles');
    writeHostileMbtiles(path, 'a tree of pages that meets itself');
    new SilentBasemaps(join(workspace, 'basemaps')).add('慢图.mbtiles', path);
    await playAt(openBrowserDoor(workspace), async ({ page }) => {
      await mapReady(page);
      // given one that did not answer before, then nobody waits for it
      await page.getByText('没有应答，已停用').waitFor();
      const layer = page.getByRole('checkbox', { name: /慢图/ });
      expect(await layer.isDisabled()).toBe(true);
      // given another that has only a coarse tile of this place
      await page.getByRole('checkbox', { name: /疏图/ }).check();
      await until('its coarse tile is the ground', async () => {
        await pageStill(page);
        return (await reddish(page)) > 1 / 4;
      });
      // when it was put right and is tried again
      writeSharedMbtiles(join(workspace, '好图'), 'map and images', [{ at: [3, 1, 6], bytes: PIXEL }]);
      copyFileSync(join(workspace, '好图'), path);
      await page.getByRole('button', { name: /再试一次/ }).click();
      // then it is one of the base maps
      await page.getByText('没有应答，已停用').waitFor({ state: 'detached' });
      expect(await page.getByRole('checkbox', { name: /慢图|去重/ }).isEnabled()).toBe(true);
    });
  });

  it('a damaged database is shown as such and restored by one click', async () => {
    const workspace = await layDemo();
    const service = new DataService();
    await service.open(workspace);
    await backUpDaily(service.workspace, new Date());
    await service.close();
    const file = join(workspace, 'workspace.sqlite');
    const bytes = readFileSync(file);
    for (const page of [60, 61, 100, 140]) bytes.fill(0xa5, page * 4096, (page + 1) * 4096);
    writeFileSync(file, bytes);
    await playAt(openBrowserDoor(workspace), async ({ page }) => {
      await page.getByText('数据库有损坏，现在只读').waitFor();
      await page.getByRole('button', { name: '恢复这份备份' }).click();
      await page.locator('.ant-popconfirm').getByRole('button', { name: '恢复', exact: true }).click();
      await page.getByText('损坏的数据库留在 backups 文件夹里').waitFor();
      await page.getByText('数据库有损坏，现在只读').waitFor({ state: 'detached' });
      await mapReady(page);
    });
  });
});

const TOWN = [116.402, 39.585] as const;
const ARCHIVE = { coarse: 6, fine: 7 };

/** An archive whose fine tiles are all elsewhere; its coarse tile of the town is red. */
function writeSparse(path: string): void {
  const { coarse, fine } = ARCHIVE;
  const context = createCanvas(256, 256).getContext('2d');
  context.fillStyle = '#d02020';
  context.fillRect(0, 0, 256, 256);
  const bytes = context.canvas.toBuffer('image/png');
  const [x, y] = tileAt(...TOWN, coarse);
  writeMbtilesFile(path, { name: '疏图', format: 'png', minzoom: `${coarse}`, maxzoom: `${fine}` }, [
    { zoom: coarse, column: x, row: 2 ** coarse - 1 - y, bytes },
    { zoom: fine, column: 0, row: 0, bytes },
  ]);
}

/** How much of the map is red, from 0 to 1. */
async function reddish(page: Page): Promise<number> {
  const { data } = await readPicture(await page.getByTestId('map').screenshot());
  let count = 0;
  for (let at = 0; at < data.length; at += 4)
    if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 0) < 80 && (data[at + 2] ?? 0) < 80) count += 1;
  return count / (data.length / 4);
}

async function editVenues(
  workspace: string,
  column: 'name' | 'phone',
  values: Readonly<Record<number, string>>,
): Promise<void> {
  const service = new DataService();
  await service.open(workspace);
  const call = callsTo(service);
  for (const [id, value] of Object.entries(values))
    await call('tables.edit', { table: 'venues', ids: [Number(id)], values: { [column]: value } });
  await service.close();
}

async function openFromWorkspace(page: Page, item: string): Promise<void> {
  await takeFromMenu(page, workspaceMenu(page), page.getByRole('menuitem', { name: item }));
}
