import type { SchoolProvisions } from '#shared/contract/facilities.ts';
import { satisfyingKinds } from '#shared/facilities/facility.ts';
import type { FacilityIndex } from '#shared/facilities/facility-index.ts';
import {
  type Evaluated,
  evaluateRequirement,
  type GateFacts,
  type NearFacility,
  type SeenAtGate,
} from '#shared/facilities/gate-provision.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { RoadNetwork } from '#shared/walking/road-network.ts';
import { type GateZone, gateZone, noEdits } from '#shared/zones/gate-zone.ts';
import type { GatePlace, SchoolPlace } from '#shared/zones/measured-places.ts';
import type { RoadLines } from '#shared/zones/road-lines.ts';
import { selectListedKinds } from '../../db/queries/facilities.ts';
import { type GateSurvey, selectGateSurveys } from '../../db/queries/gate-surveys.ts';
import { selectGapHazards } from '../../db/queries/gates.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** Standard error of a facility's position: drawn on imagery or taken by a phone. */
const FACILITY_SIGMA: Metres = 5;
/** Beyond what any requirement asks, so that the nearest one further off is named too. */
const REACH_BEYOND: Metres = 100;

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** What a workspace's gates are judged by, read once for all of them. */
export interface ProvisionGround {
  readonly facilities: FacilityIndex;
  readonly roads: RoadLines;
  readonly network: RoadNetwork | null;
  readonly reach: Metres;
  /** Kinds of which a list was imported. */
  readonly listed: ReadonlySet<string>;
  /** Walks to gates, by gate, the latest first. */
  readonly surveys: ReadonlyMap<number, readonly GateSurvey[]>;
}

export async function provisionGround({ db, workspace }: Context): Promise<ProvisionGround> {
  const { places, catalogue } = workspace;
  return {
    listed: await selectListedKinds(db),
    surveys: byGate(await selectGateSurveys(db)),
    facilities: await places.facilities(),
    roads: await places.roads(),
    network: await places.network(),
    reach: Math.max(0, ...catalogue.requirements.map(({ within }) => within)) + REACH_BEYOND,
  };
}

/** The no-parking stretch of a gate by the pack. */
export function stretchOf(
  { workspace }: Pick<Context, 'workspace'>,
  ground: ProvisionGround,
  { campus }: Pick<SchoolPlace, 'campus'>,
  gate: GatePlace,
): GateZone {
  const { gateZone: wanted } = workspace.pack;
  return gateZone(
    gate.position,
    wanted.shape === 'circle' ? null : ground.roads,
    wanted.distance,
    gate.edits,
    campus,
  );
}

export interface JudgedGate {
  readonly gate: GatePlace;
  readonly zone: GateZone;
  /** The street at the gate, found whatever shape the pack's zone has. */
  readonly road: { readonly name: string; readonly class: string } | null;
  readonly evaluated: readonly (Evaluated & { readonly requirementId: string })[];
}

/** A school's gates against all requirements. A school without gates has none to judge. */
export function judgeGates(
  context: Pick<Context, 'workspace'>,
  ground: ProvisionGround,
  school: SchoolPlace,
): JudgedGate[] {
  const { requirements, facilityKinds } = context.workspace.catalogue;
  return school.gates.map((gate) => {
    const zone = stretchOf(context, ground, school, gate);
    const street =
      zone.road ??
      gateZone(gate.position, ground.roads, context.workspace.pack.gateZone.distance, noEdits, school.campus)
        .road;
    const road = street && { name: street.name ?? '', class: street.class ?? 'unclassified' };
    const facts: GateFacts = {
      stage: school.stage,
      road: road?.class ?? null,
      sigma: Math.hypot(gate.sigma, FACILITY_SIGMA),
      facilities: nearFacilities(ground, gate),
      listed: ground.listed,
      seen: lastSeen(ground.surveys.get(gate.id) ?? []),
    };
    return {
      gate,
      zone,
      road,
      evaluated: requirements.map((requirement) => ({
        requirementId: requirement.id,
        ...evaluateRequirement(requirement, satisfyingKinds(requirement, facilityKinds), facts),
      })),
    };
  });
}

function byGate(surveys: readonly GateSurvey[]): ReadonlyMap<number, readonly GateSurvey[]> {
  const gates = new Map<number, GateSurvey[]>();
  for (const survey of surveys) gates.set(survey.gateId, [...(gates.get(survey.gateId) ?? []), survey]);
  return gates;
}

/** What was seen last of each requirement: a walk may leave some out. */
function lastSeen(surveys: readonly GateSurvey[]): ReadonlyMap<string, SeenAtGate> {
  return new Map(
    surveys
      .toReversed()
      .flatMap(({ answers, surveyedOn }) =>
        Object.entries(answers).map(([id, answer]) => [id, { answer, on: surveyedOn }] as const),
      ),
  );
}

/** Facilities around a gate, straight and along the roads. */
function nearFacilities({ facilities, network, reach }: ProvisionGround, gate: GatePlace): NearFacility[] {
  const near = facilities.near(gate.position, reach);
  if (near.length === 0) return [];
  const start = network?.snap(gate.position) ?? null;
  const walk = network && start ? network.walksFrom(start, reach * 2) : null;
  return near.map(({ facility, metres, nearest }) => {
    const along = walk && network ? walk(network.snap(nearest)).metres : null;
    return {
      id: facility.id,
      kind: facility.kind,
      state: facility.state,
      checkedOn: facility.checkedOn,
      straight: metres,
      // The way is never shorter than the straight line. It would be computed as shorter where both places are nearest
      // to the same point of a road.
      alongRoad: along === null ? null : Math.max(along, metres),
    };
  });
}

/** Every gate of every school against every requirement. */
export async function readMatrix(context: Context): Promise<SchoolProvisions[]> {
  const ground = await provisionGround(context);
  const schools = [...(await context.workspace.places.schools()).values()];
  return await toRows(
    context,
    ground,
    schools.map((school) => ({ school, judged: judgeGates(context, ground, school) })),
  );
}

/** Judged gates as they are told, with the hazards and plans that answer their gaps. */
export async function toRows(
  { db, workspace }: Context,
  { surveys }: ProvisionGround,
  judged: readonly { readonly school: SchoolPlace; readonly judged: readonly JudgedGate[] }[],
): Promise<SchoolProvisions[]> {
  const lookup = await workspace.places.regions();
  const hazards = await selectGapHazards(db);
  const { all } = await workspace.places.facilities();
  const planned = new Map(all.filter(({ state }) => state === '规划').map(({ id }) => [id, id]));
  return judged.map(({ school, judged: gates }) => ({
    schoolId: school.id,
    name: school.name,
    stage: school.stage,
    town: lookup.ofSchool(TOWN_LEVEL, school.id),
    gates: gates.map(({ gate, road, evaluated }) => ({
      gateId: gate.id,
      gateName: gate.name,
      isMain: gate.isMain,
      position: [gate.position[0], gate.position[1]],
      road,
      surveyedOn: surveys.get(gate.id)?.[0]?.surveyedOn ?? null,
      cells: evaluated.map((cell) => ({
        ...cell,
        hazardId: hazards.get(`${gate.id} ${cell.requirementId}`)?.id ?? null,
        plannedId: cell.facilityId === null ? null : (planned.get(cell.facilityId) ?? null),
      })),
    })),
  }));
}
