import type { FigureId } from '#shared/blanks/figure-words.ts';
import type { Facets } from '#shared/blanks/label-facets.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { hazardKindsOf } from '../../workspace/hazard-kinds.ts';
import { spanFigures } from '../documents/span-figures.ts';
import { rate, unknown } from './figure-values.ts';
import { ledgerFigure } from './hazard-figures.ts';
import { jointWorkFigure } from './joint-work-figures.ts';
import type { KnownFigure, LedgerHazard } from './known-figure.ts';
import { planFigure } from './plan-figures.ts';
import { FactsBySpan, type SpanFacts, spanFor } from './span-facts.ts';
import { type Asked, type FigureOptions, visitFigure } from './visit-figures.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

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
    if (figure === 'unkept') return unknown('工作区没有这类记录，留空');
    const { kinds } = hazardKindsOf(this.#context.workspace);
    if (facets.kind !== undefined && !kinds.some(({ name }) => name === facets.kind))
      return unknown(`现用规则包没有“${facets.kind}”这一种类，留空`);
    const span = spanFor(facets.period, this.#span);
    if (span.from > this.#context.today) return unknown('还没有到这段时间');
    const facts = await this.#facts.of(span);
    const schools = await this.#schoolsOf(facets);
    const isNarrowed = facets.schoolId ?? facets.town ?? facets.station ?? facets.stages;
    const asked: Asked = { figure, facets, unit, facts, schools, isNarrowed: isNarrowed !== undefined, span };
    if (figure === 'schools' || figure === 'schoolsLooked' || figure === 'coverage')
      return schoolFigure(asked);
    const joint = jointWorkFigure(asked);
    if (joint) return joint;
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
    const { today } = this.#context;
    const asOf = span.to < today ? span.to : today;
    const { supervised, unverified } = facts;
    const told = { found, all, span, asOf, reason, unit, supervised, said: unverified.said };
    return (
      planFigure(figure, told, this.#context.workspace.pack.fiveItems) ?? ledgerFigure(figure, told, facets)
    );
  }

  #levelsOf({ levels }: Facets) {
    if (!levels) return null;
    return this.#options.twoLevels && levels.includes('一般') ? (['一般', '较大'] as const) : levels;
  }
}

function schoolFigure({ figure, facts, schools }: Asked): KnownFigure {
  const seen = [...schools].filter((id) => facts.looked.has(id)).length;
  if (figure === 'coverage') return rate(seen, schools.size, null);
  const value = figure === 'schools' ? schools.size : seen;
  return { value, reason: '', parts: '', count: value, sure: true, rows: null };
}
