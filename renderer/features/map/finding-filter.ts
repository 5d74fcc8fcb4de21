import type { FindingRow } from '#shared/contract/findings.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';

/** What the findings table shows; null means no condition. */
export type FindingView = 'all' | 'toSettle' | 'disagreements';

export interface FindingFilter {
  /** All that matter, those that something must settle, or those whose three distances disagree. */
  readonly view: FindingView;
  readonly severity: Severity | null;
  readonly category: string | null;
  readonly text: string;
  readonly unvisited: boolean;
}

export const noFilter: FindingFilter = {
  view: 'all',
  severity: null,
  category: null,
  text: '',
  unvisited: false,
};

export type SortKey =
  | 'severity'
  | 'venueName'
  | 'category'
  | 'schoolName'
  | 'distance'
  | 'sigma'
  | 'lastVisitOn';

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

const belongs: Record<FindingView, (row: FindingRow) => boolean> = {
  all: (row) => row.severity !== 'outside',
  toSettle: (row) => row.toSettle !== null,
  disagreements: (row) => row.disagrees,
};

export function filterFindings(rows: readonly FindingRow[], filter: FindingFilter): FindingRow[] {
  const text = filter.text.trim();
  return rows.filter(
    (row) =>
      belongs[filter.view](row) &&
      (filter.severity === null || row.severity === filter.severity) &&
      (filter.category === null || row.category === filter.category) &&
      (!filter.unvisited || row.lastVisitOn === null) &&
      (text === '' || row.venueName.includes(text) || row.schoolName.includes(text)),
  );
}

export function sortFindings(rows: readonly FindingRow[], { key, descending }: Sort): FindingRow[] {
  const value = (row: FindingRow) =>
    key === 'severity' ? severities.indexOf(row.severity) : (row[key] ?? '');
  const compare = (a: FindingRow, b: FindingRow) => {
    const [left, right] = [value(a), value(b)];
    const order =
      typeof left === 'number' && typeof right === 'number'
        ? left - right
        : String(left).localeCompare(String(right), 'zh-CN');
    return order || a.distance - b.distance;
  };
  return [...rows].sort((a, b) => (descending ? -compare(a, b) : compare(a, b)));
}
