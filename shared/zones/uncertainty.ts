import { z } from 'zod';
import type { Metres } from '../geodesy/units.ts';

export const positionSourceSchema = z.enum([
  'surveyed',
  'imagery',
  'gnss',
  'registry',
  'street_number',
  'area',
  'unknown',
]);
export type PositionSource = z.infer<typeof positionSourceSchema>;

/** Standard error of a position by its source, in metres. */
export const sigmasSchema = z.record(positionSourceSchema, z.number().min(0.1).max(1000));
export type Sigmas = z.infer<typeof sigmasSchema>;

/** Standard errors of the project's domain model; a workspace may have its own. */
export const defaultSigmas: Sigmas = {
  surveyed: 0.5,
  imagery: 5,
  gnss: 5,
  registry: 10,
  street_number: 25,
  area: 150,
  unknown: 50,
};

export const positionSourceNames: Record<PositionSource, string> = {
  surveyed: '实测',
  imagery: '影像勾绘',
  gnss: '卫星定位',
  registry: '登记坐标',
  street_number: '门牌地址匹配',
  area: '道路或片区级地址',
  unknown: '来源不明',
};

/** A school known by one point only stands for a whole campus: its sigma is at least this. */
export const SCHOOL_POINT_SIGMA: Metres = 50;

/** A position this coarse can never prove 区内 by itself. */
export function isCoarse(source: PositionSource): boolean {
  return source === 'area' || source === 'unknown';
}

/** Sources by their standard error, the least first. */
const byError = (['gnss', 'registry', 'street_number', 'area'] as const).map((source) => ({
  source,
  sigma: defaultSigmas[source],
}));
/** A tenth more than a source's own error does not make another source of it. */
const SLACK = 1.1;

/** The source whose error a position of `source` has once something else adds `sigma` metres to it. */
export function coarsened(source: PositionSource, sigma: Metres): PositionSource {
  const needed = combinedSigma(defaultSigmas[source], sigma);
  if (needed <= defaultSigmas[source] * SLACK) return source;
  return byError.find((entry) => entry.sigma * SLACK >= needed)?.source ?? 'area';
}

/** Standard error of a distance between two positions, in metres. */
export function combinedSigma(a: Metres, b: Metres): Metres {
  return Math.sqrt(a * a + b * b);
}
