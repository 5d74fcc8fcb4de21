/** How long automatic backups are kept: every one of the last days, then one a week, then one a month. */
const DAYS = 7;
const WEEKS = 8;
const MONTHS = 12;

/** A backup by its name and the day that it was made on, YYYY-MM-DD. */
export interface DatedBackup {
  readonly name: string;
  readonly day: string;
}

/**
 * Names of the backups that may be deleted on a day. Of each day, week and month the latest backup is kept;
 * the latest of all is never deleted.
 */
export function outlived(backups: readonly DatedBackup[], today: string): string[] {
  const ordered = [...backups].sort((a, b) => (a.name < b.name ? 1 : -1));
  const kept = new Set<string>();
  const taken = new Set<string>();
  for (const { name, day } of ordered) {
    const age = dayNumber(today) - dayNumber(day);
    const span =
      age < DAYS
        ? `day ${day}`
        : age < WEEKS * 7
          ? `week ${Math.floor((dayNumber(day) + 3) / 7)}`
          : age < MONTHS * 31
            ? `month ${day.slice(0, 7)}`
            : null;
    if (kept.size > 0 && (span === null || taken.has(span))) continue;
    kept.add(name);
    if (span !== null) taken.add(span);
  }
  return ordered.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
}

/** Days since 1970-01-01, a Thursday: weeks begin three days before it. */
function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
}
