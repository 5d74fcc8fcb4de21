import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { menuKeys } from '#shared/contract/menu-keys.ts';
import { paletteCommands } from '../../renderer/app/commands.ts';
import { KeySheet } from '../../renderer/app/key-sheet.tsx';
import { RailFoot } from '../../renderer/app/rail-foot.tsx';
import { SearchBox } from '../../renderer/app/search-box.tsx';
import { useCommandKeys } from '../../renderer/app/use-command-keys.ts';
import { capsOf, isPressed, keyGroups, keys } from '../../renderer/components/keys.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

beforeEach(async () => {
  location.hash = '';
  await town.open();
});
afterEach(() => {
  location.hash = '';
});

function Desk() {
  useCommandKeys();
  return (
    <>
      <SearchBox />
      <RailFoot screen="map" />
      <input aria-label="别的框" />
    </>
  );
}

const press = async (key: string) => await userEvent.keyboard(key.split(' ').join('').toLowerCase());

it('every command of the palette is carried out by its own two keys, from anywhere but a field', async () => {
  const all = paletteCommands.map(({ key }) => key);
  expect(new Set(all).size).toBe(all.length);
  for (const key of all) expect(key, key).toMatch(/^[QH] [A-Z]$/);
  await show(<Desk />);
  for (const { key, id } of paletteCommands) {
    location.hash = '';
    await press(key);
    expect(location.hash, key).toBe(id);
  }
  location.hash = '';
  await page.getByLabelText('别的框').click();
  await press('Q D');
  expect(location.hash).toBe('');
  await expect.element(page.getByLabelText('别的框')).toHaveValue('qd');
});

it('the palette shows the keys of each command, and ? opens the sheet of all of them', async () => {
  await show(<Desk />);
  await userEvent.keyboard('{Control>}k{/Control}');
  await userEvent.keyboard('隐患台账');
  await expect
    .poll(() => [...document.querySelectorAll('.ant-select-item kbd')].map(({ textContent }) => textContent))
    .toEqual(['Q', 'T']);
  await userEvent.keyboard('{Escape}');
  // The library's keyboard has no such key.
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '?', shiftKey: true, bubbles: true }));
  const sheet = page.getByRole('dialog');
  await expect.element(sheet).toBeVisible();
  for (const { title } of paletteCommands) expect(sheet.element().textContent, title).toContain(title);
  for (const [, uses] of keyGroups)
    for (const { does } of uses) expect(sheet.element().textContent, does).toContain(does);
});

it('in the desktop application the sheet tells the keys of its menu too', async () => {
  await show(<KeySheet isDesktop onClose={() => undefined} />);
  const menu = page.getByRole('region', { name: '桌面程序的菜单' });
  for (const { label, press } of Object.values(menuKeys))
    expect(menu.element().textContent).toContain(`${capsOf(press).join('')}${label}`);
});

it('a key of the list is heard as it is written there', () => {
  const event = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more });
  expect(isPressed(event('z', { ctrlKey: true }), keys.undo)).toBe(true);
  expect(isPressed(event('Z', { ctrlKey: true, shiftKey: true }), keys.undo)).toBe(false);
  expect(isPressed(event('Z', { metaKey: true, shiftKey: true }), keys.redo)).toBe(true);
  expect(isPressed(event('？', { shiftKey: true }), keys.keySheet)).toBe(true);
  // An input method in the way: the place of the key tells.
  expect(isPressed(event('Process', { code: 'KeyG' }), keys.toDrawGate)).toBe(true);
  expect(capsOf('Ctrl+Shift+Z')).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(capsOf('+')).toEqual(['+']);
});
