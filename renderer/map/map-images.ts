import type { Map as MapLibre } from 'maplibre-gl';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { categoryIcons } from '../components/category-icons.ts';
import { severityShapes } from '../components/severity-mark.tsx';

/** Pixels of a mark, both ways. */
export const MARK_BOX = 20;
const RATIO = 3;
/** A plate with the category's icon, and the verdict's mark on its corner. */
const PLATE = { width: 32, height: 32, icon: 20, mark: 15 } as const;

/** Draws the marks of verdicts into the map's images at once; those with a category's icon when they are first wanted. */
export function addMarks(map: MapLibre): void {
  for (const severity of [...severities, 'doubt'] as const) {
    const pen = penOf(MARK_BOX, MARK_BOX);
    if (!pen) return;
    drawMark(pen, severity);
    keep(map, `mark-${severity}`, pen);
  }
  map.setMissingStyleImageResolver((id) => {
    const [, severity, category] = /^plate-([a-zA-Z]+)-([a-z_]+)$/.exec(id) ?? [];
    const known = severities.find((each) => each === severity);
    if (known && category && !map.hasImage(id)) drawPlate(map, id, known, category);
  });
}

export function drawMark(pen: OffscreenCanvasRenderingContext2D, severity: Severity | 'doubt'): void {
  const shape = severityShapes[severity];
  const outline = new Path2D(shape.outline);
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  pen.fillStyle = shape.hollow ? '#fff' : shape.colour;
  pen.strokeStyle = shape.hollow ? shape.colour : '#fff';
  pen.lineWidth = shape.hollow ? 2.4 : 1.6;
  pen.fill(outline);
  pen.stroke(outline);
  if (!shape.inner) return;
  pen.strokeStyle = shape.hollow ? shape.colour : '#fff';
  pen.lineWidth = 2.2;
  pen.stroke(new Path2D(shape.inner));
}

function drawPlate(map: MapLibre, id: string, severity: Severity, category: string): void {
  const pen = penOf(PLATE.width, PLATE.height);
  if (!pen) return;
  const { colour } = severityShapes[severity];
  const icon = categoryIcons[category];
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  // A category without an icon has the mark alone.
  if (icon) {
    pen.beginPath();
    pen.roundRect(2, 5, 25, 25, 6);
    pen.fillStyle = '#fff';
    pen.fill();
    pen.strokeStyle = colour;
    pen.lineWidth = 1.8;
    pen.stroke();
    pen.save();
    pen.translate(4.5, 7.5);
    pen.scale(PLATE.icon / 24, PLATE.icon / 24);
    pen.strokeStyle = '#1d2733';
    pen.lineWidth = 1.9;
    pen.stroke(new Path2D(icon));
    pen.restore();
  }
  const size = icon ? PLATE.mark : MARK_BOX;
  pen.translate(icon ? PLATE.width - size : (PLATE.width - size) / 2, icon ? 0 : (PLATE.height - size) / 2);
  pen.scale(size / MARK_BOX, size / MARK_BOX);
  drawMark(pen, severity);
  keep(map, id, pen);
}

function penOf(width: number, height: number): OffscreenCanvasRenderingContext2D | null {
  const canvas = new OffscreenCanvas(width * RATIO, height * RATIO);
  // The pixels are read back at once. A canvas on the graphics card would make that slow.
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  pen?.scale(RATIO, RATIO);
  return pen;
}

function keep(map: MapLibre, id: string, pen: OffscreenCanvasRenderingContext2D): void {
  const { width, height } = pen.canvas;
  map.addImage(id, pen.getImageData(0, 0, width, height), { pixelRatio: RATIO });
}
