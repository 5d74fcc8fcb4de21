import type { FilledTable } from '../documents/paper-blocks.ts';
import type { Annex } from './annexes.ts';

/** A part of a case file: its heading, a table, and what is said beneath. */
export interface CasePart {
  readonly title: string;
  readonly table: FilledTable;
  readonly notes: readonly string[];
}

/** What a case holds: what it is about, the facts of its cover, its parts, and the files beside it. */
export interface CaseContent {
  readonly name: string;
  readonly facts: readonly (readonly [title: string, text: string])[];
  readonly parts: readonly CasePart[];
  readonly annexes: readonly Annex[];
}

/** Columns of a part, as wide as their shares say. */
export const columns = (...told: readonly (readonly [title: string, share: number])[]) =>
  told.map(([title, share]) => ({ title, share }));
