import { hazardStates, isCounted, isOpen } from '../ledger/hazard.ts';
import { hasEnded } from '../registry/status.ts';
import { type Severity, severities } from '../zones/verdict.ts';
import type { DailyCounts, PastColumns } from './columns.ts';
import type { Span } from './past-spans.ts';

/** A venue on a day: where it lies, what the registry says, and its gravest verdict. */
export interface PastVenue {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly status: string;
  readonly severity: Severity;
}

/** Whether a venue is there and goes on, so that it can be drawn and counted. */
export function isInBusiness({ lng, status }: Pick<PastVenue, 'lng' | 'status'>): boolean {
  return lng !== null && !hasEnded(status);
}

export function noCounts(days: number): DailyCounts {
  const none = () => new Array<number>(days).fill(0);
  return {
    inBusiness: none(),
    opened: none(),
    closed: none(),
    violation: none(),
    undetermined: none(),
    supervised: none(),
    supervisedDoubt: none(),
    openHazards: none(),
    found: none(),
    settled: none(),
  };
}

/** Spans that follow one another and are alike in what counts, as one. */
function joined<State>(spans: readonly Span<State>[]): { from: number; until: number }[] {
  const all: { from: number; until: number }[] = [];
  for (const { from, until } of spans) {
    const last = all.at(-1);
    if (last?.until === from) last.until = until;
    else all.push({ from, until });
  }
  return all;
}

/** Adds a venue to the counts of the days; of the first day nothing is said to have opened or closed. */
export function countVenue(counts: DailyCounts, spans: readonly Span<PastVenue>[]): void {
  const going = spans.filter(({ state }) => isInBusiness(state));
  for (const { from, until } of joined(going)) {
    add(counts.inBusiness, from, until);
    if (from > 0) add(counts.opened, from, from + 1);
    if (until < counts.closed.length) add(counts.closed, until, until + 1);
  }
  for (const { from, until, state } of spans)
    if (state.severity !== 'outside' && state.lng !== null) add(counts[state.severity], from, until);
}

/** Adds hazards, given as columns, to the counts of the days. */
export function countHazards(counts: DailyCounts, columns: PastColumns): void {
  const before = new Map<number, { until: number; isOpen: boolean }>();
  for (const [at, id] of columns.id.entries()) {
    const state = hazardStates[columns.state[at] ?? 0] ?? 'found';
    const [from, until] = [columns.from[at] ?? 0, columns.until[at] ?? 0];
    const last = before.get(id);
    const wasOpen = last?.until === from && last.isOpen;
    if (isOpen(state)) add(counts.openHazards, from, until);
    if (isOpen(state) && !wasOpen && from > 0) add(counts.found, from, from + 1);
    if (wasOpen && !isOpen(state) && isCounted(state)) add(counts.settled, from, from + 1);
    before.set(id, { until, isOpen: isOpen(state) });
  }
}

function add(counts: number[], from: number, until: number): void {
  for (let day = from; day < until; day++) counts[day] = (counts[day] ?? 0) + 1;
}

/** Columns of spans, filled one after another. */
export function emptyColumns(): PastColumns {
  return { id: [], lng: [], lat: [], from: [], until: [], state: [] };
}

const MILLION = 1_000_000;

export function pushSpan(
  columns: PastColumns,
  id: number,
  { lng, lat }: { readonly lng: number; readonly lat: number },
  { from, until, state }: Span<number>,
): void {
  columns.id.push(id);
  columns.lng.push(Math.round(lng * MILLION));
  columns.lat.push(Math.round(lat * MILLION));
  columns.from.push(from);
  columns.until.push(until);
  columns.state.push(state);
}

export function rankOf(severity: Severity): number {
  return severities.indexOf(severity);
}
