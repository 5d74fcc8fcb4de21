import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SearchBox } from '../../renderer/app/search-box.tsx';
import { client } from '../../renderer/client/client.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

beforeEach(async () => {
  location.hash = '';
  await town.open();
});
afterEach(() => {
  location.hash = '';
});

const box = () => page.getByLabelText('搜索');

/** Two schools whose names do not find each other, with the address that each is opened at. */
async function twoSchools() {
  const found = await client.call('search.places', { text: '小学' });
  const [one, two] = found.filter(({ kind }) => kind === 'school');
  if (!one || !two) throw new Error('the town has no two schools');
  return [one, two] as const;
}

it('Enter that comes before the answer opens what was written, and not what was found before', async () => {
  const [one, two] = await twoSchools();
  await show(<SearchBox />);
  await box().fill(one.name);
  await expect.element(page.getByText(one.name, { exact: true }).first()).toBeVisible();
  const answer = town.hold('search.places');
  await box().fill(two.name);
  await userEvent.keyboard('{Enter}');
  expect(location.hash).toBe('');
  answer();
  await expect.poll(() => location.hash).toContain(`${two.id}`);
  expect(location.hash).not.toContain(`/${one.id}`);
  await expect.element(box()).toHaveValue('');
});

it('what is written after Enter is asked for itself, and nothing is opened for it', async () => {
  const [one, two] = await twoSchools();
  await show(<SearchBox />);
  const answer = town.hold('search.places');
  await box().fill(one.name);
  await userEvent.keyboard('{Enter}');
  await box().fill(two.name);
  answer();
  await expect.element(page.getByText(two.name, { exact: true }).first()).toBeVisible();
  expect(location.hash).toBe('');
  await expect.element(box()).toHaveValue(two.name);
});

it('a command is carried out by its words and Enter at once', async () => {
  await show(<SearchBox />);
  await box().fill('距离条件');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => location.hash).not.toBe('');
});
