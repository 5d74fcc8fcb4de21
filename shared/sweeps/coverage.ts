/** Schools whose zone was swept in a period, over all schools. */
export interface Coverage {
  readonly swept: number;
  readonly total: number;
  /** 0 to 1; 0 where there is no school. */
  readonly share: number;
}

/** A school counts as swept when at least one stop for it was visited in the period. */
export function coverageOf(allSchools: ReadonlySet<number>, visitedSchools: ReadonlySet<number>): Coverage {
  const swept = [...visitedSchools].filter((id) => allSchools.has(id)).length;
  return { swept, total: allSchools.size, share: allSchools.size === 0 ? 0 : swept / allSchools.size };
}
