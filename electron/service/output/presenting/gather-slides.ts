import type { Opens, PresentationEdition } from '#shared/contract/presentation.ts';
import { type ChangeKind, type ChangesWanted, changeKindNames } from '#shared/contract/what-changed.ts';
import type { SlideFigure as FigureOf, Slide as SlideOf } from '#shared/presenting/slide.ts';
import { withhold } from '#shared/presenting/withhold.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { type PeriodDates, periodDates, periodTitle } from '#shared/sweeps/period.ts';
import { all, oneOf, yes } from '#shared/tables/conditions.ts';
import type { Condition } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { selectSensitive } from '../../db/queries/sensitive-values.ts';
import type { ChangesContext } from '../changes/changes-context.ts';
import { gatherWhatChanged } from '../changes/gather-what-changed.ts';
import type { FilledTable } from '../documents/paper-blocks.ts';
import { districtTrend } from '../documents/quarters.ts';
import { type SpanFilling, spanFilling } from '../documents/span-values.ts';
import { gatherSlideMap } from './gather-slide-map.ts';

export type Slide = SlideOf<Opens>;
type SlideFigure = FigureOf<Opens>;

/** A quarter as its slides. Every number is one that documents and the overview tell by the same definition. */
export async function gatherSlides(
  context: ChangesContext,
  period: string,
  edition: PresentationEdition,
): Promise<Slide[]> {
  const { workspace, today, db } = context;
  const quarter = periodDates(period);
  const span = { from: quarter.from, to: quarter.to < today ? quarter.to : today };
  const filling = await spanFilling(context, quarter);
  const asOf = `截至 ${span.to}`;
  const slides: Slide[] = [
    coverSlide(context, period, asOf),
    { title: '本季整治', note: `${span.from} 至 ${span.to}`, body: figuresOf(sweepFigures(filling, span)) },
    {
      title: '学校周边场所',
      note: `按最重的一项研判结果计，${today} 的状态`,
      body: figuresOf(venueFigures(filling)),
    },
    {
      title: '学生安全区域',
      note: `${workspace.pack.title}，${today} 的状态`,
      body: { kind: 'map', ...(await gatherSlideMap(context, edition)) },
    },
    await changesSlide(context, span),
    { title: '隐患', note: asOf, body: figuresOf(hazardFigures(filling, span)) },
    tableSlide('隐患种类', asOf, filling.tables.kinds, (kind) =>
      rows('hazards', between('foundOn', span), oneOf('kind', kind)),
    ),
    tableSlide('各镇街', asOf, filling.tables.towns, (town) =>
      changesOf(span, { town: town === '未划定' ? '' : town }),
    ),
    edition === 'full' ? await schoolsSlide(context, span) : togetherSlide(filling, span),
    await trendSlide(context, quarter.to),
  ];
  return edition === 'full' ? slides : withhold(slides, await selectSensitive(db));
}

function coverSlide({ workspace }: ChangesContext, period: string, asOf: string): Slide {
  const demonstration = workspace.demonstration ? '　演示数据' : '';
  const lines = [`${periodTitle(period)}情况汇报`, workspace.pack.coordinator, `${asOf}${demonstration}`];
  return { title: `${workspace.name}校园周边安全`, note: '', body: { kind: 'cover', lines } };
}

/** What changed in a span, of all or of a part. */
function changesOf(of: PeriodDates, part: Partial<ChangesWanted> = {}): Opens {
  return { kind: 'changes', wanted: { ...everyChange(of), ...part } };
}

function everyChange(of: PeriodDates): ChangesWanted {
  return { of, level: TOWN_LEVEL, town: null, schoolId: null, category: null, kinds: null };
}

const rows = (table: TableName, ...parts: Condition[]): Opens => ({
  kind: 'rows',
  table,
  query: all(...parts),
});

function between(column: string, { from, to }: PeriodDates): Condition {
  return { column, operator: 'between', operands: [from, to] };
}

function figuresOf(figures: readonly SlideFigure[]): Slide['body'] {
  return { kind: 'figures', figures };
}

/** A figure of a document as it is defined there, with its rows. */
function figure(
  { figures }: SpanFilling,
  field: string,
  label: string,
  tone: SlideFigure['tone'] = 'plain',
): SlideFigure[] {
  const known = figures.find((each) => each.field === field);
  if (!known) return [];
  const { value, table, query } = known;
  return [{ label, value, tone: value === '0' ? 'plain' : tone, opens: { kind: 'rows', table, query } }];
}

/** One that documents tell in words, with the rows that it was counted from. */
function known({ known: values }: SpanFilling, field: string, label: string, opens: Opens): SlideFigure {
  return { label, value: values[field] ?? '—', tone: 'plain', opens };
}

function sweepFigures(filling: SpanFilling, span: PeriodDates): SlideFigure[] {
  const visits = rows('visits', between('on', span));
  return [
    ...figure(filling, '学校总数', '学校（所）'),
    known(filling, '整治学校数', '已整治学校（所）', visits),
    known(filling, '覆盖率', '覆盖率', visits),
    ...figure(filling, '检查次数', '现场检查（次）'),
  ];
}

function venueFigures(filling: SpanFilling): SlideFigure[] {
  return [
    ...figure(filling, '区内场所数', '区内·禁设（家）', 'grave'),
    ...figure(filling, '待实测数', '待实测（家）', 'doubt'),
    ...figure(filling, '重点监管数', '重点监管（家）', 'good'),
    ...figure(filling, '监管存疑数', '监管·存疑（家）', 'doubt'),
  ];
}

function hazardFigures(filling: SpanFilling, span: PeriodDates): SlideFigure[] {
  return [
    ...figure(filling, '发现隐患数', '本季发现（处）'),
    ...figure(filling, '销号数', '本季销号（处）', 'good'),
    known(filling, '整改率', '整改率', rows('hazards', between('foundOn', span))),
    ...figure(filling, '在办数', '在办（处）'),
    ...figure(filling, '逾期数', '逾期（处）', 'grave'),
    ...figure(filling, '重大隐患数', '在办重大隐患（处）', 'grave'),
  ];
}

/** What partners did together. */
function togetherSlide(filling: SpanFilling, span: PeriodDates): Slide {
  const visits = rows('visits', between('on', span));
  return {
    title: '联合整治',
    note: `${span.from} 至 ${span.to}`,
    body: figuresOf([
      known(filling, '受检单位数', '受检单位（家）', visits),
      known(filling, '执法人员数', '参加执法人员（人）', visits),
      known(filling, '挂牌督办数', '挂牌督办（处）', rows('hazards', yes('listed'))),
    ]),
  };
}

const told: readonly (readonly [kind: ChangeKind, tone: SlideFigure['tone']])[] = [
  ['venueOpened', 'plain'],
  ['venueClosed', 'plain'],
  ['venueVanished', 'plain'],
  ['findingCame', 'grave'],
  ['findingGone', 'good'],
  ['findingChanged', 'doubt'],
];

async function changesSlide(context: ChangesContext, of: PeriodDates): Promise<Slide> {
  const { totals } = await gatherWhatChanged(context, everyChange(of), 0);
  return {
    title: '本季变化',
    note: '场所按名单和手工改动计，判定按场所与学校逐对计',
    body: figuresOf(
      told.map(([kind, tone]) => ({
        label: changeKindNames[kind],
        value: String(totals[kind] ?? 0),
        tone: totals[kind] ? tone : 'plain',
        opens: changesOf(of, { kinds: [kind] }),
      })),
    ),
  };
}

/** Schools with the most to do, and what changed around them. */
async function schoolsSlide(context: ChangesContext, of: PeriodDates): Promise<Slide> {
  const { schools } = await gatherWhatChanged(context, everyChange(of), 0);
  const busy = schools.filter(
    ({ violations, undetermined, openHazards }) => violations + undetermined + openHazards > 0,
  );
  const number = (title: string) => ({ title, share: 2, number: true });
  return {
    title: '重点学校',
    note: `区内·禁设多的在前，${context.today} 的状态`,
    body: {
      kind: 'table',
      columns: [
        { title: '学校', share: 4, number: false },
        ...['区内·禁设', '待实测', '未结隐患', '进入区内'].map(number),
      ],
      rows: busy.map(({ id, name, violations, undetermined, openHazards, came }) => ({
        cells: [name, ...[violations, undetermined, openHazards, came].map(String)],
        opens: { kind: 'school', id },
      })),
      sum: null,
      none: '没有学校周边有区内·禁设、待实测的场所或未结隐患。',
    },
  };
}

/** A table of a document; its first column says what a row is about, and a last row of sums stays at the foot. */
function tableSlide(
  title: string,
  note: string,
  table: FilledTable | undefined,
  opens: (key: string) => Opens,
): Slide {
  const { columns, rows, none } = table ?? { columns: [], rows: [], none: '' };
  const last = rows.at(-1);
  const sum = last?.[0] === '合计' ? last : null;
  return {
    title,
    note,
    body: {
      kind: 'table',
      columns: columns.map(({ title, share, number = false }) => ({ title, share, number })),
      rows: (sum ? rows.slice(0, -1) : rows).map((cells) => ({ cells, opens: opens(cells[0] ?? '') })),
      sum,
      none,
    },
  };
}

async function trendSlide({ db, workspace }: ChangesContext, until: string): Promise<Slide> {
  const quarters = await districtTrend(db, until, workspace.pack.sweepCounts);
  return {
    title: '逐季走势',
    note: '隐患按发现和销号的日期计',
    body: {
      kind: 'bars',
      series: [
        { title: '现场检查', colour: '#8aa4c4' },
        { title: '发现隐患', colour: '#c77700' },
        { title: '销号', colour: '#2b7a4b' },
      ],
      groups: quarters.map(({ period, visits, found, closed }) => ({
        title: `${period.slice(2, 4)}年${period.slice(5)}季度`,
        values: [visits, found, closed],
        opens: rows('hazards', between('foundOn', periodDates(period))),
      })),
    },
  };
}
