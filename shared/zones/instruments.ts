import { z } from 'zod';
import type { Metres } from '../geodesy/units.ts';

export const instrumentSchema = z.enum(['total_station', 'gnss_rtk', 'laser', 'tape', 'wheel']);
export type Instrument = z.infer<typeof instrumentSchema>;

export const instrumentNames: Record<Instrument, string> = {
  total_station: '全站仪',
  gnss_rtk: '卫星定位（RTK）',
  laser: '手持激光测距仪',
  tape: '钢卷尺',
  wheel: '轮式测距仪',
};

/**
 * Usual standard errors when a distance between two doors is measured: pointing at the ends and reading
 * (metres a stretch), and a share of the length. Working values of this project, to be replaced on entry
 * by those of the instrument's calibration certificate.
 */
const accuracies: Record<Instrument, { readonly stretch: Metres; readonly share: number }> = {
  total_station: { stretch: 0.02, share: 0 },
  gnss_rtk: { stretch: 0.05, share: 0 },
  laser: { stretch: 0.03, share: 0 },
  tape: { stretch: 0.03, share: 0.0003 },
  wheel: { stretch: 0.1, share: 0.005 },
};

/** Standard error in metres of a length measured in so many stretches. */
export function surveySigma(instrument: Instrument, length: Metres, stretches: number): Metres {
  const { stretch, share } = accuracies[instrument];
  return Math.sqrt(stretch * stretch * Math.max(1, stretches) + share * share * length * length);
}
