import type { Millimetres } from './paper.ts';

/** A text to be set near an anchor; `width` and `height` are those of the text on paper. */
export interface Label {
  readonly id: number;
  readonly x: Millimetres;
  readonly y: Millimetres;
  readonly width: Millimetres;
  readonly height: Millimetres;
}

/** Where the middle of a label goes. */
export interface PlacedLabel {
  readonly id: number;
  readonly x: Millimetres;
  readonly y: Millimetres;
}

/** Tried in this order, in label heights and half widths from the anchor: on it, below, above, right, left. */
const offsets: readonly (readonly [halfWidths: number, heights: number])[] = [
  [0, 0],
  [0, 1.2],
  [0, -1.2],
  [1.15, 0],
  [-1.15, 0],
];

/**
 * Places labels one after another, the first given having the first choice, so that none covers another
 * and all stay inside the frame. A label that finds no room is left out rather than printed unreadably.
 */
export function placeLabels(
  labels: readonly Label[],
  width: Millimetres,
  height: Millimetres,
): PlacedLabel[] {
  const taken: Label[] = [];
  return labels.flatMap((label) => {
    for (const [dx, dy] of offsets) {
      const half = label.width / 2;
      const x = Math.min(Math.max(label.x + dx * half, half + 1), width - half - 1);
      const y = Math.min(Math.max(label.y + dy * label.height, label.height), height - label.height);
      const box = { ...label, x, y };
      if (taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      return [{ id: label.id, x, y }];
    }
    return [];
  });
}

function overlaps(a: Label, b: Label): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
}
