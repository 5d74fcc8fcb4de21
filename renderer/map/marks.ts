import type { Map as MapLibre } from 'maplibre-gl';
import { severities } from '#shared/zones/verdict.ts';
import { severityShapes } from '../components/severity-mark.tsx';

const BOX = 20;
const RATIO = 3;

/** Draws the four verdict marks into the map's images. */
export function addMarks(map: MapLibre): void {
  for (const severity of severities) {
    const shape = severityShapes[severity];
    const canvas = new OffscreenCanvas(BOX * RATIO, BOX * RATIO);
    // Read back at once: a canvas on the graphics card would have to be waited for.
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (!pen) return;
    pen.scale(RATIO, RATIO);
    pen.lineJoin = 'round';
    pen.lineCap = 'round';
    const outline = new Path2D(shape.outline);
    pen.fillStyle = shape.hollow ? '#fff' : shape.colour;
    pen.strokeStyle = shape.hollow ? shape.colour : '#fff';
    pen.lineWidth = shape.hollow ? 2.4 : 1.6;
    pen.fill(outline);
    pen.stroke(outline);
    if (shape.inner) {
      pen.strokeStyle = '#fff';
      pen.lineWidth = 2.2;
      pen.stroke(new Path2D(shape.inner));
    }
    map.addImage(`mark-${severity}`, pen.getImageData(0, 0, canvas.width, canvas.height), {
      pixelRatio: RATIO,
    });
  }
}
