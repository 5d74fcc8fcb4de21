import type { ReactNode } from 'react';
import type { HazardRow } from '#shared/contract/ledger.ts';
import { type Reminder, reminderNames } from '#shared/ledger/due-dates.ts';
import { keysOf } from '#shared/lists/record.ts';

/** Figures of what is still to be done; a click shows the hazards. */
export function Reminders({
  rows,
  chosen,
  onChoose,
  children,
}: {
  rows: readonly HazardRow[];
  chosen: Reminder | null;
  onChoose: (reminder: Reminder | null) => void;
  children: ReactNode;
}) {
  return (
    <div className="reminders">
      {keysOf(reminderNames).map((reminder) => {
        const count = rows.filter(({ reminders }) => reminders.includes(reminder)).length;
        return (
          <button
            key={reminder}
            type="button"
            aria-pressed={chosen === reminder}
            disabled={count === 0}
            className={reminder === 'overdue' && count > 0 ? 'reminder reminder-late' : 'reminder'}
            onClick={() => onChoose(chosen === reminder ? null : reminder)}
          >
            {reminderNames[reminder]} <strong className="number">{count}</strong>
          </button>
        );
      })}
      <span className="reminders-end">{children}</span>
    </div>
  );
}
