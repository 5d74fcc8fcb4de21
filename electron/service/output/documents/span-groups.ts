import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { schoolStages } from '#shared/registry/stage.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { FilledTable } from './paper-blocks.ts';
import { summedTable } from './span-tables.ts';

type Context = Pick<QueryContext, 'workspace'>;

interface SpanParts {
  readonly visits: readonly AtSchool[];
  readonly found: readonly AtSchool[];
  readonly closed: readonly AtSchool[];
  readonly open: readonly AtSchool[];
  readonly swept: ReadonlySet<number>;
}

interface AtSchool {
  readonly schoolId: number | null;
}

const NO_SCHOOL = '不在学校';

/** Where what was done was: each school's id, null where it was at none. */
function placesOf({ visits, found, closed, open }: SpanParts): (number | null)[] {
  return [visits, found, closed, open].flat().map(({ schoolId }) => schoolId);
}

/** By town; what is at no school stands with schools outside of all towns, so that the sums are those of the text. */
export async function townTable({ workspace }: Context, parts: SpanParts): Promise<FilledTable> {
  const lookup = await workspace.places.regions();
  const schools = [...(await workspace.places.schools()).keys()];
  const townOf = (id: number | null) => (id === null ? null : lookup.ofSchool(TOWN_LEVEL, id)) ?? '未划定';
  const towns = [...new Set([...schools, ...placesOf(parts)].map(townOf))];
  towns.sort((a, b) => a.localeCompare(b, 'zh-CN'));
  return groupTable({ title: '镇街', groups: towns, of: townOf }, schools, parts);
}

/** By school stage, in their order; what is at no school stands on a line of its own. */
export async function stageTable({ workspace }: Context, parts: SpanParts): Promise<FilledTable> {
  const schools = await workspace.places.schools();
  const stageOf = (id: number | null) => (id === null ? undefined : schools.get(id)?.stage) ?? NO_SCHOOL;
  const found = new Set<string>([...schools.keys(), ...placesOf(parts)].map(stageOf));
  const groups = [...schoolStages, NO_SCHOOL].filter((stage) => found.has(stage));
  return groupTable({ title: '学段', groups, of: stageOf }, [...schools.keys()], parts);
}

/** What was done in a span, by a property of schools. */
function groupTable(
  { title, groups, of }: { title: string; groups: readonly string[]; of: (id: number | null) => string },
  schools: readonly number[],
  parts: SpanParts,
): FilledTable {
  const schoolsOf = (group: string) => schools.filter((id) => of(id) === group);
  const count = (rows: readonly AtSchool[], group: string) =>
    rows.filter(({ schoolId }) => of(schoolId) === group).length;
  return summedTable(
    '没有学校。',
    [
      { title, cell: (group: string) => group },
      { title: '学校', cell: (group) => schoolsOf(group).length },
      { title: '已整治', cell: (group) => schoolsOf(group).filter((id) => parts.swept.has(id)).length },
      { title: '检查', cell: (group) => count(parts.visits, group) },
      { title: '发现隐患', cell: (group) => count(parts.found, group) },
      { title: '销号', cell: (group) => count(parts.closed, group) },
      { title: '在办', cell: (group) => count(parts.open, group) },
    ],
    groups,
  );
}
