import type { OutputOf } from '#shared/contract/contract.ts';
import type { Duty } from '#shared/contract/facilities.ts';
import { readWeekdays } from '#shared/facilities/duty-days.ts';

export type DutyRow = OutputOf<'duties.list'>[number];

/**
 * The gates that have all words of a text in their own name or in one of their posts: who stands there or stands in, for
 * which body, where. 周三 finds those that have somebody on Wednesdays.
 */
export function findDuties(rows: readonly DutyRow[], text: string): readonly DutyRow[] {
  const wanted = text.split(/\s+/).filter((word) => word !== '');
  if (wanted.length === 0) return rows;
  const days = wanted.flatMap((word) => readWeekdays(word) ?? []);
  const words = wanted.filter((word) => readWeekdays(word) === null);
  return rows.filter((row) => {
    const gate = [row.schoolName, row.gateName, row.town ?? ''];
    if (days.length === 0 && hasAll(gate, words)) return true;
    return row.duties.some(
      (duty) =>
        days.every((day) => duty.weekdays.includes(day)) && hasAll([...gate, ...wordsOf(duty)], words),
    );
  });
}

function wordsOf({ period, post, body, person, substitute }: Duty): string[] {
  return [period, post, body, person, substitute];
}

function hasAll(texts: readonly string[], words: readonly string[]): boolean {
  return words.every((word) => texts.some((text) => text.includes(word)));
}
