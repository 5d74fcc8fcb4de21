import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { GroundMap } from '../../renderer/components/ground-map.tsx';
import { setThemeMode } from '../../renderer/components/theme-mode.ts';
import { startMapEngine } from '../../renderer/map/engine.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const nothing = { type: 'FeatureCollection' as const, features: [] };
const canvas = () => document.querySelector<HTMLCanvasElement>('.maplibregl-canvas');
const isReady = () => document.querySelector<HTMLElement>('.map-canvas')?.dataset.ready;

it('graphics that stop are told over the map, which is opened again, in the dark as well', async () => {
  await town.open();
  startMapEngine();
  setThemeMode('dark');
  await show(
    <div style={{ position: 'relative', width: 800, height: 600 }}>
      <GroundMap sketch={nothing} bounds={null} />
    </div>,
  );
  await expect.poll(isReady).toBe('true');
  const first = canvas();
  first?.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  const told = page.getByRole('alert');
  await expect.element(told.getByText(/显卡停止了绘图/)).toBeVisible();
  await told.getByRole('button', { name: '重新打开地图' }).click();
  await expect.poll(isReady).toBe('true');
  await expect.poll(() => document.querySelector('.map-lost')).toBeNull();
  expect(canvas()).not.toBe(first);
  setThemeMode('light');
  await expect.poll(isReady).toBe('true');
});
