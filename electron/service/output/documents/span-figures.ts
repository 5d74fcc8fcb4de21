import type { DocumentFigure } from '#shared/contract/documents.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { all, between, oneOf, openOn, until } from '#shared/tables/conditions.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import type { countByCategoryAndSeverity } from '../../db/queries/overview.ts';
import type { selectLedger } from '../../db/queries/reports.ts';
import { dayBefore } from './span-days.ts';

type Hazard = Awaited<ReturnType<typeof selectLedger>>[number];
type CategoryCounts = Awaited<ReturnType<typeof countByCategoryAndSeverity>>;

/** What the figures of a span are counted from. */
export interface SpanCounts {
  readonly span: PeriodDates;
  /** The day on which hazards are open or overdue; YYYY-MM-DD. */
  readonly asOf: string;
  readonly schools: number;
  readonly visits: number;
  readonly found: readonly Hazard[];
  readonly closed: readonly Hazard[];
  readonly open: readonly Hazard[];
  readonly overdue: readonly Hazard[];
  readonly byCategory: CategoryCounts;
}

/** Figures of a document, each with the query that shows its rows in a table. */
export function spanFigures(counts: SpanCounts): DocumentFigure[] {
  const { span, asOf, schools, visits, found, closed, open, overdue, byCategory } = counts;
  const openThen = openOn(asOf);
  const within = (column: string) => between(column, span);
  return [
    { field: '学校总数', value: String(schools), table: 'schools', query: all() },
    { field: '检查次数', value: String(visits), table: 'visits', query: all(within('on')) },
    { field: '发现隐患数', value: String(found.length), table: 'hazards', query: all(within('foundOn')) },
    { field: '销号数', value: String(closed.length), table: 'hazards', query: all(within('closedOn')) },
    {
      field: '在办数',
      value: String(open.length),
      table: 'hazards',
      query: all(until('foundOn', asOf), openThen),
    },
    {
      field: '逾期数',
      value: String(overdue.length),
      table: 'hazards',
      query: all(until('foundOn', asOf), openThen, until('dueOn', dayBefore(asOf))),
    },
    {
      field: '重大隐患数',
      value: String(open.filter(({ level }) => level === '重大').length),
      table: 'hazards',
      query: all(until('foundOn', asOf), openThen, oneOf('level', '重大')),
    },
    ...venueFigures(byCategory),
  ];
}

function venueFigures(counts: CategoryCounts): DocumentFigure[] {
  const fields: readonly (readonly [field: string, severity: Severity])[] = [
    ['区内场所数', 'violation'],
    ['待实测数', 'undetermined'],
    ['重点监管数', 'supervised'],
    ['监管存疑数', 'supervisedDoubt'],
  ];
  return fields.map(([field, severity]) => ({
    field,
    value: String(
      counts.filter((row) => row.severity === severity).reduce((sum, { venues }) => sum + venues, 0),
    ),
    table: 'venues',
    query: all(oneOf('severity', severity)),
  }));
}
