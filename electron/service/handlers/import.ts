import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ColumnMap, ImportAs, ImportKind } from '#shared/contract/import.ts';
import { coordinateSystemName } from '#shared/geodesy/coordinate-systems.ts';
import { looksLikeHeader } from '#shared/registry/fields.ts';
import type { Touched } from '../cache/touched.ts';
import { tellRows } from '../db/journal/changed-rows.ts';
import { type KeptAdoption, readAdoptions, saveAdoptions } from '../db/queries/adoptions.ts';
import { findBatchColumns, selectBatches, selectProblems } from '../db/queries/imports.ts';
import { recallMapping, rememberMapping } from '../db/queries/mappings.ts';
import { clearVanished } from '../db/queries/place-changes.ts';
import { readWordings } from '../db/queries/wordings.ts';
import { readMeta } from '../db/schema/meta.ts';
import { readFlag, readStored } from '../db/schema/stored-values.ts';
import { allPresets } from '../import/all-presets.ts';
import { type AppliedPart, applyImport, changesOf, type ImportChanges } from '../import/apply-import.ts';
import { bulkImport, isBulk } from '../import/bulk-import.ts';
import { choosePreset } from '../import/choose-preset.ts';
import { explainMatches, guessKind } from '../import/column-matches.ts';
import { drawEvidence, weighCoordinates } from '../import/coordinate-evidence.ts';
import { countPart, summarize } from '../import/count-parts.ts';
import { describeEffect } from '../import/describe-effect.ts';
import { createFieldReader, filterRows } from '../import/field-reader.ts';
import { findVanished } from '../import/find-vanished.ts';
import { groupProblems } from '../import/group-problems.ts';
import { withAdoptedColumn, withHeader } from '../import/list-adoptions.ts';
import { listOf, sourceOf } from '../import/list-system.ts';
import { type OpenList, openList, rowsIn } from '../import/open-list.ts';
import { batchesBetween, cutChanges, gatherChanges, requireBatch } from '../import/place-changes.ts';
import { type PlanPart, planPart } from '../import/plan-import.ts';
import { proposeForList } from '../import/propose-kinds.ts';
import { listProblems } from '../import/rank-problems.ts';
import { readTableAside } from '../import/read-in-thread.ts';
import { pageTried } from '../import/tried-problems.ts';
import { undoFile } from '../import/undo-batch.ts';
import { problemTable } from '../output/export/problem-table.ts';
import { encodeXlsx } from '../output/export/table.ts';
import { writePlaceChanges } from '../output/reports/place-changes-file.ts';
import { heedLicences } from '../places/judging/reclassify.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

const SAMPLE_ROWS = 8;
/** Before a person has said anything of a list. */
const NOTHING_SAID = { map: {}, adoptions: [] };
const BATCHES_SHOWN = 200;

export const importHandlers: HandlersOf<'import'> = {
  async 'import.preview'(context, input) {
    const { db, files, workspace, progress } = context;
    const file = files.resolve(input.token);
    const table = await readTableAside(file, input, progress);
    const presets = await allPresets(db, workspace.catalogue);
    const chosen = choosePreset(presets, table, {
      preset: null,
      map: {},
      header: input.header,
    });
    const remembered = await recallMapping(db, table.columns);
    const kept = await readAdoptions(db);
    const matched = remembered?.map ?? chosen.map;
    const map = withAdoptedColumn(matched, table, NOTHING_SAID, kept);
    const as = remembered?.as ?? chosen.preset?.as ?? guessKind(table, createFieldReader(table, map), map);
    return {
      fileName: file.name,
      encoding: table.encoding,
      sheets: [...table.sheets],
      sheetKinds: [...(table.sheetKinds ?? [])],
      sheet: table.sheet,
      columns: [...table.columns],
      rowCount: table.rows.length,
      sample: table.rows.slice(0, SAMPLE_ROWS).map((row) => [...row.cells]),
      setAside: table.setAside.map(({ number, cells }) => ({
        number,
        text: cells.filter(Boolean).join(' '),
      })),
      unread: [...table.unread],
      map,
      matches: explainMatches(table, map, chosen.preset, remembered !== null),
      as,
      preset: chosen.preset,
      kinds: await listedKinds(context, { table, map, as, kept }),
      remembered,
      hasGeometry: table.hasGeometry,
      isHeaderKnown: looksLikeHeader(table.columns),
      stated: table.stated ?? null,
    };
  },

  async 'import.proposals'(context, { token, ...options }) {
    const { db, files, workspace, progress } = context;
    const { encoding, sheet, header, as, ofKind } = options;
    const reading = { encoding, sheet, header, ...(ofKind && { wanted: as }) };
    const table = await readTableAside(files.resolve(token), reading, progress);
    const kept = await readAdoptions(db);
    const { rows, map } = listOf(table, options, await allPresets(db, workspace.catalogue), kept);
    return await listedKinds(context, { table: { ...table, rows }, map, as, kept });
  },

  async 'import.evidence'({ db, files, progress }, { token, ...options }) {
    const table = await readTableAside(files.resolve(token), options, progress);
    const read = createFieldReader(table, options.map);
    return await weighCoordinates(db, table.fileHash, filterRows(table, options.where), read);
  },

  async 'import.evidenceMap'({ db, files, progress }, { token, ...options }) {
    const table = await readTableAside(files.resolve(token), options, progress);
    const read = createFieldReader(table, options.map);
    return await drawEvidence(db, table.fileHash, filterRows(table, options.where), read);
  },

  async 'import.dryRun'(context, { token, eachProblem, effect, ...options }) {
    if (options.as === 'auto') {
      const input = { ...options, token, eachProblem, effect, recheck: false };
      return await tryImport(context, input);
    }
    const started = performance.now();
    const list = await openList(context, context.db, context.files.resolve(token), options);
    const parts = await planParts(context, list);
    const [only] = parts;
    const vanished =
      effect && only
        ? await findVanished(context.db, only, sourceOf(list.table.columns, list.map, only.as, options))
        : null;
    const problems = parts.flatMap((part) => part.problems);
    return {
      result: summarize(list, parts.map(countPart), options.as, 0, elapsed(started)),
      problems: eachProblem ? problems : [],
      groups: groupProblems(problems, rowsIn(list), token),
      effect: effect ? await describeEffect(context.db, parts, vanished) : null,
    };
  },

  async 'import.run'(context, { token, recheck, eachProblem, effect, ...options }) {
    const { db } = context;
    const file = context.files.resolve(token);
    const bulk = !effect && (await isBulk(db, file, options));
    const applied =
      (bulk ? await bulkImport(context, file, options) : null) ?? (await applyImport(context, file, options));
    const { columns, plans, parts, problems, rows } = applied;
    if (Object.keys(options.map).length > 0)
      await rememberMapping(db, columns, options, context.now.toISOString());
    const { actor, now } = context;
    await saveAdoptions(db, columns, options.adoptions, { at: now.toISOString(), actor });
    context.recordBefore({
      parts: Object.fromEntries(parts.map(({ batch, before }) => [batch, tellRows(before)])),
    });
    context.recordAfter(applied.result);
    await tellParts(context, parts, recheck);
    return {
      result: applied.result,
      problems: eachProblem ? [...problems] : [],
      groups: groupProblems(problems, rows, token),
      effect: plans && effect ? await describeEffect(db, plans, null) : null,
    };
  },

  async 'import.report'({ db }, { batch }) {
    const { isVenues, ...facts } = await requireBatch(db, batch);
    return { ...facts, ...cutChanges(await gatherChanges(db, isVenues ? [batch] : [])) };
  },

  async 'import.changes'({ db }, { from, to }) {
    const batches = await batchesBetween(db, from, to);
    const ids = batches.map(({ batch }) => batch);
    return { batches, ...cutChanges(await gatherChanges(db, ids)) };
  },

  async 'import.changesFile'(context, { of, format }) {
    return await writePlaceChanges(context, of, format);
  },

  async 'import.keepOpen'(context, { venueIds }) {
    const kept = await clearVanished(context.db, venueIds);
    return { kept };
  },

  async 'import.undo'(context, { batch }) {
    const parts = await undoFile(context.db, batch, context.now.toISOString());
    context.recordBefore({
      removed: parts.flatMap(({ removed }) => removed),
      overwritten: parts.flatMap(({ overwritten }) => overwritten),
      restored: parts.flatMap(({ restored }) => restored),
    });
    for (const { as, removed, restored } of parts) {
      const rows = [...removed, ...restored];
      const ids = rows.map(({ id }) => id);
      context.touched(touchedByList(as, changesOf(ids, rows)));
    }
    await heedLicences(
      context,
      parts.flatMap(({ licences }) => licences),
      null,
    );
    return {
      batch: parts.at(-1)?.batch ?? 0,
      removed: parts.reduce((sum, { removed }) => sum + removed.length, 0),
      restored: parts.reduce((sum, { restored }) => sum + restored.length, 0),
    };
  },

  async 'import.batches'({ db }) {
    const rows = await selectBatches(db, BATCHES_SHOWN);
    return rows.map(({ kind, unread, options, ...row }) => ({
      ...row,
      as: kind,
      crs: systemInWords(options),
      unread: readStored('batches.unread', unread),
    }));
  },

  async 'import.problemSheet'({ db }, { batch }) {
    const columns = await findBatchColumns(db, batch);
    if (!columns) throw new CodedError('BATCH_UNKNOWN', { id: batch });
    const rows = (await selectProblems(db, batch)).map(({ cells, rejected, ...row }) => ({
      ...row,
      cells: readStored('importProblems.cells', cells),
      rejected: readFlag(rejected),
    }));
    return await encodeXlsx(problemTable(columns, rows));
  },

  async 'import.problemFile'(context, { token, ...options }) {
    const list = await openList(context, context.db, context.files.resolve(token), options);
    const tried = { ...options, token, recheck: false, eachProblem: true, effect: false };
    const { problems } =
      options.as === 'auto'
        ? await tryImport(context, tried)
        : { problems: (await planParts(context, list)).flatMap((part) => part.problems) };
    const cells = new Map(list.rows.map((row) => [row.number, row.cells]));
    const rows = problems.map((one) => ({ ...one, cells: cells.get(one.row) ?? [] }));
    return await encodeXlsx(problemTable(list.table.columns, rows));
  },

  'import.problems': async (context, wanted) => await listProblems(context, wanted),

  async 'import.triedProblems'({ files }, wanted) {
    // Another session's file is none of this one's business.
    files.resolve(wanted.token);
    return pageTried(wanted);
  },
};

interface AskedList {
  readonly table: Parameters<typeof proposeForList>[0];
  readonly map: ColumnMap;
  readonly as: ImportAs;
  readonly kept: readonly KeptAdoption[];
}

/** What values of a list most likely mean, told without what was adopted of lists, and what was. */
async function listedKinds({ db, workspace }: QueryContext, { table, map, as, kept }: AskedList) {
  const hasVenues = as === 'venues' || as === 'auto';
  const { kinds } = workspace.catalogue;
  return {
    proposals: hasVenues ? proposeForList(table, map, { kinds, wordings: await readWordings(db) }) : [],
    kept: withHeader(kept, table.columns),
  };
}

/** The reference system of a batch as people name it, with a word where it was only taken for granted. */
function systemInWords(options: string): string {
  const { system, crs } = readStored('batches.options', options);
  if (!system) return crs ? coordinateSystemName(crs) : '';
  return `${coordinateSystemName(system.crs)}${system.isAssumed ? '（未确认）' : ''}`;
}

/** Tells what the parts of an import touch; where earlier lists were not measured, that may be anything. */
async function tellParts(
  context: CommandContext,
  parts: readonly AppliedPart[],
  recheck: boolean,
): Promise<void> {
  for (const { as, changed } of parts) context.touched(touchedByList(as, changed));
  if (!recheck) context.postponeMeasuring();
  else if ((await readMeta(context.db, 'findingsCurrent')) !== '1')
    context.touched({ schools: 'all', venues: 'all' });
}

/**
 * Imports on trial. Later kinds of a mixed list rest on the earlier ones: those must be written before the later ones
 * can be looked at.
 */
async function tryImport(
  context: QueryContext,
  input: InputOf<'import.run'>,
): Promise<OutputOf<'import.run'>> {
  return (await context.rehearse('import.run', input)).output as OutputOf<'import.run'>;
}

/** What the rows of each kind would do. Errors: CANCELLED. */
async function planParts(context: QueryContext, list: OpenList): Promise<PlanPart[]> {
  const parts: PlanPart[] = [];
  for (const kind of list.kinds) parts.push(await planPart(context, context.db, list, kind));
  return parts;
}

/** What a list of this kind touches. */
function touchedByList(as: ImportKind, { ids, schools, boxes }: ImportChanges): Touched {
  switch (as) {
    case 'venues':
      return { venues: ids };
    case 'roads':
      return { roads: boxes };
    case 'facilities':
      return { facilities: true };
    case 'addresses':
      return { addresses: true };
    case 'regions':
      return { regions: true };
    case 'schools':
    case 'campuses':
      return { schools: ids };
    case 'gates':
      return { schools };
    case 'hazards':
      return {};
  }
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
