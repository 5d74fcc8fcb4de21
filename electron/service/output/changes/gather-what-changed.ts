import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import {
  type ChangeKind,
  type ChangeRow,
  type ChangesWanted,
  changeKinds,
  type WhatChanged,
} from '#shared/contract/what-changed.ts';
import { selectFlips, selectToldLists } from '../../db/queries/changes-since.ts';
import { batchesBetween, type ChangingBatch, requireBatch } from '../../import/place-changes.ts';
import { checkSpan } from '../documents/draft-document.ts';
import {
  type Change,
  type ChangesContext,
  type ChangesTime,
  momentsOf,
  type Towns,
  townsOf,
} from './changes-context.ts';
import { findingChanges } from './finding-changes.ts';
import { hazardChanges } from './hazard-changes.ts';
import { schoolChanges } from './school-changes.ts';
import { tallySchools, tallyTowns } from './tally-changes.ts';
import { venueChanges } from './venue-changes.ts';
import { VenuePlaces } from './venue-places.ts';

/** Names of schools that a row tells; of more it tells how many. */
const SCHOOLS_TOLD = 2;

/**
 * What changed since a day, in a span or by a list, narrowed as it is wanted; of the rows so many as are asked for. Errors:
 * BATCH_UNKNOWN, REPORT_DATES.
 */
export async function gatherWhatChanged(
  context: ChangesContext,
  wanted: ChangesWanted,
  most = Number.POSITIVE_INFINITY,
): Promise<WhatChanged> {
  const { db, workspace } = context;
  const { time, lists: venueLists } = await timeOf(db, wanted.of);
  const towns = await townsOf(context, wanted.level);
  const all = await gatherAll(context, time, towns);
  const own = all.filter((change) => isWanted(change, wanted));
  const { kinds } = wanted;
  const shown = kinds === null ? own : own.filter(({ kind }) => kinds.includes(kind));
  const names = new Map([...(await workspace.places.schools()).values()].map(({ id, name }) => [id, name]));
  const titles = workspace.catalogue.categoryTitles;
  return {
    lists: [...venueLists],
    totals: countKinds(own),
    rows: inOrder(shown)
      .slice(0, most)
      .map((change) => tellRow(change, names, titles)),
    total: shown.length,
    towns: tallyTowns(own),
    schools: await tallySchools(context, own, wanted, towns),
    whole: workspace.isWhole,
  };
}

/** Everything that changed in a time, whatever of it is wanted. */
async function gatherAll(context: ChangesContext, time: ChangesTime, towns: Towns): Promise<Change[]> {
  const { db, progress } = context;
  const flipped = await selectFlips(db, time.moments);
  const flips = flipped.flatMap((each) => each.flips);
  const places = new VenuePlaces(db, towns, flips);
  const lists = await selectToldLists(db, time.moments);
  const all: Change[] = [];
  for (const gather of [
    () => venueChanges(context, time, places),
    () => findingChanges(flipped, places, towns, lists),
    () => hazardChanges(context, time, towns),
    () => schoolChanges(context, time, towns),
  ]) {
    // Others go on between.
    await progress.breathe();
    for (const change of await gather()) all.push(change);
  }
  return all;
}

/** The time that is asked for. A list stands for the moment at which it was imported. Errors: BATCH_UNKNOWN, REPORT_DATES. */
async function timeOf(
  db: ChangesContext['db'],
  of: ChangesWanted['of'],
): Promise<{ time: ChangesTime; lists: readonly ChangingBatch[] }> {
  if ('batch' in of) {
    const { isVenues, ...batch } = await requireBatch(db, of.batch);
    const at = batch.importedAt;
    const day = dayOf(new Date(at));
    const moments = { from: at, before: new Date(Date.parse(at) + 1).toISOString() };
    const batches = isVenues ? [batch.batch] : [];
    return { time: { moments, from: day, to: day, batch: batch.batch, batches }, lists: [batch] };
  }
  checkSpan(of);
  const lists = await batchesBetween(db, addDays(of.from, -1), of.to);
  const moments = momentsOf(of);
  const batches = lists.map(({ batch }) => batch);
  return { time: { moments, ...of, batch: null, batches }, lists };
}

function isWanted({ town, schoolIds, categories }: Change, wanted: ChangesWanted): boolean {
  return (
    (wanted.town === null || wanted.town === town) &&
    (wanted.schoolId === null || schoolIds.includes(wanted.schoolId)) &&
    (wanted.category === null || categories.includes(wanted.category))
  );
}

function countKinds(changes: readonly Change[]): WhatChanged['totals'] {
  const totals: Partial<Record<ChangeKind, number>> = {};
  for (const { kind } of changes) totals[kind] = (totals[kind] ?? 0) + 1;
  return totals;
}

const { compare } = new Intl.Collator('zh-CN');
const rankOf = new Map(changeKinds.map((kind, rank) => [kind, rank]));

/** By what it is, the latest first; of a day what stands near a school before the rest. */
function inOrder(changes: readonly Change[]): Change[] {
  const group = ({ kind, day, schoolIds }: Change) => {
    // Days are turned round, so that one comparison of texts does for all three.
    const back = 99_999_999 - Number((day ?? '').replaceAll('-', ''));
    return `${String(rankOf.get(kind)).padStart(2, '0')} ${back} ${schoolIds.length > 0 ? 0 : 1}`;
  };
  return changes
    .map((change) => ({ change, group: group(change) }))
    .sort((a, b) =>
      a.group === b.group ? compare(a.change.name, b.change.name) : a.group < b.group ? -1 : 1,
    )
    .map(({ change }) => change);
}

function tellRow(
  { schoolIds, categories, ...change }: Change,
  names: ReadonlyMap<number, string>,
  titles: ReadonlyMap<string, string>,
): ChangeRow {
  const schools = schoolIds.flatMap((id) => names.get(id) ?? []);
  const more = schools.length > SCHOOLS_TOLD ? ` 等 ${schools.length} 所` : '';
  return {
    ...change,
    category: categories.flatMap((id) => titles.get(id) ?? []).join('、'),
    schools: schools.slice(0, SCHOOLS_TOLD).join('、') + more,
    schoolId: schoolIds[0] ?? null,
  };
}
