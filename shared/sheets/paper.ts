import { z } from 'zod';

/** Paper millimetres. */
export type Millimetres = number;

/** ISO 216, upright. */
const paperSizes = {
  A4: [210, 297],
  A3: [297, 420],
  A2: [420, 594],
  A1: [594, 841],
  A0: [841, 1189],
} as const;
export const paperNames = ['A4', 'A3', 'A2', 'A1', 'A0'] as const;
export type PaperName = (typeof paperNames)[number];

/** What the largest plotters take; PDF readers take 200 inches. */
const SHORTEST: Millimetres = 100;
const LONGEST: Millimetres = 5000;

const length = z
  .number()
  .min(SHORTEST, { error: `纸张边长至少 ${SHORTEST} 毫米` })
  .max(LONGEST, { error: `纸张边长最多 ${LONGEST} 毫米（5 米）` });

export const paperSchema = z.object({
  size: z.enum([...paperNames, 'custom']),
  landscape: z.boolean().default(true),
  /** Of custom paper, as it lies. */
  width: length.optional(),
  height: length.optional(),
});
export type Paper = z.infer<typeof paperSchema>;

export interface Size {
  readonly width: Millimetres;
  readonly height: Millimetres;
}

/** Paper as it lies. */
export function sizeOfPaper({ size, landscape, width, height }: Paper): Size {
  if (size === 'custom') return { width: width ?? 297, height: height ?? 210 };
  const [short, long] = paperSizes[size];
  return landscape ? { width: long, height: short } : { width: short, height: long };
}

/** The paper that size and direction have in words: A1 横向. */
export function paperTitle(paper: Paper): string {
  const { width, height } = sizeOfPaper(paper);
  return paper.size === 'custom'
    ? `${width} × ${height} 毫米`
    : `${paper.size} ${paper.landscape ? '横向' : '纵向'}`;
}

const A4_DIAGONAL = Math.hypot(210, 297);

/**
 * How much larger letters and symbols are than on A4: a wall map is read from further away, but never from
 * as much further as it is larger. Templates give places in such units.
 */
export function unitOf({ width, height }: Size): number {
  return Math.sqrt(Math.hypot(width, height) / A4_DIAGONAL);
}

/** Dots an inch of pictures on a sheet: 300, and 200 beyond A1. */
export function resolutionOf({ width, height }: Size): number {
  const [short, long] = paperSizes.A1;
  const slack = 1;
  return Math.min(width, height) > short + slack || Math.max(width, height) > long + slack ? 200 : 300;
}
