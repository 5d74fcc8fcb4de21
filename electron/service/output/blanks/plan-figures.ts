import type { FigureId } from '#shared/blanks/figure-words.ts';
import { isOpenAt } from '#shared/ledger/balance.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { KnownFigure, LedgerHazard } from './known-figure.ts';

interface Told {
  readonly found: readonly LedgerHazard[];
  readonly span: PeriodDates;
  readonly reason: string;
  readonly unit: string;
}

/** Which of the pack's 五落实 a figure asks for. */
const itemOf: Partial<Record<FigureId, string>> = {
  planTarget: '措施',
  planMoney: '资金',
  planStaff: '责任',
  planTime: '时限',
  planPreplan: '预案',
};

/**
 * Hazards with a plan to put them right: found in the span, open at its end, with measure, person and day on record. Null
 * for figures that are not about plans.
 */
export function planFigure(
  figure: FigureId,
  { found, span, reason, unit }: Told,
  fiveItems: readonly string[],
): KnownFigure | null {
  const isPlan = figure === 'planned' || figure === 'planFunds' || itemOf[figure] !== undefined;
  if (!isPlan) return null;
  const planned = found.filter((hazard) => isOpenAt(hazard, span.to) && isPlanned(hazard));
  const told = { reason, parts: '', sure: true, rows: null };
  const item = itemOf[figure];
  if (item !== undefined && !fiveItems.includes(item))
    return { ...told, value: null, count: null, reason: `规则包的五落实里没有“${item}”，留空` };
  if (figure === 'planFunds') {
    const funds = planned.map((hazard) => fundsOf(itemIn(hazard, '资金')));
    const tenThousands = funds.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    const value = (unit === '元' ? tenThousands * 10_000 : tenThousands).toFixed(2);
    return { ...told, value, count: planned.length, sure: !funds.includes(null) };
  }
  const counted = item === undefined ? planned : planned.filter((hazard) => itemIn(hazard, item) !== '');
  return { ...told, value: counted.length, count: counted.length };
}

function isPlanned(hazard: LedgerHazard): boolean {
  return ['措施', '责任', '时限'].every((item) => itemIn(hazard, item) !== '');
}

/** What is on record of one of the 五落实; of person, day and measure the hazard itself tells, too. */
function itemIn(hazard: LedgerHazard, item: string): string {
  const said = readStored('hazards.fiveItems', hazard.fiveItems)[item]?.trim() ?? '';
  if (/^(?:未|没有|无|暂无|待)/.test(said)) return '';
  if (said !== '') return said;
  if (item === '责任') return hazard.responsiblePerson;
  if (item === '时限') return hazard.dueOn ?? '';
  return item === '措施' ? (hazard.measures ?? '') : '';
}

/** A sum of money as it was written, in 万元; 0 where nothing was said, null where it is not a number. */
function fundsOf(text: string): number | null {
  if (text === '') return 0;
  const match = /([\d,，.]+)\s*(亿|万)?\s*元?/.exec(text);
  const number = Number((match?.[1] ?? '').replace(/[,，]/g, ''));
  if (!match || !Number.isFinite(number) || match[1] === '') return null;
  if (match[2] === '亿') return number * 10_000;
  return match[2] === '万' ? number : number / 10_000;
}
