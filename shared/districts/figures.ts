import { z } from 'zod';

/**
 * What a district counts on a day, each figure as its own overview shows it: of schools, located and other venues, findings,
 * hazards, and of sweeps in the span that is due.
 */
export const districtFiguresSchema = z.object({
  schools: z.number(),
  venues: z.number(),
  unlocated: z.number(),
  /** 区内·禁设, and of those never visited; 待实测. */
  violations: z.number(),
  unvisited: z.number(),
  undetermined: z.number(),
  /** All that count, those still to be put right, past their day, under 挂牌督办, closed. */
  hazards: z.number(),
  open: z.number(),
  overdue: z.number(),
  listed: z.number(),
  closed: z.number(),
  /** Schools whose surroundings were swept as often as is due, and visits, in the span. */
  swept: z.number(),
  visits: z.number(),
});
export type DistrictFigures = z.infer<typeof districtFiguresSchema>;

/** A day of one district. */
export interface DistrictDay {
  readonly district: number;
  readonly day: string;
  readonly figures: DistrictFigures;
}

/**
 * All districts together on each of the days on which any was reported, in their order. A district stands as it was reported
 * last before; `districts` says how many had been by then.
 */
export function sumByDay(
  rows: readonly DistrictDay[],
): { readonly day: string; readonly districts: number; readonly figures: DistrictFigures }[] {
  const known = new Map<number, DistrictFigures>();
  const days = [...new Set(rows.map(({ day }) => day))].toSorted();
  return days.map((day) => {
    for (const row of rows) if (row.day === day) known.set(row.district, row.figures);
    return { day, districts: known.size, figures: sumOf([...known.values()]) };
  });
}

function sumOf(all: readonly DistrictFigures[]): DistrictFigures {
  const sum = (key: keyof DistrictFigures) => all.reduce((total, figures) => total + figures[key], 0);
  return {
    schools: sum('schools'),
    venues: sum('venues'),
    unlocated: sum('unlocated'),
    violations: sum('violations'),
    unvisited: sum('unvisited'),
    undetermined: sum('undetermined'),
    hazards: sum('hazards'),
    open: sum('open'),
    overdue: sum('overdue'),
    listed: sum('listed'),
    closed: sum('closed'),
    swept: sum('swept'),
    visits: sum('visits'),
  };
}
