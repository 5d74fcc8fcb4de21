import { z } from 'zod';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type Duty, dutyPeriods } from '#shared/contract/facilities.ts';
import { findConflicts, type PlacedDuty } from '#shared/facilities/duty-conflicts.ts';
import { weekdaysText } from '#shared/facilities/duty-days.ts';
import { emptyPeriods, isPatrol, rosterRows, vacancyText } from '#shared/facilities/duty-roster.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import type { Escort } from '#shared/rules/rule.ts';
import { readPhone } from '#shared/written/phone.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { selectDuties, selectDuty } from '../../db/queries/duties.ts';
import type { NewRow, Read } from '../../db/schema/schema.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { findGate } from './find-gate.ts';

/** Every gate with its posts, with what is missing of them, and with who is to be elsewhere at the same time. */
export async function listGateDuties({
  db,
  workspace,
}: Pick<QueryContext, 'workspace' | 'db'>): Promise<OutputOf<'duties.list'>> {
  const lookup = await workspace.places.regions();
  const schools = [...(await workspace.places.schools()).values()];
  const all = await selectDuties(db);
  const dutiesAt = groupBy(all, ({ gateId }) => gateId);
  const doubtsAt = groupBy(tellConflicts(all, schools), ({ gateId }) => gateId);
  const { escort } = workspace.pack;
  return schools.flatMap((school) => {
    const lacking = escort
      ? escortGaps(
          school.gates.flatMap(({ id }) => dutiesAt.get(id) ?? []),
          escort,
        )
      : [];
    return school.gates.map((gate) => {
      const duties = dutiesAt.get(gate.id) ?? [];
      return {
        gateId: gate.id,
        gateName: gate.name,
        schoolId: school.id,
        schoolName: school.name,
        town: lookup.ofSchool(TOWN_LEVEL, school.id),
        duties: duties.map(shownDuty),
        gaps: [...dutyGaps(duties), ...lacking],
        doubts: (doubtsAt.get(gate.id) ?? []).map(({ gateId: _, ...doubt }) => doubt),
      };
    });
  });
}

/** Who is to be at two gates at once, in words, at each of the two. */
function tellConflicts(duties: readonly PlacedDuty[], schools: readonly SchoolPlace[]) {
  const placeOf = new Map(
    schools.flatMap(({ name, gates }) => gates.map((gate) => [gate.id, `${name} ${gate.name}`])),
  );
  return findConflicts(duties).map(({ duty, other, weekdays, isSubstitute }) => {
    const who = isSubstitute ? `替补${duty.substitute}` : duty.person;
    const where = `${placeOf.get(other.gateId) ?? '别处'}（${other.period} ${other.from}–${other.until}）`;
    return {
      gateId: duty.gateId,
      dutyId: duty.id,
      isSubstitute,
      weekdays: [...weekdays],
      text: `${who}${weekdaysText(weekdays)}同时在${where}`,
    };
  });
}

/**
 * The gate is there, the post begins before it ends, and a number of somebody who stands in is somebody's. Errors:
 * GATE_UNKNOWN, TEAM_HOURS, CELL_REFUSED.
 */
export async function checkDuty(
  context: Pick<CommandContext, 'workspace'>,
  { gateId, post, from, until, substitute, substitutePhone }: Omit<Duty, 'id'>,
): Promise<void> {
  await findGate(context, gateId);
  if (from >= until) throw new CodedError('TEAM_HOURS', { name: post });
  if (substitute === '' && substitutePhone !== '')
    throw refused('替补', substitute, '填了替补电话，请一并填写替补的姓名');
}

/** A post as screens show it: its telephone numbers are shortened. */
export function shownDuty<Stored extends Pick<Duty, 'phone' | 'substitutePhone'>>(duty: Stored): Stored {
  const { phone, substitutePhone } = duty;
  return { ...duty, phone: maskPhone(phone), substitutePhone: maskPhone(substitutePhone) };
}

/**
 * A post as it is stored where it is saved; `stored` is null for a new one, `opened` tells what its form was opened with.
 * Errors: CELL_REFUSED.
 */
export function dutyToStore(
  duty: Omit<Duty, 'id'>,
  stored: Pick<Duty, 'phone' | 'substitutePhone'> | null,
  opened?: CommandContext['opened'],
): NewRow<'duties'> {
  const was = openedSchema.safeParse(opened?.was).data;
  const isTried = opened?.isTried === true;
  const number = (column: 'phone' | 'substitutePhone', title: string) =>
    phoneToStore(title, duty[column], { stored: stored?.[column] ?? '', was: was?.[column], isTried });
  return {
    ...duty,
    weekdays: writeStored('duties.weekdays', duty.weekdays),
    phone: number('phone', '电话'),
    substitutePhone: number('substitutePhone', '替补电话'),
  };
}

const openedSchema = z.object({ phone: z.string(), substitutePhone: z.string() });

/**
 * The number to store where a post is saved: one that comes back shortened, as the screen showed it, stays as it is
 * stored, and so does one that nobody changed. Errors: CELL_REFUSED where another number is shortened, or is none.
 */
function phoneToStore(
  column: string,
  given: string,
  { stored, was, isTried }: { stored: string; was: string | undefined; isTried: boolean },
): string {
  if (given === '' || given === stored) return given;
  if (given === maskPhone(stored)) return stored;
  // Somebody else changed the number since the form was opened, and the form did not.
  if (given.includes('*') && given === was) return isTried ? given : stored;
  if (given.includes('*')) throw refused(column, given, '星号处请填写完整的号码');
  const read = readPhone(given);
  if ('fault' in read) throw refused(column, given, read.fault);
  return read.value;
}

function refused(column: string, value: string, reason: string): CodedError {
  return new CodedError('CELL_REFUSED', { column, value, reason });
}

/** A post as it is stored. Errors: DUTY_UNKNOWN. */
export async function findDuty(db: Read, id: number) {
  const duty = await selectDuty(db, id);
  if (!duty) throw new CodedError('DUTY_UNKNOWN');
  return duty;
}

/** The periods in which nobody stands at a gate, and the school days on which one of its posts has nobody. */
function dutyGaps(duties: readonly Duty[]): string[] {
  const vacant = rosterRows(duties).filter((row) => row.vacant.length > 0);
  return [...emptyPeriods(duties, dutyPeriods), ...vacant.map(vacancyText)];
}

/**
 * What a school lacks of its standing escort (护卫队): so many of its own people at all its gates together, whose post
 * says that one of them leads. Parents and police come on top and do not count, nor do patrols.
 */
function escortGaps(duties: readonly Duty[], { members, of, leader }: Escort): string[] {
  const standing = duties.filter((duty) => !isPatrol(duty));
  const own = standing.filter(({ body }) => of.some((word) => body.includes(word)));
  if (standing.length === 0) return [];
  const people = new Set(own.map(({ person }) => person)).size;
  const isLed = own.some(({ post }) => /队长|指挥长/.test(post));
  return [
    ...(people < members
      ? [`全校护卫队（${of.filter((word) => word !== '学校').join('、')}）${people} 人，少于 ${members} 人`]
      : []),
    ...(leader !== null && !isLed ? [`护卫队没有队长（${leader}担任，岗位写“队长”）`] : []),
  ];
}
