import type { Metres } from '../geodesy/units.ts';
import { UNKNOWN_STAGE } from '../registry/stage.ts';
import type { FacilityState, Requirement } from './facility.ts';

/** Whether a gate is provided with a facility that it should have: 已有, 缺失, 待核, or 不要求. */
export const provisions = ['present', 'missing', 'doubtful', 'exempt'] as const;
export type Provision = (typeof provisions)[number];

export const provisionNames: Record<Provision, string> = {
  present: '已有',
  missing: '缺失',
  doubtful: '待核',
  exempt: '不要求',
};

/** A facility near a gate, with how far it is. */
export interface NearFacility {
  readonly id: number;
  readonly kind: string;
  readonly state: FacilityState;
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

/**
 * Whether a gate has what a requirement asks: 已有 where one in good order stands within the distance less
 * 2σ, 缺失 where none stands within it plus 2σ. 待核 lies between, and also where the distance counts along the
 * road and no road is known. A damaged, missing or planned facility does not count; the note names it.
 */
export function evaluateRequirement(
  requirement: Requirement,
  kinds: ReadonlySet<string>,
  gate: GateFacts,
): Evaluated {
  const { within, measure } = requirement;
  const answer = (provision: Provision, note: string, found?: NearFacility, metres?: Metres): Evaluated => ({
    provision,
    facilityId: found?.id ?? null,
    metres: metres ?? null,
    measure: found && measure === 'alongRoad' && found.alongRoad === null ? 'straight' : measure,
    note,
  });
  const forSome = requirement.stages !== null && !requirement.stages.includes(gate.stage);
  if (forSome && gate.stage !== UNKNOWN_STAGE) return answer('exempt', `${gate.stage}不要求`);
  if (requirement.roads && gate.road !== null && !requirement.roads.includes(gate.road))
    return answer('exempt', '门前道路的等级不要求');
  const own = gate.facilities
    .filter(({ kind }) => kinds.has(kind))
    .map((facility) => ({
      facility,
      metres: measure === 'alongRoad' ? (facility.alongRoad ?? facility.straight) : facility.straight,
      /** The straight line is never longer than the road. So it can prove that a facility is too far, never that it is near. */
      certain: measure === 'straight' || facility.alongRoad !== null,
    }))
    .sort((a, b) => a.metres - b.metres);
  const good = own.filter(({ facility }) => facility.state === '完好');
  const sure = good.find(({ metres, certain }) => certain && metres + 2 * gate.sigma <= within);
  if (forSome) {
    // Nobody knows the school's stage, and so whether the facility is required.
    if (sure) return answer('present', said(sure.metres), sure.facility, sure.metres);
    return answer('doubtful', '学校的学段待定，不知道是否要求');
  }
  if (requirement.roads && gate.road === null) {
    // Nobody knows whether the facility is required here. Where it stands, nothing is missing in either case.
    if (sure) return answer('present', said(sure.metres), sure.facility, sure.metres);
    return answer('doubtful', '没有导入道路，不知道门前道路的等级');
  }
  if (sure) return answer('present', said(sure.metres), sure.facility, sure.metres);
  const maybe = good.find(({ metres }) => metres - 2 * gate.sigma <= within);
  if (maybe)
    return answer(
      'doubtful',
      maybe.certain
        ? `距离 ${said(maybe.metres)}，在 ${within} m 上下，需实测`
        : `直线 ${said(maybe.metres)}，没有道路可量沿路距离`,
      maybe.facility,
      maybe.metres,
    );
  const poor = own.find(
    ({ facility, metres }) => facility.state !== '完好' && metres - 2 * gate.sigma <= within,
  );
  if (poor) return answer('missing', `有一处${poor.facility.state}`, poor.facility, poor.metres);
  const nearest = good[0];
  return nearest
    ? answer('missing', `最近的在 ${said(nearest.metres)}`, nearest.facility, nearest.metres)
    : answer('missing', '附近没有');
}

function said(metres: Metres): string {
  return `${metres.toFixed(1)} m`;
}

/** Share of what is asked that is there, 0 to 1; null where nothing is asked. */
export function completeness(all: readonly Pick<Evaluated, 'provision'>[]): number | null {
  const asked = all.filter(({ provision }) => provision !== 'exempt');
  if (asked.length === 0) return null;
  return asked.filter(({ provision }) => provision === 'present').length / asked.length;
}

/** What a school's gates say together: the worst counts. */
export function worstProvision(all: readonly Provision[]): Provision {
  const order: readonly Provision[] = ['missing', 'doubtful', 'present', 'exempt'];
  return order.find((each) => all.includes(each)) ?? 'exempt';
}
