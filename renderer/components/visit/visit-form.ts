import { minuteOf } from '#shared/calendar/china-time.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import type { HazardDraft } from '#shared/contract/sweeps.ts';
import type { CheckAnswer } from '#shared/sweeps/checklist.ts';
import type { Officer, VisitResult } from '#shared/sweeps/visit-rules.ts';

/** A visit as the form holds it: what nobody filled in is missing. */
export interface VisitForm {
  startedAt: string;
  endedAt: string;
  officers: Officer[];
  result: VisitResult;
  facts: string;
  checklist?: Record<string, CheckAnswer | undefined>;
  measuredDistance: number | null;
  measuredFrom?: string;
  measuredTo?: string;
  instrument?: string;
  documents?: string;
  nextOn?: string;
  measures?: string;
  partyView?: string;
  capReason?: string;
  hazards: HazardDraft[];
}

const MINUTES_ON_SITE = 20;
const DAYS_TO_RECTIFY = 15;

/** A visit as the form begins: officers still to be named. */
export function emptyVisit(
  officers: readonly Officer[] = [],
): Omit<VisitForm, 'officers'> & { officers: Partial<Officer>[] } {
  const now = new Date();
  const start = new Date(now.getTime() - MINUTES_ON_SITE * 60_000);
  return {
    startedAt: minuteOf(start),
    endedAt: minuteOf(now),
    officers: officers.length >= 2 ? [...officers] : [...officers, {}, {}].slice(0, 2),
    result: '正常',
    facts: '',
    measuredDistance: null,
    hazards: [],
  };
}

/** A hazard as it begins; `days` until it is due where the pack says so. */
export function emptyHazard(kind: string, days = DAYS_TO_RECTIFY): HazardDraft {
  const due = new Date(Date.now() + days * 86_400_000);
  return {
    kind,
    level: '一般',
    description: '',
    responsibleBody: '',
    responsiblePerson: '',
    dueOn: minuteOf(due).slice(0, 10),
    onSpot: '',
  };
}

/** What is recorded of a filled form. Hazards count only where the result says that there are some. */
export function visitDraft(form: VisitForm, stopId: number): InputOf<'visits.record'> {
  return {
    ...form,
    stopId,
    measuredDistance: form.measuredDistance ?? null,
    checklist: answered(form.checklist),
    measuredFrom: form.measuredFrom ?? '',
    measuredTo: form.measuredTo ?? '',
    instrument: form.instrument ?? '',
    documents: form.documents ?? '',
    nextOn: form.nextOn || null,
    measures: form.measures ?? '',
    partyView: form.partyView ?? '',
    capReason: form.capReason ?? '',
    hazards: form.result === '发现隐患' ? foundHazards(form.hazards) : [],
  };
}

/** Hazards of a form as they are registered: a field that nobody filled in is empty. */
export function foundHazards(hazards: readonly HazardDraft[]): HazardDraft[] {
  return hazards.map((hazard) => ({
    ...hazard,
    responsibleBody: hazard.responsibleBody ?? '',
    responsiblePerson: hazard.responsiblePerson ?? '',
    onSpot: hazard.onSpot ?? '',
  }));
}

/** Points that somebody answered. */
function answered(checklist: VisitForm['checklist']): Record<string, CheckAnswer> {
  return Object.fromEntries(
    Object.entries(checklist ?? {}).flatMap(([item, answer]) => (answer ? [[item, answer]] : [])),
  );
}
