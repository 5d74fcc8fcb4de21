import { minuteOf } from '#shared/calendar/china-time.ts';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import type { VisitResult } from '#shared/sweeps/visit-rules.ts';
import type { Call } from '../calls.ts';
import type { Notebook } from './notebook.ts';

export type Stop = OutputOf<'sweeps.get'>['stops'][number];
type Officer = InputOf<'visits.record'>['officers'][number];

/** A clock that somebody moves; times are those of China. */
export class MovedClock {
  #now = new Date('2026-10-01T09:00:00+08:00');

  now(): Date {
    return this.#now;
  }

  set(day: string, time = '18:00'): void {
    this.#now = new Date(`${day}T${time}:00+08:00`);
  }
}

/** What is met at a stop, by a number from 0 up to 1. */
function resultFor(chance: number, isVenue: boolean): VisitResult {
  if (chance < 0.55) return '正常';
  if (chance < 0.84 || !isVenue) return '发现隐患';
  if (chance < 0.92) return '未营业';
  return chance < 0.96 ? '已关闭' : '拒绝检查';
}

/** What somebody who visits needs to know. */
export interface Visitor {
  readonly notebook: Notebook;
  readonly random: () => number;
  readonly officers: readonly Officer[];
}

/**
 * Records a visit that began at a local time, and notes it down. Every visit says something of its own, by which it is
 * found again; so does every hazard.
 */
export async function visitStop(
  call: Call,
  stop: Pick<Stop, 'id' | 'venueId' | 'schoolId'>,
  startedAt: string,
  { notebook, random, officers }: Visitor,
): Promise<VisitResult> {
  const result = resultFor(random(), stop.venueId !== null);
  const facts = `检查 ${notebook.visits.length + 1} 所见`;
  const hazards = result === '发现隐患' ? hazardsOf(facts, startedAt, random) : [];
  const end = minuteOf(new Date(new Date(`${startedAt}:00+08:00`).getTime() + 25 * 60_000));
  await call('visits.record', {
    stopId: stop.id,
    startedAt,
    endedAt: end,
    officers: [...officers],
    result,
    facts,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards,
  });
  const { venueId, schoolId } = stop;
  const day = startedAt.slice(0, 10);
  const bodies = officers.map(({ agency }) => agency);
  const isNight = end.slice(0, 10) !== day;
  notebook.visits.push({ facts, venueId, schoolId, day, isNight, result, bodies });
  if (result !== '未营业') notebook.done.add(stop.id);
  for (const hazard of hazards) noteHazard(notebook, hazard, day);
  return result;
}

type Hazard = InputOf<'visits.record'>['hazards'][number];

/** One or two hazards; some are put right on the spot, of some nobody is named who is responsible. */
function hazardsOf(facts: string, startedAt: string, random: () => number): Hazard[] {
  return Array.from({ length: random() < 0.3 ? 2 : 1 }, (_, i) => {
    const onSpot = random() < 0.2;
    const isNamed = onSpot || random() < 0.5;
    return {
      kind: i === 0 ? ('社会治安' as const) : ('消防安全' as const),
      level: '一般' as const,
      description: `${facts}之隐患 ${i + 1}`,
      responsibleBody: isNamed ? '区公安分局' : '',
      responsiblePerson: isNamed ? '店主' : '',
      dueOn: random() < 0.4 ? '2026-11-10' : '2026-12-10',
      onSpot: onSpot ? '当场改正' : '',
      ...(startedAt > '2026-11-10' ? { dueOn: '2026-12-10' } : {}),
    };
  });
}

function noteHazard(notebook: Notebook, hazard: Hazard, day: string): void {
  const state = hazard.onSpot ? 'closed' : hazard.responsiblePerson === '' ? 'found' : 'assigned';
  notebook.hazards.set(hazard.description, {
    state,
    level: hazard.level,
    foundOn: day,
    dueOn: hazard.dueOn,
    closedOn: state === 'closed' ? day : null,
  });
}
