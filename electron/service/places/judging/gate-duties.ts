import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { type Duty, dutyPeriods } from '#shared/contract/facilities.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { maskPhone } from '#shared/registry/phone.ts';
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
  const least = workspace.pack.escort?.members ?? null;
  return [...(await workspace.places.schools()).values()].flatMap((school) =>
    school.gates.map((gate) => {
      const duties = all.filter(({ gateId }) => gateId === gate.id);
      return {
        gateId: gate.id,
        gateName: gate.name,
        schoolId: school.id,
        schoolName: school.name,
        town: lookup.ofSchool(TOWN_LEVEL, school.id),
        duties: duties.map(shownDuty),
        gaps: dutyGaps(duties, least),
      };
    }),
  );
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

/** What is missing of a gate's posts, by period; `least` is how many people the rule pack asks for. */
function dutyGaps(duties: readonly Duty[], least: number | null): string[] {
  return dutyPeriods.flatMap((period) => {
    const people = new Set(duties.filter((duty) => duty.period === period).map(({ person }) => person)).size;
    if (people === 0) return [`${period}没有安排`];
    return least !== null && people < least ? [`${period} ${people} 人，少于 ${least} 人`] : [];
  });
}
