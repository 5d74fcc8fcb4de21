import { selectNow } from '../../db/journal/edit-history.ts';
import {
  type Moments,
  type RowEvent,
  selectEditEvents,
  selectListEvents,
} from '../../db/queries/changes-since.ts';
import { fieldChanges, toldChange } from '../../db/queries/venue-changes.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { StoredRow } from '../../db/schema/stored-values.ts';
import {
  type Change,
  type ChangesContext,
  type ChangesTime,
  dayOfMoment,
  type Towns,
} from './changes-context.ts';

type Table = 'schools' | 'gates';
/** Later than any moment. */
const FOR_EVER = '9999';

/** What changed of schools and of gates, by lists and by hand: each field as it was before the time and after it. */
export async function schoolChanges(
  context: ChangesContext,
  time: ChangesTime,
  towns: Towns,
): Promise<Change[]> {
  return [
    ...(await rowChanges(context, 'schools', time, towns)),
    ...(await rowChanges(context, 'gates', time, towns)),
  ];
}

async function rowChanges(
  { db, workspace }: ChangesContext,
  table: Table,
  time: ChangesTime,
  towns: Towns,
): Promise<Change[]> {
  const events = firstOfEach(await eventsIn(db, table, time.moments, time.batch));
  const ids = [...events.keys()];
  const later = firstOfEach(await eventsIn(db, table, { from: time.moments.before, before: FOR_EVER }, null));
  const now = await selectNow(db, table, ids);
  const schools = await workspace.places.schools();
  return ids.flatMap((id): Change[] => {
    const first = events.get(id);
    const after = later.has(id) ? later.get(id)?.before : now.get(id);
    const known = after ?? first?.before;
    if (!first || !known) return [];
    const schoolId = table === 'schools' ? id : Number(known.schoolId);
    const school = schools.get(schoolId)?.name ?? '';
    return fieldsOf(first.before, after ?? null).map(({ field, before, after: is }) => ({
      kind: table === 'schools' ? 'school' : 'gate',
      day: dayOfMoment(first.last.at),
      thing: now.has(id) ? { table, id } : null,
      name: table === 'schools' ? String(known.name ?? '') : `${school}${known.name ?? ''}`,
      categories: [],
      schoolIds: [schoolId],
      town: towns.ofSchool(schoolId),
      field,
      before,
      after: is,
      by: first.last.by,
    }));
  });
}

async function eventsIn(db: Read, table: Table, moments: Moments, batch: number | null): Promise<RowEvent[]> {
  const lists = await selectListEvents(db, table, moments, batch);
  const edits = batch === null ? await selectEditEvents(db, table, moments) : [];
  return [...lists, ...edits].sort((a, b) => a.at.localeCompare(b.at));
}

/** The first thing that was done to each row, and who did the last. */
function firstOfEach(events: readonly RowEvent[]): Map<number, RowEvent & { readonly last: RowEvent }> {
  const first = new Map<number, RowEvent & { readonly last: RowEvent }>();
  for (const event of events) first.set(event.rowId, { ...(first.get(event.rowId) ?? event), last: event });
  return first;
}

interface ToldField {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

function fieldsOf(before: StoredRow | null, after: StoredRow | null): ToldField[] {
  if (before === null && after === null) return [];
  if (before === null) return [{ field: '新增', before: '', after: String(after?.name ?? '') }];
  if (after === null) return [{ field: '删除', before: String(before.name ?? ''), after: '' }];
  const set = Object.fromEntries(Object.entries(after).filter(([column, value]) => before[column] !== value));
  return fieldChanges(before, set).flatMap((change): ToldField[] => {
    const { title, before: was, after: is } = toldChange(change);
    // A shape is told by whether there is one: one that was drawn anew is there as before.
    if (was === is)
      return 'boundary' === change.field ? [{ field: title, before: was, after: '已改绘' }] : [];
    return [{ field: title, before: words(change.field, was), after: words(change.field, is) }];
  });
}

function words(field: string, text: string): string {
  return field === 'isMain' ? (text === '1' ? '是' : '否') : text;
}
