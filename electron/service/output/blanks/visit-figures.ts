import type { FigureId } from '#shared/blanks/figure-words.ts';
import type { Facets } from '#shared/blanks/label-facets.ts';
import { kindsIn } from '#shared/classification/category.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { Query } from '#shared/tables/query.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import { counted, unknown } from './figure-values.ts';
import type { KnownFigure } from './known-figure.ts';
import type { SpanFacts } from './span-facts.ts';

export interface FigureOptions {
  /** 人次 by officer and venue, and not by officer and day. */
  readonly timesByVenue: boolean;
  /** The form knows 一般 and 重大 alone. */
  readonly twoLevels: boolean;
}

/** What is asked for, and the rows that it is counted from. */
export interface Asked {
  readonly figure: FigureId;
  readonly facets: Facets;
  readonly unit: string;
  readonly facts: SpanFacts;
  readonly schools: ReadonlySet<number>;
  readonly isNarrowed: boolean;
  readonly span: PeriodDates;
}

type Visit = SpanFacts['visits'][number];

/** Figures of visits, papers and sweeps; null for others. */
export function visitFigure(asked: Asked, options: FigureOptions): KnownFigure | null {
  const { figure, facets, facts, isNarrowed, span } = asked;
  const visits = facts.visits.filter((visit) => isAsked(visit, asked));
  const query: Query = {
    match: 'all',
    parts: [{ column: 'on', operator: 'between', operands: [span.from, span.to] }],
  };
  const isWhole = !isNarrowed && facets.categories === undefined && facets.body === undefined;
  const told = { count: visits.length, rows: isWhole ? { table: 'visits' as const, query } : null };
  const venues = visits.filter(({ venueId }) => venueId !== null);
  const reason = facets.categories === undefined ? '' : '一家有几个类别的，各类都计';
  if (figure === 'orders' || figure === 'transfers' || figure === 'papers')
    return isWhole ? paperFigure(figure, facts) : unknown('编号簿不分学校、镇街和类别');
  const figures: Partial<Record<FigureId, () => KnownFigure>> = {
    visits: () => counted(visits.length, told),
    venueVisits: () => counted(venues.length, { ...told, reason }),
    venuesVisited: () => counted(new Set(venues.map(({ venueId }) => venueId)).size, { ...told, reason }),
    officerTimes: () => counted(officerTimes(visits, options), { ...told, reason: timesWords(options) }),
    sweeps: () => (isNarrowed ? unknown('行动不分学校和镇街') : counted(facts.sweeps.length)),
  };
  return figures[figure]?.() ?? null;
}

function isAsked(visit: Visit, { facets: { categories, body }, schools, isNarrowed }: Asked): boolean {
  const { schoolId, category, officers } = visit;
  return (
    (!isNarrowed || (schoolId !== null && schools.has(schoolId))) &&
    (!categories || kindsIn(category).some((kind) => categories.includes(kind))) &&
    (body === undefined || readStored('visits.officers', officers).some(({ agency }) => agency === body))
  );
}

function officerTimes(visits: readonly Visit[], { timesByVenue }: FigureOptions): number {
  const of = ({ officers, startedAt, id }: Visit) =>
    readStored('visits.officers', officers).map(
      ({ certificate }) => `${certificate} ${timesByVenue ? id : startedAt.slice(0, 10)}`,
    );
  return new Set(visits.flatMap(of)).size;
}

const timesWords = ({ timesByVenue }: FigureOptions) => (timesByVenue ? '按人、按家次计' : '按人、按天计');

const paperTemplates = { orders: 'order', transfers: 'transfer' } as const;

/** What visits say that was handed out on the spot, which the register may not know of. */
const onTheSpot = { orders: /责令|改正通知|整改通知/, transfers: /移送|移交/, papers: /./ } as const;

function paperFigure(
  figure: 'orders' | 'transfers' | 'papers',
  { papers, visits, keepsPapers }: SpanFacts,
): KnownFigure {
  const own =
    figure === 'papers' ? papers : papers.filter(({ template }) => template === paperTemplates[figure]);
  const said = visits.filter(({ documents, measures }) =>
    onTheSpot[figure].test(figure === 'papers' ? documents : `${documents}${measures}`),
  ).length;
  // A register that nobody keeps does not say that there was none.
  if (!keepsPapers && said === 0) return unknown('编号簿没有登记过文书，留空');
  const isShort = said > own.length;
  const reason = isShort ? `编号簿里 ${own.length} 份，检查记录里提到 ${said} 次` : '按编号簿计';
  const value = Math.max(said, own.length);
  return { value, reason, parts: '', count: value, sure: !isShort && figure !== 'papers', rows: null };
}
