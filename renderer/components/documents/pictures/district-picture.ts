import type { OutputOf } from '#shared/contract/contract.ts';
import { extendBounds, type LngLatBounds } from '#shared/geodesy/units.ts';
import { centreOf, leastScale, mapFrame } from '#shared/sheets/map-frame.ts';
import { drawGround } from './ground.ts';
import { drawEdge, drawOnPaper, drawSpot, MAP, type PaperPicture } from './paper-pen.ts';

const LEAST_SCALE = 1000;

/** All schools, swept or not, and where hazards are open; null where nothing has a position. */
export async function drawDistrict({
  schools,
  hazards,
}: OutputOf<'documents.spots'>): Promise<PaperPicture | null> {
  const bounds = [...schools.map(({ position }) => position), ...hazards].reduce<LngLatBounds | null>(
    (box, place) => extendBounds(box, place),
    null,
  );
  if (!bounds) return null;
  const scale = Math.max(LEAST_SCALE, leastScale(bounds, MAP.width, MAP.height, MAP.margin));
  const frame = mapFrame(centreOf(bounds), MAP.width, MAP.height, scale);
  return drawOnPaper(MAP.width, MAP.height, async (pen) => {
    await drawGround(pen, frame, 0, 0);
    for (const { position, swept } of schools)
      drawSpot(pen, frame.toPaper(position), 1.5, swept ? '#1f5fae' : '#fff', '#1f5fae');
    for (const position of hazards) drawSpot(pen, frame.toPaper(position), 1, '#c62f3b', '#fff');
    drawLegend(pen);
    drawEdge(pen, 0, 0, MAP.width, MAP.height);
  });
}

function drawLegend(pen: CanvasRenderingContext2D): void {
  const top = MAP.height - 16;
  pen.fillStyle = 'rgb(255 255 255 / 90%)';
  pen.fillRect(2, top, 30, 14);
  const entries = [
    ['已整治学校', 1.5, '#1f5fae', '#1f5fae'],
    ['未整治学校', 1.5, '#fff', '#1f5fae'],
    ['未结隐患', 1, '#c62f3b', '#fff'],
  ] as const;
  for (const [i, [text, radius, fill, edge]] of entries.entries()) {
    const y = top + 3 + 4 * i;
    drawSpot(pen, [5, y], radius, fill, edge);
    pen.fillStyle = '#111';
    pen.font = `3px ${getComputedStyle(document.body).fontFamily}`;
    pen.textBaseline = 'middle';
    pen.fillText(text, 8, y);
  }
}
