import type { ImportProblem, ProblemGroup } from '#shared/contract/import-problems.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { importFieldSchema } from '#shared/registry/fields.ts';
import type { RowTeller } from './open-list.ts';
import { reasonOf } from './row-problem.ts';
import { groupKey, keepTried } from './tried-problems.ts';

/** How many problems of a group are sent with it; the others are asked for page by page. */
const EXAMPLES = 200;

/**
 * Problems by their reason, what was refused first and then the largest. All of them are kept under the file's token, to be
 * paged through.
 */
export function groupProblems(
  problems: readonly ImportProblem[],
  list: RowTeller,
  token: string,
): ProblemGroup[] {
  const groups = groupBy(problems, groupKey);
  const told = new Map([...groups].map(([key, own]) => [key, tellEach(own, list)]));
  keepTried(token, told);
  return [...groups]
    .map(([key, group]): ProblemGroup => {
      const [{ code, field, rejected } = { code: '', field: '', rejected: false }] = group;
      return {
        code,
        field,
        rejected,
        reason: reasonOf(code),
        rows: [...new Set(group.map(({ row }) => row))],
        count: group.length,
        examples: (told.get(key) ?? []).slice(0, EXAMPLES),
      };
    })
    .sort((a, b) => Number(b.rejected) - Number(a.rejected) || b.rows.length - a.rows.length);
}

/** Each problem of a group with the name that stands in its row, and what a person would correct. */
function tellEach(group: readonly ImportProblem[], list: RowTeller): ProblemGroup['examples'] {
  const named = importFieldSchema.safeParse(group[0]?.field);
  return group.map(({ row, message, value }) => ({
    row,
    name: list.name(row),
    value,
    cell: named.success ? list.field(row, named.data) : '',
    message,
  }));
}
