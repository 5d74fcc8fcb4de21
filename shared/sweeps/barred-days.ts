import type { RoutedShift } from './routing.ts';

/**
 * Shifts in which nobody goes to a stop on a day that is barred to it. Shifts that bar the same stops of one list keep
 * sharing one: planning knows by it that they offer the same.
 */
export function withBarredDays(
  shifts: readonly RoutedShift[],
  dates: readonly (string | null)[],
  isBarred: (stop: number, date: string) => boolean,
): RoutedShift[] {
  const known = new Map<RoutedShift['spans'], Map<string, RoutedShift['spans']>>();
  return shifts.map((shift, i) => {
    const date = dates[i] ?? null;
    const barred =
      date === null ? [] : shift.spans.flatMap((_, stop) => (isBarred(stop, date) ? [stop] : []));
    if (barred.length === 0) return shift;
    const ofList = known.get(shift.spans) ?? new Map<string, RoutedShift['spans']>();
    known.set(shift.spans, ofList);
    const key = barred.join();
    const set = new Set(barred);
    const spans = ofList.get(key) ?? shift.spans.map((own, stop) => (set.has(stop) ? null : own));
    ofList.set(key, spans);
    return { ...shift, spans };
  });
}
