import { CodedError } from '#shared/contract/errors.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { tellRows } from '#shared/tables/table-nouns.ts';
import { gateZone } from '#shared/zones/gate-zone.ts';
import { countResting } from '../db/queries/dependents.ts';
import { addByHand, changeByHand, selectEditable } from '../db/queries/editable-rows.ts';
import { removeGate, selectGate } from '../db/queries/gates.ts';
import { selectSchool } from '../db/queries/schools.ts';
import { findSurveyFromGate } from '../db/queries/surveys.ts';
import { findTroubleSpot } from '../db/queries/trouble-spots.ts';
import { selectVenuesById } from '../db/queries/unplaced.ts';
import { writeFlag, writeStored } from '../db/schema/stored-values.ts';
import { readShapes } from '../import/read-shape-file.ts';
import { refuseUnsound, toMultiPolygon } from '../places/editing/campus-shape.ts';
import { editRows } from '../places/editing/edit-rows.ts';
import { placeVenues } from '../places/editing/place-venues.ts';
import { removePlace, savePlace, shapeOf } from '../places/editing/save-drawn-place.ts';
import { removeSpot, saveSpot } from '../places/editing/save-trouble-spot.ts';
import { tellSchools } from '../places/editing/tell-changes.ts';
import type { CommandContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** What the status of a venue says that is no longer looked after. */
const endings = { closed: '停业', elsewhere: '不在本区' } as const;

export const editingHandlers: Pick<HandlersOf<'schools'>, 'schools.saveCampus'> &
  Pick<HandlersOf<'venues'>, 'venues.savePosition' | 'venues.end'> &
  Omit<HandlersOf<'gates'>, 'gates.plan' | 'gates.savePlan' | 'gates.survey' | 'gates.toDraw'> &
  HandlersOf<'places'> = {
  async 'gates.zone'({ workspace }, { schoolId, position, ...edits }) {
    const { shape, distance } = workspace.pack.gateZone;
    const roads = shape === 'circle' ? null : await workspace.places.roads();
    const campus = (await workspace.places.schools()).get(schoolId)?.campus ?? null;
    const zone = gateZone(position, roads, distance, edits, campus);
    return { shape: zone.shape, geometry: zone.polygon.geometry };
  },

  async 'gates.save'(context, { id, schoolId, frontage, band, position, isMain, ...rest }) {
    const { db } = context;
    await requireSchool(context, schoolId);
    const values = {
      ...rest,
      isMain: writeFlag(isMain),
      lng: position[0],
      lat: position[1],
      frontage: writeStored('gates.frontage', frontage),
      band: writeStored('gates.band', band),
    };
    const before = id === null ? null : await requireGate(context, id);
    if (before) {
      context.recordBefore(before);
      await changeByHand(db, 'gates', before, values);
    }
    const gateId = before?.id ?? (await addByHand(db, 'gates', { ...values, schoolId }));
    tellSchools(context, [...new Set([schoolId, before?.schoolId ?? schoolId])]);
    return { id: gateId };
  },

  async 'gates.remove'(context, { id }) {
    const { db } = context;
    const before = await requireGate(context, id);
    const survey = await findSurveyFromGate(db, id);
    if (survey !== null) throw new CodedError('GATE_SURVEYED', { name: before.name, code: survey });
    const reasons = tellRows(await countResting(db, 'gates', [id]));
    if (reasons.length > 0)
      throw new CodedError('GATE_DEPENDED', { name: before.name, reasons: reasons.join('、') });
    context.recordBefore(before);
    await removeGate(db, id);
    tellSchools(context, [before.schoolId]);
    return {};
  },

  async 'schools.saveCampus'(context, { schoolId, campus, source }) {
    const { db } = context;
    const before = await requireSchool(context, schoolId);
    refuseUnsound(campus);
    const values = {
      boundary: campus && JSON.stringify(toMultiPolygon(campus)),
      boundarySource: campus ? source : null,
    };
    context.recordBefore(before);
    await changeByHand(db, 'schools', before, values);
    tellSchools(context, [schoolId]);
    return {};
  },

  async 'places.save'(context, { table, id, values, geometry }) {
    if (table === 'troubleSpots') return { id: await saveSpot(context, id, values, geometry) };
    return { id: await savePlace(context, table, id, values, geometry) };
  },

  async 'places.remove'(context, { table, id }) {
    await (table === 'troubleSpots' ? removeSpot(context, id) : removePlace(context, table, id));
    return {};
  },

  async 'places.shape'({ db }, { table, id }) {
    const row =
      table === 'troubleSpots' ? await findTroubleSpot(db, id) : (await selectEditable(db, table, [id]))[0];
    if (!row) throw new CodedError('ROW_UNKNOWN', { table: '图上对象', id });
    const values = 'phone' in row ? { ...row, phone: maskPhone(String(row.phone)) } : row;
    return { values, geometry: shapeOf(row) };
  },

  'places.readShapes': async ({ files, progress }, { token, crs }) =>
    await readShapes(files.resolve(token), crs, progress),

  async 'venues.end'(context, { id, how, reason }) {
    const [venue] = await selectVenuesById(context.db, [id]);
    if (!venue) throw new CodedError('VENUE_UNKNOWN', { id });
    if (how === 'removed') await removePlace(context, 'venues', id);
    else await editRows(context, 'venues', [id], { status: `${endings[how]}（${reason}）` });
    return {};
  },

  async 'venues.savePosition'(context, { id, position, source }) {
    await placeVenues(context, [{ id, position, source }], true);
    return {};
  },
};

async function requireSchool({ db }: CommandContext, id: number) {
  const row = await selectSchool(db, id);
  if (!row) throw new CodedError('SCHOOL_UNKNOWN', { id });
  return row;
}

async function requireGate({ db }: CommandContext, id: number) {
  const row = await selectGate(db, id);
  if (!row) throw new CodedError('GATE_UNKNOWN', { id });
  return row;
}
