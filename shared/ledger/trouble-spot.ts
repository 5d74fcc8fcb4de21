import { addDays } from '../calendar/days.ts';
import { distanceBetween, distanceToShape, type Shape } from '../geodesy/shape-distance.ts';
import type { LngLat, Metres } from '../geodesy/units.ts';
import type { PeriodDates } from '../sweeps/period.ts';

/** How a 治安乱点 stands: it follows from its days. */
export const troubleSpotStates = ['treated', 'listed', 'delisted', 'settled'] as const;
export type TroubleSpotState = (typeof troubleSpotStates)[number];

export const troubleSpotStateNames: Readonly<Record<TroubleSpotState, string>> = {
  treated: '整治中',
  listed: '挂牌整治',
  delisted: '已摘牌',
  settled: '已整治',
};

/** The days that decide, YYYY-MM-DD. */
export interface TroubleSpotDays {
  readonly foundOn: string;
  readonly listedOn: string | null;
  readonly delistedOn: string | null;
  readonly settledOn: string | null;
}

export function troubleSpotState({ listedOn, delistedOn, settledOn }: TroubleSpotDays): TroubleSpotState {
  if (delistedOn !== null) return 'delisted';
  if (settledOn !== null) return 'settled';
  return listedOn === null ? 'treated' : 'listed';
}

/** Whether something is still to be done about it. */
export function isOpenSpot(state: TroubleSpotState): boolean {
  return state === 'treated' || state === 'listed';
}

/** How it stood at the end of a day; null where it was not known yet. */
export function stateOnDay(days: TroubleSpotDays, on: string): TroubleSpotState | null {
  if (days.foundOn > on) return null;
  const until = (day: string | null) => (day !== null && day <= on ? day : null);
  return troubleSpotState({
    foundOn: days.foundOn,
    listedOn: until(days.listedOn),
    delistedOn: until(days.delistedOn),
    settledOn: until(days.settledOn),
  });
}

/** The day on which it was over; null while it is not. */
export function endOfSpot({ delistedOn, settledOn }: TroubleSpotDays): string | null {
  return delistedOn ?? settledOn;
}

export const troubleSpotSteps = ['list', 'delist', 'settle'] as const;
export type TroubleSpotStep = (typeof troubleSpotSteps)[number];

export const troubleSpotStepNames: Readonly<Record<TroubleSpotStep, string>> = {
  list: '挂牌',
  delist: '摘牌',
  settle: '整治完成',
};

/** Steps that may be taken in a state. One that was over and comes back is another one. */
export function stepsFrom(state: TroubleSpotState): readonly TroubleSpotStep[] {
  if (state === 'treated') return ['list', 'settle'];
  return state === 'listed' ? ['delist'] : [];
}

/** Which day a step may not be earlier than. */
export function earliestDay(days: TroubleSpotDays): string {
  return days.listedOn ?? days.foundOn;
}

/** What lies in an area: its position says so, or may by its error. Null for what surely does not. */
export interface Membership {
  /** By the position as it is on record. */
  readonly isIn: boolean;
  /** It lies so near to the edge, or its position is so coarse, that it may be otherwise. */
  readonly doubtful: boolean;
}

/** Whether a place with a standard error lies in an area; `edges` are the rings of the area as lines. */
export function membershipOf(
  position: LngLat,
  { sigma, coarse }: { readonly sigma: Metres; readonly coarse: boolean },
  { area, edges }: { readonly area: Shape; readonly edges: Shape },
): Membership | null {
  const away = distanceToShape(position, area);
  const reach = 2 * sigma;
  if (away > reach) return null;
  const isIn = away === 0;
  return { isIn, doubtful: !isIn || coarse || distanceToShape(position, edges) < reach };
}

/** Whether something that was only said to be at a school lies in an area: never surely, for nobody said where. */
export function membershipOfWhole(place: Shape, area: Shape): Membership | null {
  return distanceBetween(place, area) > 0 ? null : { isIn: true, doubtful: true };
}

/** The rings of an area as lines. */
export function edgesOf({ areas }: Shape): Shape {
  return { areas: [], lines: areas.flat(), points: [] };
}

export const comparedDays = [30, 90, 180] as const;
export type ComparedDays = (typeof comparedDays)[number];

/** Spans before and after 挂牌, equally long unless the second is not over yet. */
export function comparedSpans(
  listedOn: string,
  days: number,
  today: string,
): { readonly before: PeriodDates; readonly after: PeriodDates; readonly daysAfter: number } {
  const end = addDays(listedOn, days - 1);
  const to = end < today ? end : today;
  return {
    before: { from: addDays(listedOn, -days), to: addDays(listedOn, -1) },
    after: { from: listedOn, to },
    daysAfter: Math.max(0, daysBetween(listedOn, to) + 1),
  };
}

const DAY = 86_400_000;
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

export function isWithin(day: string | null, { from, to }: PeriodDates): boolean {
  return day !== null && day >= from && day <= to;
}

/** A 治安乱点 in the words of a column of a form: 北门夜市：占道经营（挂牌整治）. */
export function spotWords(
  { name, problem, inDoubt }: { readonly name: string; readonly problem: string; readonly inDoubt: boolean },
  state: TroubleSpotState,
): string {
  const told = [troubleSpotStateNames[state], inDoubt ? '是否在学校周边待核' : ''].filter(Boolean).join('，');
  return `${[name, problem].filter(Boolean).join('：')}（${told}）`;
}
