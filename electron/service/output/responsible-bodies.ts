import { bodyFinder } from '#shared/sweeps/practice.ts';
import { selectBodiesOfRows, type TableWithBodies } from '../db/queries/bodies-of-rows.ts';
import type { QueryContext } from '../workspace/context.ts';

/** Where neither an assignment nor the kind of a venue tells. */
export const NO_BODY = '责任部门未定';

/**
 * The body that is responsible for each of some rows: to whom a hazard is assigned, else the one of the pack's bodies
 * whose power over the venue's kind is the most particular.
 */
export async function responsibleBodies(
  { db, workspace }: Pick<QueryContext, 'db' | 'workspace'>,
  table: TableWithBodies,
  ids: readonly number[],
): Promise<(id: number) => string> {
  const { pack, catalogue } = workspace;
  const able = pack.agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => name);
  const find = bodyFinder(catalogue.practice, able);
  const rows = await selectBodiesOfRows(db, table, ids);
  const bodies = new Map(rows.map(({ id, category, body }) => [id, body || (find(category)[0] ?? NO_BODY)]));
  return (id) => bodies.get(id) ?? NO_BODY;
}

/** Things by their body, those of nobody last. */
export function byBody<Thing>(
  things: readonly Thing[],
  bodyOf: (thing: Thing) => string,
): [body: string, things: Thing[]][] {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const body = bodyOf(thing);
    const known = groups.get(body);
    if (known) known.push(thing);
    else groups.set(body, [thing]);
  }
  return [...groups].sort(
    ([a], [b]) => Number(a === NO_BODY) - Number(b === NO_BODY) || a.localeCompare(b, 'zh-CN'),
  );
}
