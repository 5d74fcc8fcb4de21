import { CodedError } from '#shared/contract/errors.ts';
import type { Incident } from '#shared/contract/facilities.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import type { GatePlace, SchoolPlace } from '#shared/zones/measured-places.ts';
import { selectIncident, selectIncidents } from '../../db/queries/incidents.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** An incident belongs to the nearest gate, if that is within this distance. */
const INCIDENT_REACH: Metres = 200;

/** What happened near schools, the latest first, each with its gate. */
export async function listIncidents({
  db,
  workspace,
}: Pick<QueryContext, 'workspace' | 'db'>): Promise<Incident[]> {
  const gates = [...(await workspace.places.schools()).values()].flatMap((school) =>
    school.gates.map((gate) => ({ school, gate })),
  );
  return (await selectIncidents(db)).map(({ lng, lat, ...row }) => ({
    ...row,
    position: [lng, lat],
    gate: nearestGateOf(gates, [lng, lat]),
  }));
}

/** An incident as it is stored. Errors: INCIDENT_UNKNOWN. */
export async function findIncident(db: Read, id: number) {
  const incident = await selectIncident(db, id);
  if (!incident) throw new CodedError('INCIDENT_UNKNOWN');
  return incident;
}

function nearestGateOf(
  gates: readonly { readonly school: SchoolPlace; readonly gate: GatePlace }[],
  position: LngLat,
): Incident['gate'] {
  let nearest: Incident['gate'] = null;
  for (const { school, gate } of gates) {
    const metres = distance(gate.position, position);
    if (metres <= INCIDENT_REACH && (nearest === null || metres < nearest.metres))
      nearest = { id: gate.id, schoolId: school.id, name: `${school.name}${gate.name}`, metres };
  }
  return nearest;
}
