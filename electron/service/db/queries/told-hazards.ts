import { hazardStateSchema } from '#shared/ledger/hazard.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';
import { readMerge } from './merged-venues.ts';
import type { HazardAsItStands } from './past-records.ts';
import {
  broughtIdsSchema,
  broughtRowsSchema,
  partedBeforeSchema,
  sideSchema,
  type ToldRow,
  toldRow,
} from './taken-back-lists.ts';

interface ToldHazard {
  readonly id: number;
  readonly at: string;
}

/** What the trail tells of hazards. */
export interface ToldHazards {
  /** How they were before commands, null where they were not there; the earliest first. */
  readonly events: readonly (ToldHazard & { readonly before: HazardAsItStands | null })[];
  /** Those that went along when venues were parted or a merge was turned, and the venue that they were at before. */
  readonly moved: readonly (ToldHazard & { readonly venueId: number })[];
  /** Steps that came with packets: here they were taken when these came. */
  readonly steps: readonly number[];
}

interface Entry {
  readonly at: string;
  readonly before: string;
  readonly after: string;
}

/** What commands tell that tell it in a way of their own; all others tell the rows that they changed. */
const tellers: Readonly<Record<string, (db: Read, entry: Entry) => Promise<Partial<ToldHazards>>>> = {
  'duplicates.part': async (_, entry) => toldByParting(entry),
  'edits.undo': async (db, entry) => await toldByTurning(db, entry, ({ keptId }) => keptId),
  'edits.redo': async (db, entry) => await toldByTurning(db, entry, ({ removedId }) => removedId),
  'packets.bringBack': async (_, entry) => toldByPacket(entry),
  'hazards.correct': async (_, entry) => ({ events: wasOf(toldRow(JSON.parse(entry.before)), entry.at) }),
};

/** What commands told of hazards since a moment. */
export async function selectToldHazards(db: Read, since: string): Promise<ToldHazards> {
  const entries = await db
    .selectFrom('audit')
    .select(['at', 'command', 'before', 'after'])
    .where('at', '>=', since)
    .where(({ or, eb }) =>
      or([eb('before', 'like', '%"hazards":[{%'), eb('command', 'in', Object.keys(tellers))]),
    )
    .orderBy('id')
    .execute();
  const told: Partial<ToldHazards>[] = [];
  for (const { command, ...entry } of entries)
    told.push((await tellers[command]?.(db, entry)) ?? toldByRows(entry));
  return {
    events: told.flatMap(({ events = [] }) => events),
    moved: told.flatMap(({ moved = [] }) => moved),
    steps: told.flatMap(({ steps = [] }) => steps),
  };
}

function toldByRows({ at, before }: Entry): Partial<ToldHazards> {
  const rows = sideSchema.safeParse(JSON.parse(before)).data?.rows?.hazards;
  return { events: Array.isArray(rows) ? rows.flatMap((row) => wasOf(toldRow(row), at)) : [] };
}

function toldByParting({ at, before }: Entry): Partial<ToldHazards> {
  const parted = partedBeforeSchema.safeParse(JSON.parse(before)).data;
  if (!parted) return {};
  return { moved: (parted.moved.hazards ?? []).map((id) => ({ id, at, venueId: parted.owner.id })) };
}

async function toldByTurning(
  db: Read,
  { at, after }: Entry,
  venueOf: (merge: ReturnType<typeof readMerge>) => number,
): Promise<Partial<ToldHazards>> {
  const edits = sideSchema.safeParse(JSON.parse(after)).data?.edits ?? [];
  const rows = await db
    .selectFrom('editRows')
    .select('after')
    .where('table', '=', 'merges')
    .where('editId', 'in', toIdList(edits))
    .execute();
  return {
    moved: rows.flatMap(({ after: row }) => {
      const stored = readStored('editRows.after', row);
      if (!stored) return [];
      const merge = readMerge(stored);
      return (merge.moved.hazards ?? []).map((id) => ({ id, at, venueId: venueOf(merge) }));
    }),
  };
}

function toldByPacket({ at, before, after }: Entry): Partial<ToldHazards> {
  const came = broughtIdsSchema.safeParse(JSON.parse(after)).data?.came ?? {};
  const changed = broughtRowsSchema.safeParse(JSON.parse(before)).data ?? [];
  return {
    events: [
      ...changed.flatMap(({ table, row }) => (table === 'hazards' ? wasOf(row, at) : [])),
      ...(came.hazards ?? []).map((id) => ({ id, at, before: null })),
    ],
    steps: came.hazardEvents ?? [],
  };
}

/** A hazard as a row tells it; nothing where its state is none that is known. */
export function hazardOf(row: ToldRow): HazardAsItStands | null {
  const state = hazardStateSchema.safeParse(row.state).data;
  return state ? { state, venueId: row.venueId ?? null, schoolId: row.schoolId ?? null } : null;
}

function wasOf(row: ToldRow | null, at: string): ToldHazards['events'] {
  const before = row && hazardOf(row);
  return row && before ? [{ id: row.id, at, before }] : [];
}
