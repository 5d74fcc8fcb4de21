import { join } from 'node:path';
import { createCanvas, GlobalFonts, type ImageData } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { coarse, differences, MOST_DIFFERENT, readPicture, writePicture } from './compare.ts';

const fonts = join(
  import.meta.dirname,
  '..',
  '..',
  '..',
  'node_modules',
  '@expo-google-fonts',
  'noto-sans-sc',
);
GlobalFonts.registerFromPath(join(fonts, '400Regular', 'NotoSansSC_400Regular.ttf'), 'written');

/** A card with a line of text, as screens have them. */
function card({ text = '区内·禁设 22', left = 20, ground = '#f5f7fa', line = 60 }): ImageData {
  const context = createCanvas(240, 80).getContext('2d');
  context.fillStyle = ground;
  context.fillRect(0, 0, 240, 80);
  context.fillStyle = '#e3e8ee';
  context.fillRect(10, line, 220, 1);
  context.font = '14px written';
  context.fillStyle = '#c62f3b';
  context.fillText(text, left, 40);
  return context.getImageData(0, 0, 240, 80);
}

const counted = (change: Parameters<typeof card>[0]) => differences(card({}), card(change))?.length;

it('counts one other figure, a ground that is a little lighter and a line that moved', () => {
  expect(counted({ text: '区内·禁设 23' })).toBeGreaterThan(MOST_DIFFERENT);
  expect(counted({ ground: '#ffffff' })).toBeGreaterThan(MOST_DIFFERENT);
  expect(counted({ line: 62 })).toBeGreaterThan(MOST_DIFFERENT);
});

it('does not count the same letters that are smoothed a little otherwise', () => {
  const [letters, ground] = [card({}), card({ text: '' })];
  const smoothed = card({});
  for (const [at, value] of letters.data.entries())
    if (value !== ground.data[at]) smoothed.data[at] = value + 30;
  expect(smoothed.data).not.toEqual(letters.data);
  expect(differences(letters, smoothed)?.length).toBeLessThanOrEqual(MOST_DIFFERENT);
});

it('seen from afar, letters that another release draws count for nothing, and what moved counts', () => {
  const [letters, ground] = [card({}), card({ text: '' })];
  const redrawn = card({});
  for (const [at, value] of letters.data.entries())
    if (value !== ground.data[at]) redrawn.data[at] = value + 70;
  const fromAfar = (actual: ImageData) => differences(coarse(letters), coarse(actual))?.length;
  expect(differences(letters, redrawn)?.length).toBeGreaterThan(MOST_DIFFERENT);
  expect(fromAfar(redrawn)).toBeLessThanOrEqual(MOST_DIFFERENT);
  expect(fromAfar(card({ left: 120 }))).toBeGreaterThan(MOST_DIFFERENT);
  expect(fromAfar(card({ ground: '#1a2330' }))).toBeGreaterThan(MOST_DIFFERENT);
});

it('keeps a picture so that nothing differs', async () => {
  const kept = await readPicture(await writePicture(card({})));
  expect(differences(kept, card({}))).toEqual([]);
  expect(differences(kept, card({ text: '区内·禁设 23' }))?.length).toBeGreaterThan(MOST_DIFFERENT);
});
