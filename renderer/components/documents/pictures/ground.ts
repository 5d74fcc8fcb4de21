import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { client } from '../../../client/client.ts';
import { type BaseDrawer, openBaseDrawer } from '../../../map/base-image.ts';
import { DOTS } from './paper-pen.ts';

/** Pictures are drawn one after another. The hidden map is kept for a while, so that the next one can use it. */
let open: { drawer: BaseDrawer | null; timer: ReturnType<typeof setTimeout> } | null = null;
const KEPT_OPEN_MS = 8000;

async function baseDrawer(): Promise<BaseDrawer | null> {
  const known = open;
  if (known) clearTimeout(known.timer);
  const drawer = known
    ? known.drawer
    : openBaseDrawer(await client.call('basemaps.list', {}), (DOTS * 25.4) / 96);
  const timer = setTimeout(() => {
    drawer?.close();
    open = null;
  }, KEPT_OPEN_MS);
  open = { drawer, timer };
  return drawer;
}

/** The base maps of a frame, its corner at some millimetres. */
export async function drawGround(
  pen: CanvasRenderingContext2D,
  frame: MapFrame,
  x: number,
  y: number,
): Promise<void> {
  pen.fillStyle = '#fbfaf7';
  pen.fillRect(x, y, frame.width, frame.height);
  const drawer = await baseDrawer();
  const base = await drawer?.draw(frame.bounds, Math.round((frame.width * 96) / 25.4)).catch(() => null);
  if (!base) return;
  pen.globalAlpha = 0.75;
  pen.drawImage(base, x, y, frame.width, frame.height);
  pen.globalAlpha = 1;
}
