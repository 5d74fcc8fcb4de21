import type { PeriodDates } from '../sweeps/period.ts';
import { toldSources } from './source.ts';
import { isWithin } from './trouble-spot.ts';

/** What of a hazard is counted. */
interface CountedHazard {
  readonly level: string;
  readonly source: string;
  readonly foundOn: string;
  readonly closedOn: string | null;
}
interface CountedVisit {
  readonly on: string;
  readonly result: string;
}

/** What is compared before and after a day: all that belongs to an area. */
export interface ComparedRecords {
  readonly hazards: readonly CountedHazard[];
  readonly visits: readonly CountedVisit[];
  /** Days of what happened there. */
  readonly incidents: readonly string[];
}

interface Figure {
  readonly title: string;
  readonly unit: string;
  readonly of: (records: ComparedRecords, span: PeriodDates) => number;
}

/** Whether somebody else said it, and no visit or check of the office found it. */
const isTold = (source: string) => toldSources.some((told) => told === source);

const figures: readonly Figure[] = [
  {
    title: '发现隐患',
    unit: '件',
    of: ({ hazards }, span) => hazards.filter(({ foundOn }) => isWithin(foundOn, span)).length,
  },
  {
    title: '其中重大',
    unit: '件',
    of: ({ hazards }, span) =>
      hazards.filter(({ foundOn, level }) => level === '重大' && isWithin(foundOn, span)).length,
  },
  {
    title: '其中各方反映',
    unit: '件',
    of: ({ hazards }, span) =>
      hazards.filter(({ foundOn, source }) => isTold(source) && isWithin(foundOn, span)).length,
  },
  {
    title: '销号隐患',
    unit: '件',
    of: ({ hazards }, span) => hazards.filter(({ closedOn }) => isWithin(closedOn, span)).length,
  },
  {
    title: '期末未结隐患',
    unit: '件',
    of: ({ hazards }, { to }) =>
      hazards.filter(({ foundOn, closedOn }) => foundOn <= to && (closedOn === null || closedOn > to)).length,
  },
  {
    title: '现场检查',
    unit: '次',
    of: ({ visits }, span) => visits.filter(({ on }) => isWithin(on, span)).length,
  },
  {
    title: '其中发现隐患',
    unit: '次',
    of: ({ visits }, span) =>
      visits.filter(({ on, result }) => result === '发现隐患' && isWithin(on, span)).length,
  },
  {
    title: '门前事件',
    unit: '起',
    of: ({ incidents }, span) => incidents.filter((day) => isWithin(day, span)).length,
  },
];

/** The same figures of two spans. */
export function compareSpans(records: ComparedRecords, before: PeriodDates, after: PeriodDates) {
  return figures.map(({ title, unit, of }) => ({
    title,
    unit,
    before: of(records, before),
    after: of(records, after),
  }));
}
