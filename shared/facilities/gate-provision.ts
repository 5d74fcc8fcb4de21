import type { Metres } from '../geodesy/units.ts';
import { UNKNOWN_STAGE } from '../registry/stage.ts';
import type { FacilityState, Requirement } from './facility.ts';

/** Whether a gate is provided with a facility that it should have: 已有, 缺失, 待核, 未调查, or 不要求. */
export const provisions = ['present', 'missing', 'doubtful', 'unsurveyed', 'exempt'] as const;
export type Provision = (typeof provisions)[number];

export const provisionNames: Record<Provision, string> = {
  present: '已有',
  missing: '缺失',
  doubtful: '待核',
  unsurveyed: '未调查',
  exempt: '不要求',
};

/** What somebody who stood at the gate said of a facility. */
export const surveyAnswers = ['有', '损坏', '没有'] as const;
export type SurveyAnswer = (typeof surveyAnswers)[number];

/** What was seen at a gate of one requirement, and on which day. */
export interface SeenAtGate {
  readonly answer: SurveyAnswer;
  readonly on: string;
}

/** A facility near a gate, with how far it is. */
export interface NearFacility {
  readonly id: number;
  readonly kind: string;
  readonly state: FacilityState;
  readonly checkedOn: string | null;
  readonly straight: Metres;
  /** Along the roads; null where no road leads there or none is known. */
  readonly alongRoad: Metres | null;
}

export interface GateFacts {
  readonly stage: string;
  /** Class of the road that the gate opens onto; null where no road is near. */
  readonly road: string | null;
  /** Standard error of the distance between gate and facility. */
  readonly sigma: Metres;
  /** Every facility within reach. */
  readonly facilities: readonly NearFacility[];
  /** Kinds of which a list was imported: where none of them stands, none is there. */
  readonly listed: ReadonlySet<string>;
  /** What was seen at the gate last, by requirement. */
  readonly seen: ReadonlyMap<string, SeenAtGate>;
}

export interface Evaluated {
  readonly provision: Provision;
  /** The facility that decides; null where there is none. */
  readonly facilityId: number | null;
  readonly metres: Metres | null;
  /** By which measure the distance is. */
  readonly measure: 'straight' | 'alongRoad';
  /** Why, in Chinese. */
  readonly note: string;
}

/** A facility of a kind that is asked for, with the distance that counts. */
interface Candidate {
  readonly facility: NearFacility;
  readonly metres: Metres;
  /** The straight line is never longer than the road. So it can prove that a facility is too far, never that it is near. */
  readonly certain: boolean;
}

/** What decides, before it is known whether the facility is asked for here. */
interface Found {
  readonly provision: Exclude<Provision, 'exempt'>;
  readonly note: string;
  readonly by?: Candidate | undefined;
}

/**
 * Whether a gate has what a requirement asks. What somebody saw at the gate governs, until a facility there was checked
 * later. Else 已有 where one in good order stands within the distance less 2σ, 缺失 where none stands within it plus 2σ;
 * 待核 lies between, and also where the distance counts along the road and no road is known. A damaged, missing or
 * planned facility does not count; the note names it. 未调查 where nobody looked and no list of such facilities came:
 * that nothing is known of it does not say that it is missing.
 */
export function evaluateRequirement(
  requirement: Requirement,
  kinds: ReadonlySet<string>,
  gate: GateFacts,
): Evaluated {
  const answer = (provision: Provision, note: string, by?: Candidate): Evaluated => ({
    provision,
    facilityId: by?.facility.id ?? null,
    metres: by?.metres ?? null,
    measure:
      by && requirement.measure === 'alongRoad' && by.facility.alongRoad === null
        ? 'straight'
        : requirement.measure,
    note,
  });
  const { stages, roads } = requirement;
  const stageCounts = stages !== null && !stages.includes(gate.stage);
  if (stageCounts && gate.stage !== UNKNOWN_STAGE) return answer('exempt', `${gate.stage}不要求`);
  if (roads && gate.road !== null && !roads.includes(gate.road))
    return answer('exempt', '门前道路的等级不要求');
  const { provision, note, by } = findProvision(requirement, kinds, gate);
  // Where it stands, nothing is missing, whether it is asked for or not; where nobody looked, that is to be done first.
  if (provision === 'present' || provision === 'unsurveyed') return answer(provision, note, by);
  if (stageCounts) return answer('doubtful', '学校的学段待定，不知道是否要求');
  if (roads && gate.road === null) return answer('doubtful', '没有导入道路，不知道门前道路的等级');
  return answer(provision, note, by);
}

function findProvision(requirement: Requirement, kinds: ReadonlySet<string>, gate: GateFacts): Found {
  const own = candidates(requirement, kinds, gate.facilities);
  const seen = gate.seen.get(requirement.id);
  if (seen && !own.some((each) => mayBeNear(each, requirement, gate) && isLater(each, seen)))
    return bySurvey(seen, requirement, own, gate);
  const looked = seen !== undefined || [...kinds].some((kind) => gate.listed.has(kind));
  return byFacilities(requirement, own, gate, looked);
}

/** Facilities of the kinds that are asked for, the nearest first. */
function candidates(
  { measure }: Requirement,
  kinds: ReadonlySet<string>,
  facilities: readonly NearFacility[],
): Candidate[] {
  return facilities
    .filter(({ kind }) => kinds.has(kind))
    .map((facility) => ({
      facility,
      metres: measure === 'alongRoad' ? (facility.alongRoad ?? facility.straight) : facility.straight,
      certain: measure === 'straight' || facility.alongRoad !== null,
    }))
    .sort((a, b) => a.metres - b.metres);
}

function isNear({ metres, certain }: Candidate, { within }: Requirement, { sigma }: GateFacts): boolean {
  return certain && metres + 2 * sigma <= within;
}

function mayBeNear({ metres }: Candidate, { within }: Requirement, { sigma }: GateFacts): boolean {
  return metres - 2 * sigma <= within;
}

function isLater({ facility }: Candidate, { on }: SeenAtGate): boolean {
  return facility.checkedOn !== null && facility.checkedOn > on;
}

/** What was seen at the gate. A registered facility that speaks against it is named. */
function bySurvey(
  { answer, on }: SeenAtGate,
  requirement: Requirement,
  own: readonly Candidate[],
  gate: GateFacts,
): Found {
  const near = own.filter((each) => mayBeNear(each, requirement, gate));
  const good = near.find(({ facility }) => facility.state === '完好');
  // A registered one that is further off is another one, or is registered at a wrong place.
  const seen = good && isNear(good, requirement, gate) ? good : undefined;
  if (answer === '有') return { provision: 'present', note: `${on} 现场核对有`, by: seen };
  if (answer === '损坏') return { provision: 'missing', note: `${on} 现场核对：有一处损坏`, by: near[0] };
  const against = good ? `；登记的一处距 ${said(good.metres)}，没有找到` : '';
  return { provision: 'missing', note: `${on} 现场核对没有${against}`, by: near[0] };
}

/** What the registered facilities say; `looked` where somebody looked for such ones at all. */
function byFacilities(
  requirement: Requirement,
  own: readonly Candidate[],
  gate: GateFacts,
  looked: boolean,
): Found {
  const good = own.filter(({ facility }) => facility.state === '完好');
  const sure = good.find((each) => isNear(each, requirement, gate));
  if (sure) return { provision: 'present', note: said(sure.metres), by: sure };
  const maybe = good.find((each) => mayBeNear(each, requirement, gate));
  if (maybe) {
    const note = maybe.certain
      ? `距离 ${said(maybe.metres)}，在 ${requirement.within} m 上下，需实测`
      : `直线 ${said(maybe.metres)}，没有道路可量沿路距离`;
    return { provision: 'doubtful', note, by: maybe };
  }
  const poor = own.filter((each) => each.facility.state !== '完好' && mayBeNear(each, requirement, gate));
  // A plan says what somebody wants, not what is there.
  const known = poor.find(({ facility }) => looked || facility.state !== '规划');
  if (known) return { provision: 'missing', note: `有一处${known.facility.state}`, by: known };
  const [nearest] = good;
  const where = nearest ? `最近的在 ${said(nearest.metres)}` : '附近没有';
  if (looked) return { provision: 'missing', note: where, by: nearest };
  const [planned] = poor;
  const told = planned ? '；已规划一处' : nearest ? `；已知${where}` : '';
  return {
    provision: 'unsurveyed',
    note: `没有现场核对，也没有导入这类设施的名单${told}`,
    by: planned ?? nearest,
  };
}

function said(metres: Metres): string {
  return `${metres.toFixed(1)} m`;
}

/** How many of what is asked are there, are missing, are in doubt, and were not looked for. */
export interface ProvisionCount {
  readonly asked: number;
  readonly present: number;
  readonly missing: number;
  readonly doubtful: number;
  readonly unsurveyed: number;
  /** Share of what was looked for that is there, 0 to 1; null where nothing was, or nothing is asked. */
  readonly share: number | null;
}

export function countProvisions(all: readonly Pick<Evaluated, 'provision'>[]): ProvisionCount {
  const count = (wanted: Provision) => all.filter(({ provision }) => provision === wanted).length;
  const [present, missing, doubtful] = [count('present'), count('missing'), count('doubtful')];
  const known = present + missing + doubtful;
  const unsurveyed = count('unsurveyed');
  return {
    asked: known + unsurveyed,
    present,
    missing,
    doubtful,
    unsurveyed,
    share: known === 0 ? null : present / known,
  };
}

/** “齐全 80%，3 项未调查”, “11 项未调查”; what was not looked for is no part of the share. Empty where nothing is asked. */
export function tellShare({ share, unsurveyed }: ProvisionCount): string {
  return [
    ...(share === null ? [] : [`齐全 ${Math.round(share * 100)}%`]),
    ...(unsurveyed > 0 ? [`${unsurveyed} 项未调查`] : []),
  ].join('，');
}

/** What a school's gates say together, the worst first. */
export const worstFirst: readonly Provision[] = ['missing', 'doubtful', 'unsurveyed', 'present', 'exempt'];

/** What a school's gates say together: the worst counts. */
export function worstProvision(all: readonly Provision[]): Provision {
  return worstFirst.find((each) => all.includes(each)) ?? 'exempt';
}
