import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Past } from '#shared/contract/history.ts';
import { emptyColumns, noCounts } from '#shared/history/count-days.ts';
import { TimeSlider } from '../../renderer/features/overview/time/time-slider.tsx';
import { SlideShow } from '../../renderer/features/reports/presenting/slide-show.tsx';
import { show } from './support/show.tsx';

const counts = noCounts(10);
counts.opened[4] = 3;
const past: Past = {
  ...{ from: '2026-11-01', to: '2026-11-10', begun: '2026-11-01' },
  ...{ venues: emptyColumns(), hazards: emptyColumns(), counts, lost: [], untold: null, whole: true },
};

function Slider() {
  const [day, setDay] = useState(9);
  return <TimeSlider past={past} day={day} onDay={setDay} />;
}

it('the days are gone through by keys, by where something happened, and played to the last', async () => {
  await show(<Slider />);
  const slider = page.getByRole('slider', { name: '日期' });
  await slider.click();
  await userEvent.keyboard('{Home}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '2026-11-01');
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '2026-11-03');
  await page.getByRole('button', { name: '下一个有变化的日子' }).click();
  await expect.element(page.getByText('2026-11-05')).toBeVisible();
  await expect.element(page.getByRole('button', { name: '下一个有变化的日子' })).toBeDisabled();
  slider.element().focus();
  await userEvent.keyboard(' ');
  await expect.element(slider).toHaveAttribute('aria-valuetext', '2026-11-10');
  await expect.element(page.getByRole('button', { name: '播放' })).toBeVisible();
});

const slides = [1, 2, 3].map((number) => ({
  title: `第${number}张`,
  svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><text x="20" y="40">${number}</text></svg>`,
  ...{ width: 320, height: 180 },
  spots: [
    {
      box: { x: 10, y: 10, width: 100, height: 60 },
      label: `隐患 ${number}`,
      opens: { kind: 'school' as const, id: number },
    },
  ],
}));

function Show({ onEnd }: { onEnd: () => void }) {
  const [number, setNumber] = useState(1);
  return <SlideShow slides={slides} number={number} onNumber={setNumber} onEnd={onEnd} />;
}

it('slides go on by key, a figure opens its rows by key, and Esc ends them', async () => {
  location.hash = '';
  const onEnd = vi.fn();
  await show(<Show onEnd={onEnd} />);
  const at = (number: number) =>
    expect.element(page.getByRole('region', { name: new RegExp(`第 ${number} 页，共 3 页`) })).toBeVisible();
  await at(1);
  for (const [key, number] of [
    ['{ArrowRight}', 2],
    [' ', 3],
    ['{PageDown}', 3],
    ['{PageUp}', 2],
    ['{ArrowLeft}', 1],
    ['{End}', 3],
    ['{Home}', 1],
    ['{PageDown}', 2],
  ] as const) {
    await userEvent.keyboard(key);
    await at(number);
  }
  await userEvent.keyboard('{Tab}');
  await expect.element(page.getByRole('button', { name: '隐患 2，打开明细' })).toHaveFocus();
  await userEvent.keyboard(' ');
  await at(2);
  expect(location.hash).toBe('#/map/school/2');
  await userEvent.keyboard('{Escape}');
  expect(onEnd).toHaveBeenCalled();
  location.hash = '';
});
