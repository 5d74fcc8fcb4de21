import type { HazardRow } from '#shared/contract/ledger.ts';
import type { Reminder } from '#shared/ledger/due-dates.ts';
import { type HazardState, isOpen } from '#shared/ledger/hazard.ts';

/** Which hazards the reader asks for. */
export interface HazardChoice {
  /** Null where the view shows every state. */
  readonly state: 'all' | 'open' | HazardState | null;
  readonly text: string;
  /** Null for every source. */
  readonly source: string | null;
  /** A reminder that was clicked counts whatever the state is. */
  readonly reminder: Reminder | null;
}

export function shownHazards(
  hazards: readonly HazardRow[],
  { state, text, source, reminder }: HazardChoice,
): HazardRow[] {
  return hazards.filter(
    (row) =>
      (reminder ? row.reminders.includes(reminder) : isIn(row, state)) &&
      (source === null || row.source === source) &&
      namesText(row, text),
  );
}

function isIn(row: HazardRow, state: HazardChoice['state']): boolean {
  if (state === null || state === 'all') return true;
  return state === 'open' ? isOpen(row.state) : row.state === state;
}

function namesText(row: HazardRow, text: string): boolean {
  const { placeName, schoolName, description, code, responsibleBody, sourceNumber } = row;
  return [placeName, schoolName ?? '', description, code, responsibleBody, sourceNumber].some((value) =>
    value.includes(text),
  );
}
