import { partsOf } from '#shared/facilities/facility-index.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';

/** A picture as a data URL, and its size in dots. */
export interface PaperPicture {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Maps of documents, in millimetres of paper. */
export const MAP = { width: 156, height: 100, margin: 6 } as const;

/** Dots a millimetre. */
export const DOTS = 8;

type Place = readonly [x: number, y: number];

/** Draws a picture of some millimetres with a pen in millimetres; null where the browser has no pen. */
export async function drawOnPaper(
  width: number,
  height: number,
  draw: (pen: CanvasRenderingContext2D) => Promise<void>,
): Promise<PaperPicture | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * DOTS);
  canvas.height = Math.round(height * DOTS);
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.scale(DOTS, DOTS);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  await draw(pen);
  return { url: canvas.toDataURL('image/png'), width: canvas.width, height: canvas.height };
}

export function drawSpot(
  pen: CanvasRenderingContext2D,
  [x, y]: Place,
  radius: number,
  fill: string,
  edge: string,
): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = edge;
  pen.lineWidth = 0.4;
  pen.stroke();
}

/** Draws a shape into a frame whose corner is the pen's origin. */
export function drawShape(
  pen: CanvasRenderingContext2D,
  frame: MapFrame,
  geometry: GeoJSON.Geometry,
  look: { fill?: string; edge: string; width: number; dashes?: number[] },
): void {
  const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
  pen.beginPath();
  for (const part of partsOf(geometry)) {
    for (const [i, place] of part.entries()) {
      const [x, y] = frame.toPaper(place);
      if (i === 0) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    if (isArea) pen.closePath();
  }
  if (look.fill && isArea) {
    pen.fillStyle = look.fill;
    pen.fill();
  }
  pen.strokeStyle = look.edge;
  pen.lineWidth = look.width;
  pen.setLineDash(look.dashes ?? []);
  pen.stroke();
  pen.setLineDash([]);
}

/** Words to the right of a place, on a white edge so that they read over a map. */
export function drawLabel(pen: CanvasRenderingContext2D, text: string, [x, y]: Place, size: number): void {
  pen.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = 'middle';
  pen.lineWidth = size * 0.3;
  pen.strokeStyle = '#fff';
  pen.strokeText(text, x, y);
  pen.fillStyle = '#111';
  pen.fillText(text, x, y);
}

/** A bar of round metres, its left end at a place. */
export function drawScale(pen: CanvasRenderingContext2D, frame: MapFrame, x: number, y: number): void {
  const metres = [20, 50, 100, 200].find((each) => (each * 1000) / frame.scale >= 12) ?? 200;
  const length = (metres * 1000) / frame.scale;
  pen.fillStyle = 'rgb(255 255 255 / 85%)';
  pen.fillRect(x - 1.5, y - 4.5, length + 3, 6.5);
  pen.strokeStyle = '#111';
  pen.lineWidth = 0.4;
  pen.beginPath();
  pen.moveTo(x, y - 1);
  pen.lineTo(x, y);
  pen.lineTo(x + length, y);
  pen.lineTo(x + length, y - 1);
  pen.stroke();
  drawLabel(pen, `${metres} m`, [x + length / 2 - 3, y - 2.6], 2.6);
}

/** The thin line around a map. */
export function drawEdge(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  pen.strokeStyle = '#111';
  pen.lineWidth = 0.5;
  pen.strokeRect(x + 0.25, y + 0.25, width - 0.5, height - 0.5);
}
