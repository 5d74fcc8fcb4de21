import type { OutputOf } from '#shared/contract/contract.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { Walk } from '#shared/walking/road-network.ts';
import { walkingReasonNames } from '#shared/zones/measure-pair.ts';
import { type GatePlace, type SchoolPlace, withPointAsGate } from '#shared/zones/measured-places.ts';
import { WALK_FACTOR } from '#shared/zones/reach.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** People walk no further than this to a venue that a rule could be about, when no rule names a distance. */
export const LONGEST_WALK: Metres = 1500;

export interface WalkFromGate {
  /** Null where the school has no gate. */
  readonly gate: GatePlace | null;
  /** Null where no road network is known. */
  readonly walk: Walk | null;
  /** Why there is no distance, in Chinese; null where there is one. */
  readonly reason: string | null;
}

/** The shortest walk from any gate of a school to a spot. */
export async function shortestWalk(
  { workspace, today }: QueryContext,
  school: SchoolPlace,
  position: LngLat,
): Promise<WalkFromGate> {
  const { gates } = withPointAsGate(school);
  const network = await workspace.places.network();
  const limits = decidingRules(workspace.rules, today, rangeOf(workspace.pack)).map((rule) => rule.distance);
  const furthest = Math.max(LONGEST_WALK, ...limits.map((limit) => limit * WALK_FACTOR));
  const [shortest] = gates
    .map((gate) => ({ gate, walk: network?.walk(gate.position, position, furthest) ?? null }))
    .sort((a, b) => (a.walk?.metres ?? Infinity) - (b.walk?.metres ?? Infinity));
  const { gate, walk } = shortest ?? { gate: null, walk: null };
  return { gate, walk, reason: reasonOf(gate, walk) };
}

function reasonOf(gate: GatePlace | null, walk: Walk | null): string | null {
  if (!gate) return '学校没有校门，无法测算步行路线';
  if (!walk) return '未导入可步行路网';
  return walk.reason === null ? null : walkingReasonNames[walk.reason];
}

/** The walk from a school's gates to a spot; null where there is no school. */
export async function walkFrom(
  context: QueryContext,
  school: SchoolPlace | undefined,
  position: LngLat,
): Promise<OutputOf<'precheck.statement'>['walk']> {
  if (!school) return null;
  const { gate, walk, reason } = await shortestWalk(context, school, position);
  const segments = walk?.reason === null ? walk.segments : [];
  return {
    gateName: gate?.name ?? '',
    from: [...(gate?.position ?? position)],
    to: [...position],
    metres: walk?.metres ?? null,
    reason,
    segments: segments.map((segment) => ({
      ...segment,
      line: segment.line.map(([lng, lat]): [number, number] => [lng, lat]),
    })),
  };
}
