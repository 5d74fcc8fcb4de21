import type { BlankGrid } from '#shared/blanks/blank-grid.ts';
import type { Replacement } from '#shared/blanks/caption-blanks.ts';

/** A blank form that is filled in place: what is not written stays as it is. Grids are known by their number. */
export interface BlankFile {
  readonly extension: '.xlsx' | '.docx';
  /** How it stands now. */
  grids(): readonly BlankGrid[];
  /**
   * Puts rows under one that look like it, with its words where they are asked for; what is beneath moves down, and
   * formulas over it take them in.
   */
  addRows(grid: number, after: number, count: number, withWords?: boolean): void;
  /** Writes into a cell that has no formula. */
  write(grid: number, row: number, column: number, value: string | number): void;
  /** Writes stretches of a cell's text anew. */
  replace(grid: number, row: number, column: number, replacements: readonly Replacement[]): void;
  toBytes(): Uint8Array;
}
