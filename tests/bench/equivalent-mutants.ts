/** A mutant that no test can notice, because the program does the same with it. */
export interface EquivalentMutant {
  readonly file: string;
  /** The line on which it begins, without indent. */
  readonly line: string;
  /** What is replaced and by what, with single spaces. */
  readonly code: string;
  readonly becomes: string;
  /** Why nothing changes. */
  readonly reason: string;
}

/** Found by hand, each with its reason; the benchmark fails where one is none any more. */
export const equivalentMutants: readonly EquivalentMutant[] = [];
