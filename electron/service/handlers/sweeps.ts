import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { HazardDraft, VisitDraft } from '#shared/contract/sweeps.ts';
import { type EarlierHazard, repeatedHazard } from '#shared/ledger/dealings.ts';
import { addressKey } from '#shared/registry/address.ts';
import { checkAnswerSchema, checkItemsFor } from '#shared/sweeps/checklist.ts';
import { periodDates } from '#shared/sweeps/period.ts';
import { bodiesFor } from '#shared/sweeps/practice.ts';
import { officerSchema } from '#shared/sweeps/visit.ts';
import { placeMet } from '../db/queries/place-of-record.ts';
import {
  countVisits,
  selectNewSchoolStops,
  selectNewStops,
  selectStops,
  selectSweeps,
} from '../db/queries/sweeps.ts';
import type { Read } from '../db/schema/schema.ts';
import { rememberOfficers, requireOfficers } from '../sweeps/officers.ts';
import { openHazard } from '../sweeps/open-hazard.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const sweepsHandlers: Omit<HandlersOf<'sweeps'>, 'sweeps.settle'> & HandlersOf<'visits'> = {
  async 'sweeps.list'({ db }) {
    return await selectSweeps(db);
  },

  async 'sweeps.get'({ db, workspace }, { id }) {
    const [sweep] = await selectSweeps(db, id);
    if (!sweep) throw new CodedError('SWEEP_UNKNOWN', { id });
    const stops = await selectStops(db, id);
    return {
      sweep,
      stops: stops.map(({ lng, lat, startedAt, ...stop }) => ({
        ...stop,
        bodies: bodiesFor(workspace.catalogue.practice, sweep.agencies, stop.category),
        visitedOn: startedAt?.slice(0, 10) ?? null,
        position: lng === null || lat === null ? null : ([lng, lat] as [number, number]),
      })),
    };
  },

  async 'sweeps.create'(context, input) {
    const { db, workspace, now } = context;
    const dates = input.days ?? periodDates(input.period);
    if (dates.from > dates.to) throw new CodedError('SWEEP_DATES');
    const sweep = await db
      .insertInto('sweeps')
      .values({
        title: input.title,
        period: input.period,
        coordinator: workspace.pack.coordinator,
        agencies: JSON.stringify(input.agencies),
        focusTopics: JSON.stringify(input.focusTopics),
        createdAt: now.toISOString(),
        startsOn: dates.from,
        endsOn: dates.to,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    context.changed('sweeps');
    return { id: sweep.id };
  },

  async 'sweeps.addStop'(context, { sweepId, venueId, schoolId, reason }) {
    const { db, now } = context;
    await requireSweep(db, sweepId);
    const name = await nameOfPlace(db, venueId, schoolId);
    const known = await db
      .selectFrom('stops')
      .select('id')
      .where('sweepId', '=', sweepId)
      .where('venueId', 'is', venueId)
      .where(({ lit, eb }) => (venueId === null ? eb('schoolId', '=', schoolId) : lit(true)))
      .executeTakeFirst();
    if (known) throw new CodedError('STOP_EXISTS', { name });
    const stop = await db
      .insertInto('stops')
      .values({ sweepId, venueId, schoolId, reason, addedAt: now.toISOString() })
      .returning('id')
      .executeTakeFirstOrThrow();
    context.changed('sweeps');
    return { id: stop.id };
  },

  async 'sweeps.addStops'(context, { sweepId, venueIds, reason }) {
    const { db, now } = context;
    await requireSweep(db, sweepId);
    const fresh = await selectNewStops(db, sweepId, venueIds);
    const addedAt = now.toISOString();
    for (const { venueId, schoolId } of fresh)
      await db.insertInto('stops').values({ sweepId, venueId, schoolId, reason, addedAt }).execute();
    if (fresh.length > 0) context.changed('sweeps');
    return { added: fresh.length, known: venueIds.length - fresh.length };
  },

  async 'sweeps.addSchools'(context, { sweepId, schoolIds, reason }) {
    const { db, now } = context;
    await requireSweep(db, sweepId);
    const fresh = await selectNewSchoolStops(db, sweepId, schoolIds);
    const addedAt = now.toISOString();
    for (const schoolId of fresh)
      await db.insertInto('stops').values({ sweepId, venueId: null, schoolId, reason, addedAt }).execute();
    if (fresh.length > 0) context.changed('sweeps');
    return { added: fresh.length, known: schoolIds.length - fresh.length };
  },

  async 'sweeps.removeStop'(context, { stopId }) {
    const { db } = context;
    const stop = await db.selectFrom('stops').selectAll().where('id', '=', stopId).executeTakeFirst();
    if (!stop) throw new CodedError('STOP_UNKNOWN', { id: stopId });
    const visit = await db.selectFrom('visits').select('id').where('stopId', '=', stopId).executeTakeFirst();
    if (visit)
      throw new CodedError('STOP_VISITED', { name: await nameOfPlace(db, stop.venueId, stop.schoolId) });
    await db.deleteFrom('stops').where('id', '=', stopId).execute();
    context.recordBefore(stop);
    context.changed('sweeps');
    return {};
  },

  async 'visits.checklist'({ workspace }, { category }) {
    return checkItemsFor(workspace.catalogue.checklist, category);
  },

  async 'visits.get'({ db, workspace }, { id }) {
    const visit = await db
      .selectFrom('visits')
      .leftJoin('venues', 'venues.id', 'visits.venueId')
      .leftJoin('schools', 'schools.id', 'visits.schoolId')
      .selectAll('visits')
      .select([
        placeMet.placeName.as('placeName'),
        placeMet.address.as('address'),
        'schools.name as schoolName',
      ])
      .where('visits.id', '=', id)
      .executeTakeFirst();
    if (!visit) throw new CodedError('VISIT_UNKNOWN', { id });
    const hazards = await db
      .selectFrom('hazards')
      .select(['id', 'code', 'kind', 'state'])
      .where('visitId', '=', id)
      .orderBy('id')
      .execute();
    const answers = z.record(z.string(), checkAnswerSchema).parse(JSON.parse(visit.checklist));
    const texts = new Map(workspace.catalogue.checklist.map((item) => [item.id, item.text]));
    return {
      ...visit,
      officers: z.array(officerSchema).parse(JSON.parse(visit.officers)),
      checklist: Object.entries(answers).map(([item, answer]) => ({ text: texts.get(item) ?? item, answer })),
      hazards,
    };
  },

  async 'visits.record'(context, draft) {
    const { db, now } = context;
    const stop = await db.selectFrom('stops').selectAll().where('id', '=', draft.stopId).executeTakeFirst();
    if (!stop) throw new CodedError('STOP_UNKNOWN', { id: draft.stopId });
    await checkVisit(context, draft, stop.venueId);
    const visit = await db
      .insertInto('visits')
      .values({
        stopId: stop.id,
        venueId: stop.venueId,
        schoolId: stop.schoolId,
        startedAt: draft.startedAt,
        endedAt: draft.endedAt,
        officers: JSON.stringify(draft.officers),
        result: draft.result,
        facts: draft.facts,
        measuredDistance: draft.measuredDistance,
        measures: draft.measures,
        partyView: draft.partyView,
        capReason: draft.capReason,
        checklist: JSON.stringify(draft.checklist),
        measuredFrom: draft.measuredFrom,
        measuredTo: draft.measuredTo,
        instrument: draft.instrument,
        documents: draft.documents,
        nextOn: draft.nextOn,
        recordedAt: now.toISOString(),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await rememberOfficers(db, draft.officers);
    const hazards: number[] = [];
    for (const hazard of draft.hazards)
      hazards.push(await insertHazard(context, visit.id, stop, draft, hazard));
    context.changed('sweeps', 'hazards', 'workspace');
    return { id: visit.id, hazards };
  },
};

/** Errors: SWEEP_UNKNOWN. */
export async function requireSweep(db: Read, id: number): Promise<void> {
  const sweep = await db.selectFrom('sweeps').select('id').where('id', '=', id).executeTakeFirst();
  if (!sweep) throw new CodedError('SWEEP_UNKNOWN', { id });
}

/** The law and good sense of a visit: officers, times, the yearly cap, hazards that match the result. */
async function checkVisit(
  { db, workspace }: CommandContext,
  draft: VisitDraft,
  venueId: number | null,
): Promise<void> {
  requireOfficers(draft.officers, workspace.pack);
  if (draft.endedAt < draft.startedAt) throw new CodedError('VISIT_TIME_INVALID');
  if (draft.result === '发现隐患' && draft.hazards.length === 0)
    throw new CodedError('VISIT_HAZARD_REQUIRED');
  const foundOn = draft.startedAt.slice(0, 10);
  const late = draft.hazards.find((hazard) => hazard.dueOn < foundOn);
  if (late) throw new CodedError('HAZARD_DUE_INVALID', { dueOn: late.dueOn, foundOn });
  const cap = workspace.pack.visitCap;
  // The cap is on what businesses are visited; a school is none.
  if (venueId === null) return;
  const count = await countVisits(db, venueId, foundOn.slice(0, 4));
  if (cap !== null && count >= cap && draft.capReason === '') {
    throw new CodedError('VISIT_CAP_REASON', { name: await nameOfPlace(db, venueId, null), count, cap });
  }
}

/** Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN. */
async function nameOfPlace(db: Read, venueId: number | null, schoolId: number | null): Promise<string> {
  const [table, id] = venueId === null ? (['schools', schoolId] as const) : (['venues', venueId] as const);
  const row = await db.selectFrom(table).select('name').where('id', '=', id).executeTakeFirst();
  if (!row) throw new CodedError(table === 'venues' ? 'VENUE_UNKNOWN' : 'SCHOOL_UNKNOWN', { id: id ?? 0 });
  return row.name;
}

/** The earlier hazard that a new one repeats: its place's, or one at the same address or of the same owner. */
async function findRepeated(
  db: Read,
  fresh: Pick<EarlierHazard, 'venueId' | 'schoolId' | 'kind' | 'foundOn'>,
) {
  const rows = await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .select(['hazards.id as id', 'venueId', 'schoolId', 'kind', 'address', 'legalPerson', 'foundOn'])
    .where('kind', '=', fresh.kind)
    .execute();
  const venue =
    fresh.venueId === null
      ? undefined
      : await db
          .selectFrom('venues')
          .select(['address', 'legalPerson'])
          .where('id', '=', fresh.venueId)
          .executeTakeFirst();
  return repeatedHazard(
    { ...fresh, ...compared(venue) },
    rows.map((row) => ({ ...row, ...compared(row) })),
  );
}

/** What tells that two venues are one under another name; a school has neither. */
function compared(venue: { address: string | null; legalPerson: string | null } | undefined) {
  return { address: addressKey(venue?.address ?? ''), owner: venue?.legalPerson?.trim() ?? '' };
}

async function insertHazard(
  context: CommandContext,
  visitId: number,
  { venueId, schoolId }: { venueId: number | null; schoolId: number | null },
  draft: VisitDraft,
  hazard: HazardDraft,
): Promise<number> {
  const foundOn = draft.startedAt.slice(0, 10);
  const repeated = await findRepeated(context.db, { venueId, schoolId, kind: hazard.kind, foundOn });
  const { id } = await openHazard(context, { ...hazard, visitId, venueId, schoolId, foundOn }, { repeated });
  return id;
}
