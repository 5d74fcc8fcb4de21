import type { FigureId } from '#shared/blanks/figure-words.ts';
import type { Facets } from '#shared/blanks/label-facets.ts';
import { balanceOf, isOpenAt, wasClosed } from '#shared/ledger/balance.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { Query } from '#shared/tables/query.ts';
import { counted, rate, unknown } from './figure-values.ts';
import type { KnownFigure, LedgerHazard } from './known-figure.ts';

interface ToldHazards {
  readonly found: readonly LedgerHazard[];
  readonly all: readonly LedgerHazard[];
  readonly span: PeriodDates;
  /** The day on which hazards are open or overdue: the last of the span, or today where that is earlier. */
  readonly asOf: string;
  readonly reason: string;
  readonly supervised: ReadonlySet<number>;
  readonly said: number;
}

/** Figures of the ledger over some days, of hazards that were chosen already. */
export function ledgerFigure(figure: FigureId, told: ToldHazards, facets: Facets): KnownFigure {
  const { found, reason } = told;
  const isPlain = Object.keys(facets).every((facet) => facet === 'period');
  const open = found.filter((hazard) => isOpenAt(hazard, told.asOf)).length;
  const rows = (column: string) =>
    isPlain ? { table: 'hazards' as const, query: between(column, told.span) } : null;
  if (figure === 'rate') return { ...rate(found.length - open, found.length, rows('foundOn')), reason };
  if (figure === 'found') return counted(found.length, { reason, rows: rows('foundOn') });
  if (figure === 'rectified') return counted(found.length - open, { reason });
  if (figure === 'unrectified') return counted(open, { reason });
  if (figure === 'leads') return isPlain ? counted(told.said) : unknown('线索没有这样细分的口径');
  const counts = countIn(figure, told);
  if (counts === null) return unknown('工作区没有这项口径');
  return counted(counts, { reason, rows: figure === 'closedIn' ? rows('closedOn') : null });
}

/** How many of all hazards of the span a figure counts; null for one that is about those that were found in it. */
function countIn(figure: FigureId, { all, span, asOf, supervised }: ToldHazards): number | null {
  const isLate = (hazard: LedgerHazard) =>
    isOpenAt(hazard, asOf) && hazard.dueOn !== null && hazard.dueOn < asOf;
  const counts: Partial<Record<FigureId, () => number>> = {
    closedIn: () => all.filter((hazard) => wasClosed(hazard, span)).length,
    opening: () => balanceOf(all, span).opening,
    ending: () => balanceOf(all, span).ending,
    overdue: () => all.filter(isLate).length,
    supervised: () => all.filter(({ id }) => supervised.has(id)).length,
  };
  return counts[figure]?.() ?? null;
}

function between(column: string, { from, to }: PeriodDates): Query {
  return { match: 'all', parts: [{ column, operator: 'between', operands: [from, to] }] };
}
