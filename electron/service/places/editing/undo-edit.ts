import { dayOf, minuteOf } from '#shared/calendar/china-time.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { nounOf, tellRows } from '#shared/tables/table-nouns.ts';
import {
  hasDangling,
  type RowChange,
  sameRow,
  selectEditAfter,
  selectEditRows,
  selectNow,
} from '../../db/journal/edit-history.ts';
import { deferForeignKeys } from '../../db/queries/batch-undo.ts';
import { countResting, forgetAbout } from '../../db/queries/dependents.ts';
import { readMerge } from '../../db/queries/merged-venues.ts';
import { putRow } from '../../db/queries/write-row.ts';
import type { StoredRow } from '../../db/schema/stored-values.ts';
import type { EditedTable } from '../../db/schema/table-facts.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { boxesOfRoad } from './tell-changes.ts';
import { turnMerges } from './turn-merges.ts';

/**
 * Takes an edit back, or makes it again; what it touches is told by `tellChanges` afterwards. Errors:
 * EDIT_OVERTAKEN where something else has changed the rows since, with who did it where an edit did; EDIT_DEPENDED where something rests on them.
 */
export async function turnEdit(
  context: CommandContext,
  edit: { readonly id: number; readonly title: string },
  direction: 'undo' | 'redo',
): Promise<RowChange[]> {
  const { db } = context;
  const changes = await selectEditRows(db, edit.id);
  const turned = changes.map(({ before, after, ...rest }) =>
    direction === 'undo' ? { ...rest, from: after, to: before } : { ...rest, from: before, to: after },
  );
  await refuseOvertaken(context, edit, turned);
  // Rows point to each other, so foreign keys are checked only when the transaction ends.
  await deferForeignKeys(db);
  for (const { table, rowId, to } of turned) await putRow(db, table, rowId, to);
  await turnMerges(
    db,
    turned.filter(({ table }) => table === 'merges'),
  );
  for (const table of new Set(turned.map((each) => each.table))) {
    const gone = turned.filter((each) => each.table === table && !each.to).map(({ rowId }) => rowId);
    if (table === 'venues') await forgetAbout(db, table, gone);
    const reasons = gone.length > 0 ? tellRows(await countResting(db, table, gone)) : [];
    if (reasons.length > 0)
      throw new CodedError('EDIT_DEPENDED', { title: edit.title, reasons: reasons.join('、') });
  }
  return changes;
}

interface Overtaken {
  readonly table: EditedTable;
  readonly rowId: number;
  readonly from: StoredRow | null;
}

async function refuseOvertaken(
  { db, now: moment }: CommandContext,
  { id, title }: { readonly id: number; readonly title: string },
  turned: readonly Overtaken[],
): Promise<void> {
  for (const table of new Set(turned.map((each) => each.table))) {
    const own = turned.filter((each) => each.table === table);
    const now = await selectNow(
      db,
      table,
      own.map(({ rowId }) => rowId),
    );
    const overtaken = own.find(({ rowId, from }) => !sameRow(now.get(rowId), from));
    if (!overtaken) continue;
    const name = nameOf(now.get(overtaken.rowId) ?? overtaken.from);
    const later = await selectEditAfter(db, overtaken, id);
    const by = later && `${later.actor}于 ${toldTime(later.at, moment)} 的“${later.title}”`;
    throw new CodedError('EDIT_OVERTAKEN', { title, name, ...(by && { by }) });
  }
}

/** The time of day, with the day where it is another one. */
function toldTime(at: string, now: Date): string {
  const [day = '', time = ''] = minuteOf(new Date(at)).split('T');
  return day === dayOf(now) ? time : `${day} ${time}`;
}

/**
 * Refuses an edit that was turned when something points to what is not there: what was put back may belong to
 * something that is gone meanwhile. Asked when findings were measured again. Errors: EDIT_DEPENDED.
 */
export async function refuseDangling(
  { db }: CommandContext,
  { title }: { readonly title: string },
): Promise<void> {
  if (await hasDangling(db)) throw new CodedError('EDIT_DEPENDED', { title, reasons: '与它相连的记录' });
}

/** Tells what rows that changed are about. */
export function tellChanges(context: CommandContext, changes: readonly RowChange[]): void {
  const of = (table: EditedTable) => changes.filter((change) => change.table === table);
  const venues = [...new Set([...of('venues').map(({ rowId }) => rowId), ...mergedIn(of('merges'))])];
  const schools = new Set(of('schools').map(({ rowId }) => rowId));
  for (const { before, after } of of('gates'))
    for (const row of [before, after]) if (row) schools.add(Number(row.schoolId));
  const roads = of('roads').flatMap(({ before, after }) =>
    [before, after].flatMap((row) => (row ? boxesOfRoad(row) : [])),
  );
  context.touched({
    facilities: of('facilities').length > 0,
    regions: of('regions').length > 0,
    roads,
    schools: [...schools],
    venues,
  });
}

/** Venues of merges that were made or taken back: one that was kept may have changed by the records that moved alone. */
function mergedIn(changes: readonly RowChange[]): number[] {
  return changes.flatMap(({ before, after }) =>
    [before, after].flatMap((row) => {
      if (!row) return [];
      const { keptId, removedId } = readMerge(row);
      return [keptId, removedId, Number(row.keptId)];
    }),
  );
}

/** What an edit was, in words: 修改校门“南门”; 批量修改 12 个场所. */
export function editTitle(title: string, changes: readonly RowChange[]): string {
  const main = changes.filter(({ table }) => table !== 'venueChanges');
  const [first] = main;
  if (!first) return title;
  const name = nameOf(first.after ?? first.before);
  // What is only said of it, as that it is one with another, is no further thing.
  const count = main.filter(({ table }) => table === first.table).length;
  if (count === 1) return name === '' ? title : `${title}“${name}”`;
  return `${title}：${name === '' ? '' : `“${name}”等 `}${count} 个${nounOf(first.table)}`;
}

function nameOf(row: StoredRow | null | undefined): string {
  return String(row?.name || row?.title || row?.kind || '');
}
