import {
  endOfSpot,
  isOpenSpot,
  spotWords,
  stateOnDay,
  type TroubleSpotState,
} from '#shared/ledger/trouble-spot.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { selectForms } from '../db/queries/documents.ts';
import { type SpotNearSchool, spotsBySchool } from '../places/judging/spots-near-schools.ts';
import type { QueryContext } from '../workspace/context.ts';

/** What the forms call them. */
export const SPOTS = '校园周边治安乱点情况';
/** The form that each school fills in with its police station. */
export const SURVEY = 'school-survey';
/** What a school says that there is none. */
export const NONE = /^(无|没有|\/|／)?$/;

/** The 治安乱点 around one school over a span, as a column of a form tells them. */
export interface SpotsOfSchool {
  readonly spots: readonly { readonly name: string; readonly words: string }[];
  /** Every one of them was taken off or treated by the end of the span. */
  readonly isOver: boolean;
}

/** By school; null where the workspace has no 治安乱点 at all: then nothing is known of any school. */
export async function spotsOfSchools(
  context: Pick<QueryContext, 'db' | 'workspace'>,
  span: PeriodDates,
): Promise<ReadonlyMap<number, SpotsOfSchool> | null> {
  const bySchool = await spotsBySchool(context);
  if (bySchool === null) return null;
  return new Map(
    [...bySchool].flatMap(([id, near]) => {
      const told = near.flatMap((each) => toldSpot(each, span));
      if (told.length === 0) return [];
      return [[id, { spots: told, isOver: told.every(({ state }) => !isOpenSpot(state)) }] as const];
    }),
  );
}

/** Schools that said in their form that there is none. */
export async function schoolsWithoutSpots(db: QueryContext['db']): Promise<ReadonlySet<number>> {
  const forms = await selectForms(db, SURVEY);
  return new Set(
    [...forms].flatMap(([about, { [SPOTS]: said = '' }]) =>
      said.trim() !== '' && NONE.test(said.trim()) ? [Number(about.replace('school ', ''))] : [],
    ),
  );
}

/** What a column says of a school: what is known, 无 where none is near, nothing where no 治安乱点 is on record at all. */
export function spotsText(bySchool: ReadonlyMap<number, SpotsOfSchool> | null, id: number | null): string {
  if (bySchool === null || id === null) return '';
  return (
    bySchool
      .get(id)
      ?.spots.map(({ words }) => words)
      .join('；') ?? '无'
  );
}

/** Whether the 治安乱点 around a school are over; where there is none, whether its hazards are. */
export function settledText(spots: SpotsOfSchool | undefined, hazards: number, open: number): string {
  if (spots) return spots.isOver ? '是' : '否';
  if (hazards === 0) return '';
  return open === 0 ? '是' : '否';
}

function toldSpot(
  { spot, inDoubt }: SpotNearSchool,
  span: PeriodDates,
): { name: string; words: string; state: TroubleSpotState }[] {
  const state = stateOnDay(spot, span.to);
  const end = endOfSpot(spot);
  if (state === null || (end !== null && end < span.from)) return [];
  return [{ name: spot.name, words: spotWords({ ...spot, inDoubt }, state), state }];
}
