import type { WorkingClock } from '../calendar/working-clock.ts';
import { type Handed, handingOf, hoursLate } from './handing.ts';

/** A step of a hazard, as its history has it. */
interface Step {
  readonly id: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly note: string;
  readonly visitId: number | null;
}

/** What was handed over, with who said what of it. */
interface ToldHanding extends Handed {
  readonly id: number;
  /** The step of the hazard that it was, where it was one. */
  readonly eventId: number | null;
  readonly matter: string;
  readonly toPerson: string;
  readonly handedBy: string;
  readonly receivedBy: string;
  readonly answer: string;
  readonly endedBy: string;
}

/** Something that happened: who did what when, with which bodies, until when, and by how many working hours it was late. */
export interface TimelineEntry {
  readonly key: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly note: string;
  readonly visitId: number | null;
  /** 区城管局, or 东镇 → 区城管局 */
  readonly bodies: string;
  readonly dueAt: string | null;
  readonly hoursLate: number | null;
}

/** All that happened to a thing in one order: the steps of its state, and what was handed about. */
export function timelineOf(
  steps: readonly Step[],
  handings: readonly ToldHanding[],
  now: Date,
  clock: WorkingClock,
): TimelineEntry[] {
  const byStep = new Map(handings.flatMap((each) => (each.eventId === null ? [] : [[each.eventId, each]])));
  const told = steps.map((step): TimelineEntry => {
    const { id, at, actor, action, note, visitId } = step;
    const handed = byStep.get(id);
    const what = { key: `step/${id}`, at, actor, action, visitId, hoursLate: null };
    if (!handed) return { ...what, note, bodies: '', dueAt: null };
    return { ...what, note: handed.matter, bodies: bodiesOf(handed), dueAt: handed.dueAt };
  });
  const entries = [...told, ...handings.flatMap((each) => entriesOf(each, hoursLate(each, now, clock)))];
  // What happened at one moment keeps the order in which it was told.
  return entries.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

function entriesOf(handing: ToldHanding, late: number | null): TimelineEntry[] {
  const { id, kind, eventId, matter, handedAt, handedBy, receivedAt, receivedBy, dueAt } = handing;
  const { title, answer: wanted } = handingOf(kind);
  const entries: TimelineEntry[] = [];
  const tell = (what: string, entry: Omit<TimelineEntry, 'key' | 'visitId'>) =>
    entries.push({ ...entry, key: `${what}/${id}`, visitId: null });
  if (eventId === null)
    tell('handed', {
      ...{ at: handedAt, actor: handedBy, action: title, note: matter },
      ...{ bodies: bodiesOf(handing), dueAt, hoursLate: null },
    });
  if (receivedAt !== null)
    tell('received', {
      ...{ at: receivedAt, actor: receivedBy, action: `签收${title}`, note: '' },
      ...{ bodies: handing.toBody, dueAt: null, hoursLate: wanted === null ? late : null },
    });
  const ended = endOf(handing);
  if (ended)
    tell('ended', {
      ...ended,
      bodies: handing.toBody,
      dueAt: null,
      hoursLate: wanted === null ? null : late,
    });
  return entries;
}

/** How it ended, where no step of the hazard tells that already. */
function endOf({ kind, ended, endedAt, endedBy, answer }: ToldHanding) {
  const said = { at: endedAt ?? '', actor: endedBy, note: answer };
  const { title, answer: wanted } = handingOf(kind);
  if (ended === 'answered') return { ...said, action: wanted ?? '回复' };
  // Where a hazard is given back or to another, it is a step of its own.
  if (ended === '' || wanted === null) return null;
  return { ...said, action: `${ended === 'returned' ? '退回' : '撤回'}${title}` };
}

/** 东镇 → 区城管局 王某 */
function bodiesOf({ fromBody, toBody, toPerson }: ToldHanding): string {
  const to = [toBody, toPerson].filter((each) => each !== '').join(' ');
  return fromBody === '' ? to : `${fromBody} → ${to}`;
}
