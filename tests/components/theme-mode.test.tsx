import { useState } from 'react';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { cdp } from 'vitest/browser';
import { setThemeMode, useShade } from '../../renderer/components/theme-mode.ts';
import { show } from './support/show.tsx';

const showAs = async (value: 'light' | 'dark') =>
  await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });

afterEach(async () => {
  await cdp().send('Emulation.setEmulatedMedia', { features: [] });
  setThemeMode('light');
});

let drawAgain: () => void = () => undefined;

function Shown() {
  const shade = useShade();
  const [, setTurns] = useState(0);
  drawAgain = () => setTurns((turns) => turns + 1);
  return <output>{shade}</output>;
}

it('the page follows the system between light and dark, however busy it is', async () => {
  setThemeMode('system');
  await show(<Shown />);
  // As a busy screen is: drawn again all the time, also between a change and its telling.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    drawAgain();
    port2.postMessage(null);
  };
  port2.postMessage(null);
  onTestFinished(() => port1.close());
  for (let change = 0; change < 30; change += 1)
    for (const shade of ['dark', 'light'] as const) {
      await showAs(shade);
      await expect.poll(() => document.documentElement.dataset.theme).toBe(shade);
      await expect.poll(() => document.querySelector('output')?.textContent).toBe(shade);
    }
});
