import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type Duty, dutyPeriods } from '#shared/contract/facilities.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import type { Escort } from '#shared/rules/rule.ts';
import { selectDuties, selectDuty } from '../../db/queries/duties.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { findGate } from './find-gate.ts';

/** Every gate with its posts and with what is missing of them. */
export async function listGateDuties({
  db,
  workspace,
}: Pick<QueryContext, 'workspace' | 'db'>): Promise<OutputOf<'duties.list'>> {
  const lookup = await workspace.places.regions();
  const all = await selectDuties(db);
  const { escort } = workspace.pack;
  return [...(await workspace.places.schools()).values()].flatMap((school) => {
    const gates = new Set(school.gates.map(({ id }) => id));
    const lacking = escort
      ? escortGaps(
          all.filter(({ gateId }) => gates.has(gateId)),
          escort,
        )
      : [];
    return school.gates.map((gate) => {
      const duties = all.filter(({ gateId }) => gateId === gate.id);
      return {
        gateId: gate.id,
        gateName: gate.name,
        schoolId: school.id,
        schoolName: school.name,
        town: lookup.ofSchool(TOWN_LEVEL, school.id),
        duties: duties.map(shownDuty),
        gaps: [...dutyGaps(duties), ...lacking],
      };
    });
  });
}

/** The gate is there, and the post begins before it ends. Errors: GATE_UNKNOWN, TEAM_HOURS. */
export async function checkDuty(
  context: Pick<CommandContext, 'workspace'>,
  { gateId, post, from, until }: Pick<Duty, 'gateId' | 'post' | 'from' | 'until'>,
): Promise<void> {
  await findGate(context, gateId);
  if (from >= until) throw new CodedError('TEAM_HOURS', { name: post });
}

/** A post as screens show it: its telephone number is shortened. */
export function shownDuty<Stored extends Pick<Duty, 'phone'>>(duty: Stored): Stored {
  return { ...duty, phone: maskPhone(duty.phone) };
}

/**
 * The number to store where a post is saved: one that comes back shortened, as the screen showed it, stays as it is
 * stored. Errors: CELL_REFUSED where another number is shortened.
 */
export function phoneToStore(given: string, stored: string): string {
  if (!given.includes('*')) return given;
  if (given === maskPhone(stored)) return stored;
  throw new CodedError('CELL_REFUSED', { column: '电话', value: given, reason: '星号处请填写完整的号码' });
}

/** A post as it is stored. Errors: DUTY_UNKNOWN. */
export async function findDuty(db: Read, id: number) {
  const duty = await selectDuty(db, id);
  if (!duty) throw new CodedError('DUTY_UNKNOWN');
  return duty;
}

/** The periods in which nobody stands at a gate. */
function dutyGaps(duties: readonly Duty[]): string[] {
  return dutyPeriods
    .filter((period) => !duties.some((duty) => duty.period === period))
    .map((period) => `${period}没有安排`);
}

/**
 * What a school lacks of its standing escort (护卫队): so many of its own people at all its gates together, whose post
 * says that one of them leads. Parents and police come on top and do not count.
 */
function escortGaps(duties: readonly Duty[], { members, of, leader }: Escort): string[] {
  const own = duties.filter(({ body }) => of.some((word) => body.includes(word)));
  if (duties.length === 0) return [];
  const people = new Set(own.map(({ person }) => person)).size;
  const isLed = own.some(({ post }) => /队长|指挥长/.test(post));
  return [
    ...(people < members
      ? [`全校护卫队（${of.filter((word) => word !== '学校').join('、')}）${people} 人，少于 ${members} 人`]
      : []),
    ...(leader !== null && !isLed ? [`护卫队没有队长（${leader}担任，岗位写“队长”）`] : []),
  ];
}
