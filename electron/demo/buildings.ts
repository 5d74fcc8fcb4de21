import { part, type Quad, ring, sizeOf, within, type XY } from './plane.ts';
import type { Random } from './seeded-choice.ts';

/** Closed outlines of buildings. */
type Outlines = XY[][];

/** Rows of slabs along the south side of an estate's paths. */
export function slabs(block: Quad, random: Random): Outlines {
  const { width, height } = sizeOf(block);
  const rows = Math.floor((height - 24) / 34);
  const columns = Math.max(2, Math.floor((width - 20) / 66));
  const outlines: Outlines = [];
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      if (random.next() < 0.07) continue;
      const s0 = (14 + c * ((width - 20) / columns)) / width;
      const length = Math.min(random.between(44, 56), (width - 20) / columns - 9) / width;
      const t0 = (14 + r * ((height - 24) / rows) + random.between(0, 5)) / height;
      outlines.push(ring(part(block, s0, s0 + length, t0, t0 + 12.5 / height)));
    }
  }
  return outlines;
}

/** Close-built houses of the town's centre, some of them angled. */
export function shopBlocks(block: Quad, random: Random): Outlines {
  const { width, height } = sizeOf(block);
  const columns = Math.max(3, Math.round(width / 52));
  const rows = Math.max(3, Math.round(height / 52));
  const outlines: Outlines = [];
  for (let c = 0; c < columns; c++) {
    for (let r = 0; r < rows; r++) {
      if (random.next() < 0.2) continue;
      const gap = random.between(0.09, 0.2);
      const [s0, s1] = [(c + gap) / columns, (c + 1 - gap) / columns];
      const building = part(block, s0, s1, (r + gap) / rows, (r + 1 - gap) / rows);
      outlines.push(random.next() < 0.4 ? ellOf(building) : ring(building));
    }
  }
  return outlines;
}

/** Large halls of an industrial block. */
export function halls(block: Quad, random: Random): Outlines {
  const columns = 3;
  const outlines: Outlines = [];
  for (let c = 0; c < columns; c++) {
    outlines.push(ring(part(block, (c + 0.1) / columns, (c + 0.86) / columns, 0.1, 0.44)));
    if (random.next() < 0.75)
      outlines.push(ring(part(block, (c + 0.1) / columns, (c + 0.7) / columns, 0.56, 0.88)));
  }
  return outlines;
}

export function kindergartenBuildings(campus: Quad): Outlines {
  return [ellOf(part(campus, 0.16, 0.84, 0.4, 0.86))];
}

/** Three teaching wings and the corridor that joins them. */
export function schoolBuildings(campus: Quad): Outlines {
  const wings = [0.16, 0.42, 0.68].map((t) => ring(part(campus, 0.09, 0.46, t, t + 0.12)));
  return [...wings, ring(part(campus, 0.09, 0.15, 0.28, 0.7))];
}

/** Slabs in the part of a block that a campus leaves. */
export function neighbours(block: Quad, share: number): Outlines {
  const { height } = sizeOf(block);
  const rows = Math.floor((height - 20) / 36);
  return Array.from({ length: rows }, (_, r) => {
    const t0 = (12 + r * ((height - 20) / rows)) / height;
    return ring(part(block, share + 0.05, Math.min(0.97, share + 0.27), t0, t0 + 13 / height));
  });
}

/** A quad with a corner cut out. */
function ellOf(quad: Quad): XY[] {
  return ring([
    within(quad, 0, 0),
    within(quad, 1, 0),
    within(quad, 1, 0.42),
    within(quad, 0.46, 0.42),
    within(quad, 0.46, 1),
    within(quad, 0, 1),
  ]);
}
