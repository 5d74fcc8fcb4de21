import { addDays } from '#shared/calendar/days.ts';
import type { Watched } from '#shared/contract/watch.ts';
import { recordOf } from '#shared/lists/record.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import {
  countOfReason,
  countWorse,
  scoreOf,
  usualWeights,
  type WatchDays,
  type WatchedCounts,
  type WatchedFigureName,
  type WatchWeights,
  watchDays,
  watchedFigure,
  watchedFigureNames,
  watchReasons,
} from '#shared/watch/watched-figures.ts';
import { selectFlips } from '../../db/queries/changes-since.ts';
import { pairKey } from '../../db/queries/findings.ts';
import { selectBeginning } from '../../db/queries/past-records.ts';
import { selectRows } from '../../db/queries/table-query.ts';
import { readMeta, writeMeta } from '../../db/schema/meta.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import {
  type ChangesContext,
  dayOfMoment,
  momentsOf,
  type Towns,
  townsOf,
} from '../changes/changes-context.ts';
import { VenuePlaces } from '../changes/venue-places.ts';

/** Places with complaints that are told. */
const PLACES_TOLD = 50;

/** A row of a figure: which school and town it counts for, and where it is. */
interface CountedRow {
  readonly venueId: number | null;
  readonly schoolId: number | null;
  readonly town: string;
  readonly placeName: string;
  readonly schoolName: string;
}

/** The rows of a figure; null where nobody knows them. */
type RowsOf = (name: WatchedFigureName, when: 'now' | 'before') => readonly CountedRow[] | null;

/** What each reason counts: as the office said, else as is usual. */
async function readWeights(db: Read): Promise<WatchWeights> {
  return readStored('meta.watchWeights', await readMeta(db, 'watchWeights')) ?? usualWeights;
}

export async function keepWeights(context: CommandContext, weights: WatchWeights): Promise<void> {
  context.recordBefore({ weights: await readWeights(context.db) });
  context.recordAfter({ weights });
  await writeMeta(context.db, 'watchWeights', writeStored('meta.watchWeights', weights));
}

/** Figures by school and town now and in the quarter before, and the score of each school. */
export async function gatherWatch(context: ChangesContext): Promise<Watched> {
  const { db, workspace, today } = context;
  const days = watchDays(today);
  const towns = await townsOf(context, TOWN_LEVEL);
  const pastKnown = workspace.isWhole && (await wasThere(db, days));
  const rowsOf = await readFigures(context, days, towns, pastKnown);
  const weights = await readWeights(db);
  const all = [...(await workspace.places.schools()).values()];
  const countsOf = countedBy(rowsOf, ({ schoolId }) => schoolId);
  const schools = all
    .map(({ id, name }) => {
      const counts = countsOf(id);
      return { id, name, town: towns.ofSchool(id), counts, score: scoreOf(counts, weights) };
    })
    .filter(({ counts }) => watchReasons.some((reason) => countOfReason(counts, reason) > 0))
    .toSorted((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'zh-CN'));
  return {
    ...{ days, weights: { ...weights }, schools, quiet: all.length - schools.length },
    ...{ towns: tallyTowns(rowsOf), places: tallyPlaces(rowsOf), pastKnown },
  };
}

/** Whether the workspace was begun by the end of the quarter before. */
async function wasThere(db: Read, { stood }: WatchDays): Promise<boolean> {
  const begun = dayOfMoment((await selectBeginning(db)) ?? undefined);
  return begun !== null && begun <= stood;
}

async function readFigures(
  context: ChangesContext,
  days: WatchDays,
  towns: Towns,
  pastKnown: boolean,
): Promise<RowsOf> {
  const known = new Map<string, readonly CountedRow[] | null>();
  for (const name of watchedFigureNames) {
    // Others go on between.
    await context.progress.breathe();
    const { table, now, before } = watchedFigure(name);
    const rows = await readRows(context, table, now(days));
    known.set(`${name}/now`, rows);
    if (before === 'trail')
      known.set(`${name}/before`, pastKnown ? await rowsThen(context, days, towns, rows) : null);
    else known.set(`${name}/before`, before && (await readRows(context, table, before(days))));
  }
  return (name, when) => known.get(`${name}/${when}`) ?? null;
}

/** The rows that a figure opens: the table says which school and town each belongs to. */
async function readRows(
  { db, workspace, today }: ChangesContext,
  table: TableName,
  query: Query,
): Promise<CountedRow[]> {
  const request = { table, today, due: sweptWhen(workspace.pack, today) };
  const ids = await workspace.rowSets.ids({ ...request, query, text: '', sort: [], about: null });
  const byName = new Map([...(await workspace.places.schools()).values()].map(({ id, name }) => [name, id]));
  const rows = await selectRows(db, request, [TOWN_LEVEL, 'venueName', 'schoolName'], ids);
  return rows.map(({ venueId, schoolId, cells }) => {
    const [town, placeName, schoolName] = cells.map((cell) => String(cell ?? ''));
    return {
      ...{ venueId, town: town ?? '', placeName: placeName ?? '', schoolName: schoolName ?? '' },
      // A licence names the nearest school of its venue by its name alone.
      schoolId: schoolId ?? (table === 'licences' ? (byName.get(schoolName ?? '') ?? null) : null),
    };
  });
}

/** 区内·禁设 at the end of the quarter before: those of today, with what flipped since turned back. */
async function rowsThen(
  { db, today }: ChangesContext,
  { stood }: WatchDays,
  towns: Towns,
  now: readonly CountedRow[],
): Promise<CountedRow[]> {
  const flips = (await selectFlips(db, momentsOf({ from: addDays(stood, 1), to: today }))).flatMap(
    (each) => each.flips,
  );
  const first = new Map(flips.toReversed().map((flip) => [pairKey(flip), flip]));
  const stayed = now.filter(
    ({ venueId, schoolId }) =>
      venueId === null || schoolId === null || !first.has(pairKey({ venueId, schoolId })),
  );
  const were = [...first.values()].filter(({ before }) => before === 'violation');
  const places = new VenuePlaces(db, towns, were);
  await places.learn(were.map(({ venueId }) => venueId));
  const then = were.map(({ venueId, schoolId }) => ({
    ...{ venueId, schoolId, town: places.townOf(venueId) || towns.ofSchool(schoolId) },
    ...{ placeName: '', schoolName: '' },
  }));
  return [...stayed, ...then];
}

/** The figures of each school or town: rows are gone through once. */
function countedBy<Key>(rowsOf: RowsOf, keyOf: (row: CountedRow) => Key): (key: Key) => WatchedCounts {
  const tally = (rows: readonly CountedRow[] | null) => {
    if (rows === null) return null;
    const counts = new Map<Key, number>();
    for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
    return counts;
  };
  const tallies = recordOf(watchedFigureNames, (name) => ({
    now: tally(rowsOf(name, 'now')),
    before: tally(rowsOf(name, 'before')),
  }));
  return (key) =>
    recordOf(watchedFigureNames, (name) => {
      const { now, before } = tallies[name];
      return { now: now?.get(key) ?? 0, before: before === null ? null : (before.get(key) ?? 0) };
    });
}

function tallyTowns(rowsOf: RowsOf): Watched['towns'] {
  const names = new Set(
    watchedFigureNames.flatMap((name) =>
      [...(rowsOf(name, 'now') ?? []), ...(rowsOf(name, 'before') ?? [])].map(({ town }) => town),
    ),
  );
  const countsOf = countedBy(rowsOf, ({ town }) => town);
  return [...names]
    .map((name) => {
      const counts = countsOf(name);
      return { name, worse: countWorse(counts), counts };
    })
    .toSorted((a, b) => b.worse - a.worse || a.name.localeCompare(b.name, 'zh-CN'));
}

/** Complaints place by place: a venue, a school, or what was only said in words. */
function tallyPlaces(rowsOf: RowsOf): Watched['places'] {
  const places = new Map<string, Watched['places'][number]>();
  for (const when of ['now', 'before'] as const)
    for (const { venueId, schoolId, placeName, schoolName } of rowsOf('complaints', when) ?? []) {
      const key = venueId === null ? `${schoolId}/${placeName}` : `venue/${venueId}`;
      const place = places.get(key) ?? { name: placeName, venueId, schoolId, schoolName, now: 0, before: 0 };
      place[when] += 1;
      places.set(key, place);
    }
  return [...places.values()]
    .toSorted((a, b) => b.now - a.now || b.before - a.before || a.name.localeCompare(b.name, 'zh-CN'))
    .slice(0, PLACES_TOLD);
}
