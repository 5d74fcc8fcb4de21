import { z } from 'zod';
import { kindsIn, UNKNOWN_CATEGORY } from '../classification/category.ts';

export const visitResults = [
  '正常',
  '发现隐患',
  '未营业',
  '拒绝检查',
  '已搬迁',
  '已关闭',
  '查无此店',
] as const;
export const visitResultSchema = z.enum(visitResults);
export type VisitResult = z.infer<typeof visitResultSchema>;

/** 今天没开门: nobody has looked at anything, so the stop is still to be visited. */
export const CLOSED_TODAY: VisitResult = '未营业';

/** Somebody was let in and looked: what other sweeps have to do there is done with it. */
export const answeringResults: readonly VisitResult[] = ['正常', '发现隐患'];

/** What the status of a venue says after a visit that found it gone; undefined for results that leave it as it is. */
export function goneStatus(result: VisitResult): string | undefined {
  return goneStatuses[result];
}

const goneStatuses: Partial<Record<VisitResult, string>> = {
  已搬迁: '搬迁',
  已关闭: '关闭',
  查无此店: '查无此店',
};

/** What stands for the category where a stop is at a school itself and not at a venue. */
export const SCHOOL_PLACE = 'school';

/** Whether a list names what a place is; `*` names every category of venue, and no school. */
export function namesCategory(named: '*' | readonly string[], category: string): boolean {
  if (named === '*') return category !== SCHOOL_PLACE;
  return kindsIn(category).some((kind) => named.includes(kind));
}

/** 网吧, 学校, 其他, 未定: by the titles of the categories. */
export function placeTitle(titles: ReadonlyMap<string, string>, category: string): string {
  if (category === SCHOOL_PLACE) return '学校';
  return kindsIn(category)
    .map((kind) => titles.get(kind) ?? (kind === UNKNOWN_CATEGORY ? '未定' : '其他'))
    .join('、');
}

export const officerSchema = z.object({
  name: z.string().trim().min(1, { error: '请填写执法人员姓名' }),
  certificate: z.string().trim().min(1, { error: '请填写执法证号' }),
  agency: z.string().trim().min(1, { error: '请选择所属单位' }),
});
export type Officer = z.infer<typeof officerSchema>;

/** What an agency may do, from the rule pack. */
export interface AgencyPower {
  readonly name: string;
  readonly mayInspect: boolean;
  /** Names that it had in earlier versions of the pack. */
  readonly formerly?: readonly string[];
}

/** The agency of a name, or of a name that it had; undefined where the pack knows none. */
export function agencyNamed<Agency extends AgencyPower>(
  agencies: readonly Agency[],
  name: string,
): Agency | undefined {
  return (
    agencies.find((agency) => agency.name === name) ??
    agencies.find(({ formerly }) => formerly?.includes(name))
  );
}

export type OfficerRefusal = 'tooFew' | 'sameOfficer' | 'agencyMayNotInspect';

/**
 * Whether a visit's officers satisfy the law: at least two different people, all from bodies that may
 * inspect. A coordinating body is never one of them. Returns the refusal, with the name that caused it.
 */
export function checkOfficers(
  officers: readonly Officer[],
  agencies: readonly AgencyPower[],
): { refusal: OfficerRefusal; culprit: string } | null {
  const certificates = new Set(officers.map((officer) => officer.certificate));
  if (officers.length < 2) return { refusal: 'tooFew', culprit: '' };
  if (certificates.size < officers.length)
    return { refusal: 'sameOfficer', culprit: officers[0]?.certificate ?? '' };
  const powerless = officers.find((officer) => agencyNamed(agencies, officer.agency)?.mayInspect !== true);
  return powerless ? { refusal: 'agencyMayNotInspect', culprit: powerless.agency } : null;
}
