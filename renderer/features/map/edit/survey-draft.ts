import { minuteOf } from '#shared/calendar/china-time.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import type { SurveyDraft } from '#shared/contract/surveys.ts';
import type { Officer } from '#shared/sweeps/visit-rules.ts';
import type { SurveyMethod } from '#shared/zones/surveyed-distance.ts';
import type { Unread } from '../../../components/fields/unread.ts';

/** Value of the choice of ends that means the campus edge. */
export const CAMPUS = 0;

/** What the form holds while somebody writes. */
export interface SurveyForm extends Omit<SurveyDraft, 'schoolId' | 'venueId' | 'gateId' | 'segments'> {
  end: number;
  segments: { from?: string; to?: string; metres?: number | Unread | null }[];
  officers: Officer[];
}

/** What the form begins with: officers still to be named. */
type FirstForm = Partial<Omit<SurveyForm, 'officers'>> & { officers: Partial<Officer>[] };

export function firstForm(finding: FindingRow, method: SurveyMethod): FirstForm {
  const fromBoundary = finding.origin === 'boundary' && method === 'straight';
  return {
    method,
    end: fromBoundary ? CAMPUS : (finding.gateId ?? undefined),
    fromText: fromBoundary ? '校园围墙外缘最近处' : `${finding.gateName ?? '校门'}门扇中线`,
    toText: '营业场所出入口中线',
    segments: [{}],
    instrument: 'laser',
    surveyedAt: minuteOf(new Date()),
    officers: [{}, {}],
  };
}

/** The survey as it is recorded. */
export function surveyOf(
  { schoolId, venueId }: FindingRow,
  { end, segments, ...draft }: SurveyForm,
): InputOf<'surveys.record'> {
  return {
    ...draft,
    schoolId,
    venueId,
    gateId: end === CAMPUS ? null : end,
    segments: segments.map(({ from, to, metres }) => ({
      from: from ?? '',
      to: to ?? '',
      metres: typeof metres === 'number' ? metres : 0,
    })),
    instrumentNumber: draft.instrumentNumber ?? '',
    witness: draft.witness ?? '',
    note: draft.note ?? '',
  };
}

/** The whole distance of what is understood, in metres. */
export function lengthOf(segments: SurveyForm['segments'] | undefined): number {
  return (segments ?? []).reduce(
    (sum, segment) => sum + (typeof segment?.metres === 'number' ? segment.metres : 0),
    0,
  );
}
