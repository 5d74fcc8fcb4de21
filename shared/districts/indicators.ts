import type { DistrictFigures } from './figures.ts';
import type { IndicatorId } from './indicator-ids.ts';

interface Indicator {
  readonly title: string;
  /** How it is worked out, in a sentence. */
  readonly how: string;
  /** `share` is told in per cent, `rate` by the hundred schools, `count` as it is. */
  readonly kind: 'share' | 'rate' | 'count';
  /** Whether it is better the more there is of it. */
  readonly isBetterHigh: boolean;
  readonly part: (figures: DistrictFigures) => number;
  /** What `part` is divided by; of a count nothing. */
  readonly whole: ((figures: DistrictFigures) => number) | null;
}

export const indicators: Readonly<Record<IndicatorId, Indicator>> = {
  violations: {
    title: '每百所学校的区内·禁设',
    how: '判定为区内·禁设的场所家数 ÷ 学校所数 × 100，少的在前',
    kind: 'rate',
    isBetterHigh: false,
    part: ({ violations }) => violations,
    whole: ({ schools }) => schools,
  },
  unvisited: {
    title: '区内·禁设未检查率',
    how: '区内·禁设而从未检查过的场所 ÷ 区内·禁设的场所，低的在前；没有区内·禁设的不排名',
    kind: 'share',
    isBetterHigh: false,
    part: ({ unvisited }) => unvisited,
    whole: ({ violations }) => violations,
  },
  undetermined: {
    title: '待实测率',
    how: '待实测的场所 ÷（区内·禁设 + 待实测），低的在前；两者都没有的不排名',
    kind: 'share',
    isBetterHigh: false,
    part: ({ undetermined }) => undetermined,
    whole: ({ violations, undetermined }) => violations + undetermined,
  },
  closed: {
    title: '隐患整改率',
    how: '已销号的隐患 ÷ 全部隐患（不含作废和未核实的线索），高的在前；没有隐患的不排名',
    kind: 'share',
    isBetterHigh: true,
    part: ({ closed }) => closed,
    whole: ({ hazards }) => hazards,
  },
  overdue: {
    title: '隐患逾期率',
    how: '过了整改期限的未结隐患 ÷ 未结隐患，低的在前；没有未结隐患的不排名',
    kind: 'share',
    isBetterHigh: false,
    part: ({ overdue }) => overdue,
    whole: ({ open }) => open,
  },
  listed: {
    title: '挂牌督办',
    how: '正在挂牌督办的隐患项数，少的在前',
    kind: 'count',
    isBetterHigh: false,
    part: ({ listed }) => listed,
    whole: null,
  },
  swept: {
    title: '整治覆盖率',
    how: '本期按要求的次数整治过周边的学校 ÷ 学校所数，高的在前；各辖区的“本期”按其规则包',
    kind: 'share',
    isBetterHigh: true,
    part: ({ swept }) => swept,
    whole: ({ schools }) => schools,
  },
  located: {
    title: '场所定位率',
    how: '有位置的场所 ÷ 全部场所，高的在前；没有位置的场所无从研判',
    kind: 'share',
    isBetterHigh: true,
    part: ({ venues, unlocated }) => venues - unlocated,
    whole: ({ venues }) => venues,
  },
};

/** What an indicator is of some figures; null where there is nothing to divide by. */
export function indicatorOf(id: IndicatorId, figures: DistrictFigures): number | null {
  const { part, whole, kind } = indicators[id];
  if (whole === null) return part(figures);
  const divisor = whole(figures);
  return divisor === 0 ? null : (part(figures) / divisor) * (kind === 'rate' ? 100 : 1);
}

/** An indicator in words: 12.5%, 3.2, 4; a dash where it cannot be worked out. */
export function indicatorText(id: IndicatorId, value: number | null): string {
  if (value === null) return '—';
  const { kind } = indicators[id];
  if (kind === 'count') return String(value);
  return kind === 'share' ? `${(value * 100).toFixed(1)}%` : value.toFixed(1);
}

export interface Ranked<District> {
  readonly district: District;
  readonly value: number | null;
  /** 1 is the best; equal ones share it. Null where there is no value. */
  readonly rank: number | null;
}

/** Districts by an indicator, the best first; those that it cannot be worked out for come last. */
export function rankDistricts<District extends { readonly name: string; readonly figures: DistrictFigures }>(
  districts: readonly District[],
  id: IndicatorId,
): Ranked<District>[] {
  const sign = indicators[id].isBetterHigh ? -1 : 1;
  const values = districts.map((district) => ({ district, value: indicatorOf(id, district.figures) }));
  const told = values.flatMap(({ value }) => (value === null ? [] : [value]));
  return values
    .map(({ district, value }) => ({
      district,
      value,
      rank: value === null ? null : 1 + told.filter((other) => sign * other < sign * value).length,
    }))
    .toSorted(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || compareNames(a.district.name, b.district.name),
    );
}

function compareNames(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}
