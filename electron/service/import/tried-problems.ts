import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import type { ProblemGroup } from '#shared/contract/import-problems.ts';

type Example = ProblemGroup['examples'][number];
/** The problems of a list by their group. */
type Problems = ReadonlyMap<string, readonly Example[]>;

/** Lists that were tried last: a clerk tries one, corrects it and tries it again. */
const MOST_KEPT = 3;
const kept = new Map<string, Problems>();

export const groupKey = ({ code, field }: { readonly code: string; readonly field: string }) =>
  `${code}/${field}`;

/** Keeps what was wrong in the list of a file, so that it can be paged through without trying the list again. */
export function keepTried(token: string, problems: Problems): void {
  kept.delete(token);
  kept.set(token, problems);
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/** Some of them; null where the list was tried too long ago. */
export function pageTried({
  token,
  group,
  text,
  offset,
  limit,
}: ParsedInputOf<'import.triedProblems'>): OutputOf<'import.triedProblems'> {
  const problems = kept.get(token);
  if (!problems) return null;
  const own = problems.get(groupKey(group)) ?? [];
  const matching = own.filter(
    ({ name, value }) => text === '' || name.includes(text) || value.includes(text),
  );
  return { matching: matching.length, rows: matching.slice(offset, offset + limit) };
}
