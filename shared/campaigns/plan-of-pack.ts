import { addDays, weekdayOf } from '../calendar/days.ts';
import type { Cadence, Obligation } from '../rules/cadence.ts';
import type { RulePack } from '../rules/rule.ts';
import { periodDates } from '../sweeps/period.ts';
import type { CampaignPhase } from './campaign-task.ts';

/** A task of a plan before anybody has begun it. */
interface PlannedTask {
  readonly title: string;
  readonly kind: Obligation['kind'];
  readonly phase: string;
  readonly body: string;
  readonly helping: string;
  /** YYYY-MM-DD; null where the document gives no day. */
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly article: string;
  readonly excerpt: string;
  readonly note: string;
}

export interface CampaignPlan {
  readonly title: string;
  readonly document: string;
  readonly phases: readonly CampaignPhase[];
  readonly tasks: readonly PlannedTask[];
}

/** What the plan of a pack is made for. */
interface Wanted {
  readonly year: number;
  /** On which day of the week weekly reports are due where the document does not say: the office's own word. */
  readonly weekday: number;
}

type PlannedPack = Pick<RulePack, 'region' | 'document' | 'cadence' | 'obligations'>;

/**
 * The plan of a pack's document for a year: what happens again and again is one task for each time, with the days that the
 * document gives. A document of another year keeps its months and days.
 */
export function planOfPack(pack: PlannedPack, wanted: Wanted): CampaignPlan {
  const phases = phasesOf(pack.cadence, wanted.year);
  return {
    title: `${wanted.year}年${pack.region}校园安全工作计划`,
    document: pack.document,
    phases,
    tasks: pack.obligations
      .flatMap((each) => tasksOf(each, wanted, phases))
      .toSorted((a, b) => orderOf(a, phases).localeCompare(orderOf(b, phases))),
  };
}

/** The year that a document names; null where it names none. */
export function yearOfDocument(cadence: Cadence): number | null {
  return cadence.kind === 'phases' && typeof cadence.year === 'number' ? cadence.year : null;
}

function phasesOf(cadence: Cadence, year: number): CampaignPhase[] {
  if (cadence.kind !== 'phases') return [];
  return cadence.phases.map(({ title, from, to }) => ({
    title,
    from: from && inYear(from, year),
    to: inYear(to, year),
  }));
}

/** A month and day in a year, whichever year the document was written for. */
function inYear(monthDay: string, year: number): string {
  return `${year}-${monthDay.slice(-5)}`;
}

/** What stands first: by phase, then by the last day, what has none last. */
function orderOf({ phase, dueOn, startsOn }: PlannedTask, phases: readonly CampaignPhase[]): string {
  const place = phases.findIndex(({ title }) => title === phase);
  return `${place < 0 ? 99 : String(place).padStart(2, '0')} ${dueOn ?? '9999'} ${startsOn ?? ''}`;
}

interface Stretch {
  readonly title: string;
  readonly from: string | null;
  readonly to: string | null;
}

function tasksOf(asked: Obligation, wanted: Wanted, phases: readonly CampaignPhase[]): PlannedTask[] {
  const { title, kind, by: body, helping, article, excerpt, times } = asked;
  const phase = phases.find((each) => each.title === asked.phase);
  const note =
    asked.every === 'week' && asked.weekday === null
      ? '文件只写每周，报送日由本单位定'
      : asked.every === 'irregular'
        ? '文件没有写明次数和日期'
        : '';
  return stretchesOf(asked, wanted, phase).flatMap((stretch) =>
    Array.from({ length: times }, (_, i) => ({
      title: [title, stretch.title && `（${stretch.title}）`, times > 1 && ` 第 ${i + 1} 次，共 ${times} 次`]
        .filter(Boolean)
        .join(''),
      ...{ kind, body, helping, article, excerpt, note },
      phase: phase?.title ?? '',
      startsOn: stretch.from,
      dueOn: stretch.to,
    })),
  );
}

/** When it is to be done: once for each stretch. */
function stretchesOf(asked: Obligation, { year, weekday }: Wanted, phase?: CampaignPhase): Stretch[] {
  switch (asked.every) {
    case 'week':
      return weeks(phase ?? wholeYear(year), asked.weekday ?? weekday);
    case 'month':
      return Array.from({ length: 12 }, (_, month) => ({
        title: `${month + 1}月`,
        from: dayIn(year, month, 1),
        to: dayIn(year, month + 1, 0),
      }));
    case 'quarter':
      return [1, 2, 3, 4].map((quarter) => ({
        title: `第${'一二三四'[quarter - 1]}季度`,
        ...periodDates(`${year}Q${quarter}`),
      }));
    case 'halfYear':
      return [
        { title: '上半年', from: `${year}-01-01`, to: `${year}-06-30` },
        { title: '下半年', from: `${year}-07-01`, to: `${year}-12-31` },
      ];
    case 'term':
      // Documents speak of terms without their days.
      return [
        { title: '春季学期', from: null, to: null },
        { title: '秋季学期', from: null, to: null },
      ];
    case 'year':
      return [{ title: '', ...wholeYear(year) }];
    case 'once':
    case 'irregular':
      return [
        {
          title: '',
          from: asked.from === null ? (phase?.from ?? null) : inYear(asked.from, year),
          to: asked.due && inYear(asked.due, year),
        },
      ];
  }
}

function wholeYear(year: number) {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** One for each week of a phase, due on a day of the week. */
function weeks({ from, to }: Pick<CampaignPhase, 'from' | 'to'>, weekday: number): Stretch[] {
  if (from === null || to === null) return [];
  const stretches: Stretch[] = [];
  const first = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  for (let due = first; due <= to; due = addDays(due, 7)) {
    const begin = addDays(due, 1 - weekday);
    stretches.push({
      title: `${Number(due.slice(5, 7))}月${Number(due.slice(8))}日`,
      from: begin < from ? from : begin,
      to: due,
    });
  }
  return stretches;
}

/** A day of a year by its month from 0; day 0 is the last one of the month before. */
function dayIn(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
}
