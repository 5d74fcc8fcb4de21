import type { VerdictChange } from '#shared/contract/findings.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { pairKey, type StoredFinding } from '../../db/queries/findings.ts';

/** What the weightiest finding of each venue and school was and is, where its meaning differs; worst first. */
export function flipsBetween(
  before: readonly StoredFinding[],
  after: readonly StoredFinding[],
): VerdictChange[] {
  const was = primaries(before);
  const is = primaries(after);
  const flips: VerdictChange[] = [];
  for (const pair of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(pair), is.get(pair)];
    const sample = now ?? old;
    const [from, to] = [severityOf(old), severityOf(now)];
    if (!sample || from === to) continue;
    flips.push({
      schoolId: sample.schoolId,
      venueId: sample.venueId,
      ruleId: sample.ruleId,
      before: from,
      after: to,
      distanceBefore: old?.distance ?? null,
      distanceAfter: now?.distance ?? null,
    });
  }
  return worstFirst(flips);
}

export function worstFirst(flips: readonly VerdictChange[]): VerdictChange[] {
  const rank = ({ before: from, after: to }: VerdictChange) =>
    severities.indexOf(to) * 10 + severities.indexOf(from);
  return flips.toSorted((a, b) => rank(a) - rank(b));
}

function primaries(rows: readonly StoredFinding[]): Map<number, StoredFinding> {
  return new Map(rows.filter((row) => row.isPrimary === 1).map((row) => [pairKey(row), row]));
}

/** No finding means the same as 区外: nothing of the school concerns the venue. */
function severityOf(row: StoredFinding | undefined): Severity {
  return (row?.severity as Severity | undefined) ?? 'outside';
}
