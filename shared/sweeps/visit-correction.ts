import { z } from 'zod';
import type { VisitResult } from './visit-rules.ts';

/** What of a visit can be put right after it was recorded. */
export interface VisitFacts {
  readonly result: VisitResult;
  readonly facts: string;
  readonly measures: string;
  readonly partyView: string;
  readonly documents: string;
}

export const visitFactTitles: Readonly<Record<keyof VisitFacts, string>> = {
  result: '检查结果',
  facts: '现场情况',
  measures: '采取的措施',
  partyView: '当事人意见',
  documents: '出具的文书',
};
const keys = ['result', 'facts', 'measures', 'partyView', 'documents'] as const;

/** What was added to a visit later: why, by whom, and what it changed, with what was said before. */
export const visitCorrectionSchema = z.object({
  at: z.string(),
  actor: z.string(),
  reason: z.string(),
  changes: z.array(z.object({ title: z.string(), before: z.string(), after: z.string() })),
});
export type VisitCorrection = z.infer<typeof visitCorrectionSchema>;

/** What a correction changes of a visit; empty where it only adds a remark. */
export function correctedVisit(before: VisitFacts, after: VisitFacts): VisitCorrection['changes'] {
  return keys
    .filter((key) => before[key] !== after[key])
    .map((key) => ({ title: visitFactTitles[key], before: before[key], after: after[key] }));
}
