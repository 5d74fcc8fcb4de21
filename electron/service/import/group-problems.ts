import type { ImportProblem, ProblemGroup } from '#shared/contract/import-problems.ts';
import { importFieldSchema } from '#shared/registry/fields.ts';
import type { RowTeller } from './open-list.ts';
import { reasonOf } from './row-problem.ts';

/** How many rows of a group are shown with their names; its row numbers are complete. */
const EXAMPLES = 200;

/**
 * Problems by their reason, what was refused first and then the largest.
 */
export function groupProblems(problems: readonly ImportProblem[], list: RowTeller): ProblemGroup[] {
  const groups = new Map<string, ImportProblem[]>();
  for (const problem of problems) {
    const key = `${problem.code}/${problem.field}`;
    const known = groups.get(key);
    if (known) known.push(problem);
    else groups.set(key, [problem]);
  }
  return [...groups.values()]
    .map((group): ProblemGroup => {
      const [{ code, field, rejected } = { code: '', field: '', rejected: false }] = group;
      const named = importFieldSchema.safeParse(field);
      return {
        code,
        field,
        rejected,
        reason: reasonOf(code),
        rows: [...new Set(group.map(({ row }) => row))],
        examples: group.slice(0, EXAMPLES).map(({ row, message, value }) => ({
          row,
          name: list.name(row),
          value,
          cell: named.success ? list.field(row, named.data) : '',
          message,
        })),
      };
    })
    .sort((a, b) => Number(b.rejected) - Number(a.rejected) || b.rows.length - a.rows.length);
}
