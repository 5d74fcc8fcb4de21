/**
 * How things were day by day, as columns: each entry is one thing in one state from the day `from` until before the day
 * `until`, both counted from the first day. Positions are in millionths of a degree.
 */
export interface PastColumns {
  readonly id: number[];
  readonly lng: number[];
  readonly lat: number[];
  readonly from: number[];
  readonly until: number[];
  /** Number of the severity (`severities`) or of the hazard's state (`hazardStates`). */
  readonly state: number[];
}

/** How many there were at the end of each day; `opened`, `closed`, `found` and `settled` happened on that day. */
export interface DailyCounts {
  /** Located venues that have not ended. */
  readonly inBusiness: number[];
  readonly opened: number[];
  readonly closed: number[];
  readonly violation: number[];
  readonly undetermined: number[];
  readonly supervised: number[];
  readonly supervisedDoubt: number[];
  readonly openHazards: number[];
  readonly found: number[];
  readonly settled: number[];
}
