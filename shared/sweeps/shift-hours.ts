import { type Minutes, type RoutedShift, type RoutingProblem, spanAt, spansAt, stopAt } from './routing.ts';

/** When the visits of a shift may begin, in flat arrays: asked for millions of times. */
export class ShiftHours {
  readonly #shift: RoutedShift;
  /** By stop, when a visit may begin at the earliest and at the latest; never where the latest is before the earliest. */
  readonly opens: Float64Array;
  readonly latest: Float64Array;
  /** Whether there are times in between at which it may not. */
  readonly #several: Uint8Array;
  readonly #minutes: Float64Array;

  constructor(problem: RoutingProblem, shift: RoutedShift) {
    const { stops } = problem;
    this.#shift = shift;
    this.opens = new Float64Array(stops.length);
    this.latest = new Float64Array(stops.length);
    this.#several = new Uint8Array(stops.length);
    this.#minutes = Float64Array.from(stops, ({ minutes }) => minutes);
    for (const stop of stops.keys()) {
      const spans = spansAt(shift, stop);
      const { minutes } = stopAt(problem, stop);
      const fitting = (spans?.length === 0 ? [[shift.from, shift.until] as const] : (spans ?? [])).flatMap(
        ([opens, closes]) => {
          const last = Math.min(closes, shift.until) - minutes;
          return last >= opens ? [[opens, last] as const] : [];
        },
      );
      this.opens[stop] = Math.min(...fitting.map(([opens]) => opens));
      this.latest[stop] = Math.max(...fitting.map(([, last]) => last));
      this.#several[stop] = fitting.length > 1 ? 1 : 0;
    }
  }

  /** When a visit begins if the team is there at a time; infinity where it is too late. */
  begin(stop: number, arrives: Minutes): Minutes {
    if (this.#several[stop] === 1) {
      const span = spanAt(arrives, this.#minutes[stop] ?? 0, spansAt(this.#shift, stop), this.#shift.until);
      return span ? Math.max(arrives, span[0]) : Number.POSITIVE_INFINITY;
    }
    const begins = Math.max(arrives, this.opens[stop] ?? 0);
    return begins <= (this.latest[stop] ?? 0) ? begins : Number.POSITIVE_INFINITY;
  }
}
