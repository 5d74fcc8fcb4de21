import { z } from 'zod';

/** What a re-inspection (复查) of a hazard found. */
export const reinspectionResults = ['已整改', '部分整改', '未整改', '无法核实'] as const;
export const reinspectionResultSchema = z.enum(reinspectionResults);
export type ReinspectionResult = z.infer<typeof reinspectionResultSchema>;

/** A re-inspection, as it decides whether a hazard may be closed. */
export interface Reinspection {
  readonly id: number;
  /** Local time at which it began. */
  readonly startedAt: string;
  readonly result: ReinspectionResult;
  /** Names of those who made it. */
  readonly officers: readonly string[];
}

export type ReinspectionRefusal =
  | 'reinspectionTooEarly'
  | 'reinspectionNotPassed'
  | 'reinspectionOvertaken'
  | 'reinspectedByResponsible';

/** Why one does not close its hazard, in words. */
export const reinspectionRefusalNames: Record<ReinspectionRefusal, string> = {
  reinspectionTooEarly: '早于发现',
  reinspectionNotPassed: '没有整改到位',
  reinspectionOvertaken: '之后又有一次不合格',
  reinspectedByResponsible: '复查人是责任人',
};

/** Whether a re-inspection found that the hazard is not put right. One that could not tell (无法核实) says neither. */
export function hasFailed(result: ReinspectionResult): boolean {
  return result === '部分整改' || result === '未整改';
}

/**
 * Why a re-inspection does not close a hazard; null where it does: one that passed (已整改), made after the hazard was
 * found and after the last one that failed, by others than the person responsible. `foundAt` is a day or a local time.
 */
export function closingRefusal(
  chosen: Reinspection,
  hazard: {
    readonly foundAt: string;
    readonly responsiblePerson: string;
    readonly reinspections: readonly Reinspection[];
  },
): ReinspectionRefusal | null {
  if (chosen.startedAt < hazard.foundAt) return 'reinspectionTooEarly';
  if (chosen.result !== '已整改') return 'reinspectionNotPassed';
  const isOvertaken = hazard.reinspections.some((other) => hasFailed(other.result) && isLater(other, chosen));
  if (isOvertaken) return 'reinspectionOvertaken';
  const person = nameKey(hazard.responsiblePerson);
  const bySelf = person !== '' && chosen.officers.some((officer) => nameKey(officer) === person);
  return bySelf ? 'reinspectedByResponsible' : null;
}

/** Of two at the same minute the one that was recorded later counts. */
function isLater(a: Reinspection, b: Reinspection): boolean {
  return a.startedAt === b.startedAt ? a.id > b.id : a.startedAt > b.startedAt;
}

function nameKey(name: string): string {
  return name.replace(/[\s·•]/g, '');
}
