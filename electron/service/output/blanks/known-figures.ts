import type { FigureId } from '#shared/blanks/figure-words.ts';
import type { Facets } from '#shared/blanks/label-facets.ts';
import { kindsIn } from '#shared/classification/category.ts';
import { balanceOf, isOpenAt, wasClosed } from '#shared/ledger/balance.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { Query } from '#shared/tables/query.ts';
import { countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { spanFigures } from '../documents/span-figures.ts';
import type { KnownFigure, LedgerHazard } from './known-figure.ts';
import { planFigure } from './plan-figures.ts';
import { FactsBySpan, type SpanFacts, spanFor } from './span-facts.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

export interface FigureOptions {
  /** 人次 by officer and venue, and not by officer and day. */
  readonly timesByVenue: boolean;
  /** The form knows 一般 and 重大 alone. */
  readonly twoLevels: boolean;
}

const unknown = (reason: string): KnownFigure => ({
  value: null,
  reason,
  parts: '',
  count: null,
  sure: true,
  rows: null,
});
const NOBODY_LOOKED = '期内没有检查或排查记录，留空';

/** Answers what forms ask for. Everything is counted by the rows that reports, documents and the overview count. */
export class KnownFigures {
  readonly #context: Context;
  readonly #facts: FactsBySpan;
  readonly #span: PeriodDates;
  readonly #options: FigureOptions;

  constructor(context: Context, span: PeriodDates, options: FigureOptions) {
    this.#context = context;
    this.#facts = new FactsBySpan(context);
    this.#span = span;
    this.#options = options;
  }

  async facts(): Promise<SpanFacts> {
    return await this.#facts.of(this.#span);
  }

  async of(figure: FigureId, facets: Facets, unit: string): Promise<KnownFigure> {
    if (figure === 'unkept' || figure === 'spots' || figure === 'spotsDone')
      return unknown('工作区没有这类记录，留空');
    const span = spanFor(facets.period, this.#span);
    if (span.from > this.#context.today) return unknown('还没有到这段时间');
    const facts = await this.#facts.of(span);
    const schools = await this.#schoolsOf(facets);
    const isNarrowed = facets.schoolId ?? facets.town ?? facets.station ?? facets.stages;
    const asked: Asked = { figure, facets, unit, facts, schools, isNarrowed: isNarrowed !== undefined, span };
    if (figure === 'schools' || figure === 'schoolsLooked' || figure === 'coverage')
      return schoolFigure(asked);
    const hasLooked = [...schools].some((id) => facts.looked.has(id));
    const hasAny = facts.visits.length + facts.hazards.length > 0;
    if (figure === 'venues' || figure === 'violations' || figure === 'undetermined')
      return asked.isNarrowed ? unknown('场所数没有按学校或镇街的口径') : await this.#venueFigure(asked);
    // What nobody looked at is not known: 0 would say that somebody did.
    if (asked.isNarrowed ? !hasLooked : !hasAny) return unknown(NOBODY_LOOKED);
    return visitFigure(asked, this.#options) ?? this.#hazardFigure(asked);
  }

  async #schoolsOf({ schoolId, town, station, stages }: Facets): Promise<ReadonlySet<number>> {
    const { places } = this.#context.workspace;
    const lookup = await places.regions();
    const schools = [...(await places.schools()).values()].filter(
      ({ id, stage }) =>
        (schoolId === undefined || id === schoolId) &&
        (town === undefined || lookup.ofSchool(TOWN_LEVEL, id) === town) &&
        (station === undefined || lookup.ofSchool(POLICE_LEVEL, id) === station) &&
        (stages === undefined || stages.includes(stage)),
    );
    return new Set(schools.map(({ id }) => id));
  }

  async #venueFigure({ figure, facets }: Asked): Promise<KnownFigure> {
    const byCategory = (await countByCategoryAndSeverity(this.#context.db)).filter(
      ({ category }) => !facets.categories || facets.categories.includes(category),
    );
    const empty = { schools: 0, visits: 0, found: [], closed: [], open: [], overdue: [] };
    const told = spanFigures({ span: this.#span, asOf: this.#span.to, ...empty, byCategory });
    const fields = {
      venues: ['区内场所数', '待实测数', '重点监管数', '监管存疑数'],
      violations: ['区内场所数'],
    };
    const named =
      figure === 'venues' ? fields.venues : figure === 'violations' ? fields.violations : ['待实测数'];
    const counted = told.filter(({ field }) => named.includes(field));
    const value = counted.reduce((sum, each) => sum + Number(each.value), 0);
    const [first] = counted;
    const rows =
      first && counted.length === 1 && !facets.categories ? { table: first.table, query: first.query } : null;
    return { value, reason: '按今天的研判结果', parts: '', count: value, sure: true, rows };
  }

  #hazardFigure({ figure, facets, facts, schools, span, unit, isNarrowed }: Asked): KnownFigure {
    if (facets.categories) return unknown('隐患没有按场所类别的口径');
    const levels = this.#levelsOf(facets);
    const own = (hazard: LedgerHazard) =>
      (!isNarrowed || (hazard.schoolId !== null && schools.has(hazard.schoolId))) &&
      (!levels || levels.includes(hazard.level)) &&
      (facets.kind === undefined || hazard.kind === facets.kind) &&
      (facets.source === undefined || hazard.source === facets.source) &&
      (facets.body === undefined || hazard.responsibleBody === facets.body);
    const found = facts.found.filter(own);
    const all = facts.hazards.filter(own);
    const reason = levels?.includes('较大') && levels.includes('一般') ? '本表只分两级，较大并入一般' : '';
    const told = {
      found,
      all,
      span,
      reason,
      unit,
      supervised: facts.supervised,
      said: facts.unverified.said,
    };
    return (
      planFigure(figure, told, this.#context.workspace.pack.fiveItems) ?? ledgerFigure(figure, told, facets)
    );
  }

  #levelsOf({ levels }: Facets) {
    if (!levels) return null;
    return this.#options.twoLevels && levels.includes('一般') ? (['一般', '较大'] as const) : levels;
  }
}

interface Asked {
  readonly figure: FigureId;
  readonly facets: Facets;
  readonly unit: string;
  readonly facts: SpanFacts;
  readonly schools: ReadonlySet<number>;
  readonly isNarrowed: boolean;
  readonly span: PeriodDates;
}

/** Part and whole in percent with two decimals, half up; nothing of nothing is —. */
export function rateText(part: number, whole: number): string {
  // A hundredth of a percent of whole numbers: rounded as integers, so that halves go up.
  return whole === 0 ? '—' : (Math.floor((part * 20_000 + whole) / (2 * whole)) / 100).toFixed(2);
}

function rate(part: number, whole: number, rows: KnownFigure['rows']): KnownFigure {
  return {
    value: rateText(part, whole),
    reason: '',
    parts: `${part} ÷ ${whole}`,
    count: whole,
    sure: true,
    rows,
  };
}

function schoolFigure({ figure, facts, schools }: Asked): KnownFigure {
  const seen = [...schools].filter((id) => facts.looked.has(id)).length;
  if (figure === 'coverage') return rate(seen, schools.size, null);
  const value = figure === 'schools' ? schools.size : seen;
  return { value, reason: '', parts: '', count: value, sure: true, rows: null };
}

/** Figures of visits, papers and sweeps; null for others. */
function visitFigure(
  { figure, facets, facts, schools, isNarrowed, span }: Asked,
  options: FigureOptions,
): KnownFigure | null {
  const isNear = ({ schoolId }: { readonly schoolId: number | null }) =>
    !isNarrowed || (schoolId !== null && schools.has(schoolId));
  const { categories, body } = facets;
  const visits = facts.visits.filter(
    (visit) =>
      isNear(visit) &&
      (!categories || kindsIn(visit.category).some((kind) => categories.includes(kind))) &&
      (body === undefined ||
        readStored('visits.officers', visit.officers).some(({ agency }) => agency === body)),
  );
  const between = {
    match: 'all' as const,
    parts: [{ column: 'on', operator: 'between' as const, operands: [span.from, span.to] }],
  };
  const rows = isNarrowed || categories || body ? null : { table: 'visits' as const, query: between };
  const counted = (value: number, reason = ''): KnownFigure => ({
    value,
    reason,
    parts: '',
    count: visits.length,
    sure: true,
    rows,
  });
  const venues = visits.filter(({ venueId }) => venueId !== null);
  const twice = categories && categories.length > 0 ? '一家有几个类别的，各类都计' : '';
  switch (figure) {
    case 'visits':
      return counted(visits.length);
    case 'venueVisits':
      return counted(venues.length, twice);
    case 'venuesVisited':
      return counted(new Set(venues.map(({ venueId }) => venueId)).size, twice);
    case 'officerTimes':
      return officerTimes(visits, options, counted);
    case 'sweeps':
      return isNarrowed ? unknown('行动不分学校和镇街') : counted(facts.sweeps.length);
    case 'orders':
    case 'transfers':
    case 'papers':
      return paperFigure(figure, facts, isNarrowed || categories !== undefined || body !== undefined);
    default:
      return null;
  }
}

function officerTimes(
  visits: readonly SpanFacts['visits'][number][],
  { timesByVenue }: FigureOptions,
  counted: (value: number, reason: string) => KnownFigure,
): KnownFigure {
  const of = ({ officers, startedAt, id }: SpanFacts['visits'][number]) =>
    readStored('visits.officers', officers).map(
      ({ certificate }) => `${certificate} ${timesByVenue ? id : startedAt.slice(0, 10)}`,
    );
  const times = new Set(visits.flatMap(of)).size;
  return counted(times, timesByVenue ? '按人、按家次计' : '按人、按天计');
}

const paperTemplates = { orders: 'order', transfers: 'transfer' } as const;

/** What visits say that was handed out on the spot, which the register may not know of. */
const onTheSpot = { orders: /责令|改正通知|整改通知/, transfers: /移送|移交/, papers: /./ } as const;

function paperFigure(
  figure: 'orders' | 'transfers' | 'papers',
  { papers, visits }: SpanFacts,
  isNarrowed: boolean,
): KnownFigure {
  if (isNarrowed) return unknown('编号簿不分学校、镇街和类别');
  const own =
    figure === 'papers' ? papers : papers.filter(({ template }) => template === paperTemplates[figure]);
  const said = visits.filter(({ documents, measures }) =>
    onTheSpot[figure].test(figure === 'papers' ? documents : `${documents}${measures}`),
  ).length;
  const isShort = said > own.length;
  const reason = isShort ? `编号簿里 ${own.length} 份，检查记录里提到 ${said} 次` : '按编号簿计';
  const value = Math.max(said, own.length);
  return { value, reason, parts: '', count: value, sure: !isShort && figure !== 'papers', rows: null };
}

interface ToldHazards {
  readonly found: readonly LedgerHazard[];
  readonly all: readonly LedgerHazard[];
  readonly span: PeriodDates;
  readonly reason: string;
  readonly unit: string;
  readonly supervised: ReadonlySet<number>;
  readonly said: number;
}

function ledgerFigure(
  figure: FigureId,
  { found, all, span, reason, supervised, said }: ToldHazards,
  facets: Facets,
): KnownFigure {
  const open = found.filter((hazard) => isOpenAt(hazard, span.to));
  const { opening, ending } = balanceOf(all, span);
  const isPlain = Object.keys(facets).every((facet) => facet === 'period');
  const on = (column: string): Query => ({
    match: 'all',
    parts: [{ column, operator: 'between', operands: [span.from, span.to] }],
  });
  const rows = isPlain
    ? { table: 'hazards' as const, query: on(figure === 'closedIn' ? 'closedOn' : 'foundOn') }
    : null;
  const counted = (value: number): KnownFigure => ({
    value,
    reason,
    parts: '',
    count: value,
    sure: true,
    rows: figure === 'found' || figure === 'closedIn' ? rows : null,
  });
  const isLate = ({ dueOn }: LedgerHazard) => dueOn !== null && dueOn < span.to;
  switch (figure) {
    case 'found':
      return counted(found.length);
    case 'rectified':
      return counted(found.length - open.length);
    case 'unrectified':
      return counted(open.length);
    case 'rate':
      return { ...rate(found.length - open.length, found.length, rows), reason };
    case 'closedIn':
      return counted(all.filter((hazard) => wasClosed(hazard, span)).length);
    case 'opening':
      return counted(opening);
    case 'ending':
      return counted(ending);
    case 'overdue':
      return counted(all.filter((hazard) => isOpenAt(hazard, span.to) && isLate(hazard)).length);
    case 'supervised':
      return counted(all.filter(({ id }) => supervised.has(id)).length);
    case 'leads':
      return isPlain ? counted(said) : unknown('线索没有这样细分的口径');
    default:
      return unknown('工作区没有这项口径');
  }
}
