import type { DocumentFigure } from '#shared/contract/documents.ts';
import type { DocumentTable } from '#shared/forms/document-template.ts';
import { isOpenAt, wasAdded, wasClosed } from '#shared/ledger/balance.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { selectSwept } from '../../db/queries/coverage.ts';
import { countLedgerUntil, selectSupervised } from '../../db/queries/documents.ts';
import { countBetween, countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import { selectLedger, selectVisitsBetween } from '../../db/queries/reports.ts';
import { selectSweepsIn } from '../../db/queries/sweeps.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { expiringLicenceTable } from '../reports/expiring-licences.ts';
import { chineseDay, spanTitle } from './chinese-date.ts';
import type { FilledTable } from './paper-blocks.ts';
import { previousSpan } from './span-days.ts';
import { spanFigures } from './span-figures.ts';
import { stageTable, townTable } from './span-groups.ts';
import {
  bodyTable,
  countTable,
  findingTable,
  hazardListTable,
  overdueTable,
  quarterTable,
  supervisedTable,
} from './span-tables.ts';
import { schoolSurveyTable } from './survey-table.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
type SpanRows = Awaited<ReturnType<typeof readSpan>>;

export interface SpanFilling {
  readonly known: Record<string, string>;
  readonly figures: DocumentFigure[];
  readonly tables: Partial<Record<DocumentTable, FilledTable>>;
}

/**
 * All that documents over some days say, with the rows behind each figure. What is open or overdue is so at the
 * end of the span, or today where that is earlier.
 */
export async function spanFilling(context: Context, span: PeriodDates): Promise<SpanFilling> {
  const rows = await readSpan(context, span);
  const { asOf, hazards, found, closed, open, overdue, visits, swept, byCategory } = rows;
  const figures = spanFigures({ ...rows, span, schools: rows.schools.size, visits: visits.length });
  return {
    known: {
      ...knownOf(rows, span),
      ...Object.fromEntries(figures.map(({ field, value }) => [field, value])),
    },
    figures,
    tables: {
      towns: await townTable(context, { visits, found, closed, open, swept }),
      stages: await stageTable(context, { visits, found, closed, open, swept }),
      bodies: bodyTable(hazards, { ...span, asOf }),
      kinds: countTable('隐患种类', found, (hazard) => hazard.kind, asOf),
      findings: findingTable(context, byCategory),
      quarters: await quarterTable(context, span.to),
      overdue: overdueTable(overdue, asOf),
      supervised: supervisedTable(rows.supervised),
      hazardList: hazardListTable(hazards),
      expiringLicences: await expiringLicenceTable(context),
      schoolSurveys: await schoolSurveyTable(context, span),
    },
  };
}

async function readSpan({ db, workspace, today }: Context, span: PeriodDates) {
  const { to } = span;
  const asOf = to < today ? to : today;
  const hazards = await selectLedger(db, span);
  const open = hazards.filter((hazard) => isOpenAt(hazard, asOf));
  return {
    asOf,
    hazards,
    found: hazards.filter((hazard) => wasAdded(hazard, span)),
    closed: hazards.filter((hazard) => wasClosed(hazard, span)),
    open,
    overdue: open.filter(({ dueOn }) => dueOn !== null && dueOn < asOf),
    visits: await selectVisitsBetween(db, span),
    supervised: await selectSupervised(db, asOf),
    swept: new Set((await selectSwept(db, span, workspace.pack.sweepCounts)).map(({ schoolId }) => schoolId)),
    schools: await workspace.places.schools(),
    sweeps: await selectSweepsIn(db, span),
    before: await countBetween(db, ...previousSpan(span), workspace.pack.sweepCounts),
    byCategory: await countByCategoryAndSeverity(db),
    sinceEver: await countLedgerUntil(db, asOf),
  };
}

/** Fields that are told in words, or that no table shows the rows of. */
function knownOf(rows: SpanRows, span: PeriodDates): Record<string, string> {
  const { asOf, found, visits, sweeps, swept, schools, supervised, before, sinceEver } = rows;
  const agencies = sweeps.flatMap((sweep) => readStored('sweeps.agencies', sweep.agencies));
  const topics = sweeps.flatMap((sweep) => readStored('sweeps.focusTopics', sweep.focusTopics));
  const officers = visits.flatMap((visit) => readStored('visits.officers', visit.officers));
  const visited = visits.map(({ venueId, schoolId }) => `${venueId}/${venueId ?? schoolId}`);
  return {
    时段: titleUntil(span, asOf),
    起始日期: chineseDay(span.from),
    截止日期: chineseDay(asOf),
    行动名称: sweeps.map(({ title }) => `“${title}”`).join('、') || '校园周边联合整治',
    参与单位: joinOnce(agencies) || '各成员单位',
    整治重点: joinOnce(topics) || '校园周边安全隐患',
    整治学校数: String(swept.size),
    未整治学校数: String(schools.size - swept.size),
    覆盖率: share(swept.size, schools.size),
    执法人员数: String(new Set(officers.map(({ certificate }) => certificate)).size),
    受检单位数: String(new Set(visited).size),
    整改率: share(found.filter((hazard) => !isOpenAt(hazard, asOf)).length, found.length),
    挂牌督办数: String(supervised.length),
    上期检查次数: String(before.visits),
    上期发现隐患数: String(before.found),
    累计发现数: String(sinceEver.found),
    累计销号数: String(sinceEver.closed),
  };
}

/** A span that is not over is not written as if it were: 2026年第四季度以来, or its days as far as they have come. */
function titleUntil(span: PeriodDates, asOf: string): string {
  const title = spanTitle(span);
  if (span.to <= asOf) return title;
  return title.includes('至') ? spanTitle({ from: span.from, to: asOf }) : `${title}以来`;
}

/** Texts with 、 between them, each once. */
function joinOnce(texts: readonly string[]): string {
  return [...new Set(texts)].join('、');
}

/** A part of a whole in percent, one decimal at most; of nothing there is no part. */
function share(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Number(((part / whole) * 100).toFixed(1))}%`;
}
