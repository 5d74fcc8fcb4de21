import { groupBy } from '../lists/group-by.ts';
import { isPatrol, type Standing } from './duty-roster.ts';

/** Somebody at a post of a gate, with the telephone numbers as they are on record. */
export interface PlacedDuty extends Standing {
  readonly id: number;
  readonly gateId: number;
  readonly phone: string;
  readonly substitutePhone: string;
}

/** The same person is to be at two gates at once: nobody forbids it, somebody has to look at it (存疑). */
export interface DutyConflict<Duty> {
  readonly duty: Duty;
  /** Where that person also stands. */
  readonly other: Duty;
  readonly weekdays: readonly number[];
  /** It is who stands in that cannot come. */
  readonly isSubstitute: boolean;
}

/** What names of people do not contain: many gates have “家长志愿者”, and each is somebody else. */
const anybody =
  /家长|志愿|教师|老师|班主任|值班|值周|轮值|轮流|人员|保安|民警|辅警|交警|社工|网格员|待定|领导/;

/**
 * Who is to be at two gates at the same time of the same weekday. People are the same by their name, unless their
 * telephone numbers say otherwise; what is no name of a person only by the same number. A patrol comes past many gates.
 */
export function findConflicts<Duty extends PlacedDuty>(duties: readonly Duty[]): DutyConflict<Duty>[] {
  const byName = groupBy(duties, ({ person }) => bare(person));
  const conflicts = (duty: Duty, name: string, phone: string, isSubstitute: boolean) =>
    (byName.get(bare(name)) ?? []).flatMap((other) => {
      const weekdays = duty.weekdays.filter((day) => other.weekdays.includes(day));
      const isAtOnce =
        duty.gateId !== other.gateId &&
        !(isPatrol(duty) && isPatrol(other)) &&
        weekdays.length > 0 &&
        duty.from < other.until &&
        other.from < duty.until;
      return isAtOnce && isSame(name, phone, other.phone) ? [{ duty, other, weekdays, isSubstitute }] : [];
    });
  return duties.flatMap((duty) => [
    ...conflicts(duty, duty.person, duty.phone, false),
    ...(duty.substitute === '' ? [] : conflicts(duty, duty.substitute, duty.substitutePhone, true)),
  ]);
}

function isSame(name: string, one: string, other: string): boolean {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  return a !== '' && b !== '' ? a === b : !anybody.test(name);
}

function bare(name: string): string {
  return name.replaceAll(/\s/g, '');
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}
