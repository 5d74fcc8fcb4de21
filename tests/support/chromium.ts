import { existsSync } from 'node:fs';

/** Flags with which Chromium, and Electron, draw WebGL without a graphics card. */
export const softwareWebGl = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];

/**
 * How a window is drawn: `real` as people have it; `plain` without motion, for what moves may move away between a look
 * and a click, put together by the processor itself, which takes half the time where that draws everything, and with a
 * quarter of the pixels for the same layout.
 */
export type Drawing = 'plain' | 'real';
export const PLAIN_SCALE = 0.5;
export const plainDrawing = [
  '--disable-gpu-compositing',
  '--force-prefers-reduced-motion',
  `--force-device-scale-factor=${PLAIN_SCALE}`,
];

/** Flags with which Debian's Chromium draws here and stays off the network. */
export const chromiumArguments = [
  ...softwareWebGl,
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** An installed Chromium or Chrome; null where there is none. */
export function chromiumPath(): string | null {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  return known.find((path) => path !== undefined && existsSync(path)) ?? null;
}
