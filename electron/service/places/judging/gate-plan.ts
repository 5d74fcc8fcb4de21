import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { gateFault } from '#shared/facilities/gate-faults.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import { selectDuties } from '../../db/queries/duties.ts';
import { selectGatePlan } from '../../db/queries/gates.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { findGate } from './find-gate.ts';
import { shownDuty } from './gate-duties.ts';
import { judgeGates, provisionGround, stretchOf, toRows } from './gate-provisions.ts';
import { listIncidents } from './list-incidents.ts';

/** Facilities around a gate are shown up to this distance. */
const SHOWN_AROUND: Metres = 200;

type Context = Pick<QueryContext, 'workspace' | 'db'>;

/** A gate with its stretch, what stands around it, what is missing and what is arranged. Errors: GATE_UNKNOWN. */
export async function readGatePlan(context: Context, id: number): Promise<OutputOf<'gates.plan'>> {
  const { db, workspace } = context;
  const { school, gate } = await findGate(context, id);
  const ground = await provisionGround(context);
  const [row] = await toRows(context, ground, [{ school, judged: judgeGates(context, ground, school) }]);
  const own = row?.gates.find(({ gateId }) => gateId === id);
  if (!own) throw new CodedError('GATE_UNKNOWN', { id });
  const zone = stretchOf(context, ground, school, gate);
  const stretch = zone.polygon.geometry;
  const otherGates = await positionsOfOtherGates(context, id);
  const plan = await selectGatePlan(db, id);
  return {
    schoolId: school.id,
    schoolName: school.name,
    gate: own,
    stretch,
    length: workspace.pack.gateZone.distance,
    shape: zone.shape,
    facilities: ground.facilities.near(gate.position, SHOWN_AROUND).map(({ facility, metres }) => ({
      ...facility,
      position: [facility.position[0], facility.position[1]],
      metres,
      fault: gateFault(facility, gate.position, stretch, otherGates),
    })),
    text: {
      restrictions: plan?.restrictions ?? '',
      oneWay: plan?.oneWay ?? '',
      waiting: plan?.waiting ?? '',
      note: plan?.note ?? '',
    },
    updatedAt: plan?.updatedAt ?? null,
    duties: (await selectDuties(db, id)).map(shownDuty),
    escort: workspace.pack.escort?.members ?? null,
    surveys: (ground.surveys.get(id) ?? []).map(({ gateId: _, ...survey }) => survey),
    incidents: (await listIncidents(context)).filter((incident) => incident.gate?.id === id),
  };
}

async function positionsOfOtherGates({ workspace }: Context, id: number): Promise<LngLat[]> {
  return [...(await workspace.places.schools()).values()]
    .flatMap(({ gates }) => gates)
    .filter((gate) => gate.id !== id)
    .map(({ position }) => position);
}
