import type { OutputOf } from '#shared/contract/contract.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { facilityColour } from '../../../components/gates/facility-colours.ts';
import { toPath } from './map-furniture.tsx';

type Plan = OutputOf<'gates.plan'>;

/** A gate's stretch with the facilities around it on the base map, in millimetres of paper. */
export function GatePlanPicture({
  plan,
  frame,
  base,
}: {
  plan: Plan;
  frame: MapFrame;
  /** The base map of the frame; null where there is none. */
  base: string | null;
}) {
  const { width, height } = frame;
  const [x, y] = frame.toPaper(plan.gate.position);
  return (
    <svg
      className="gate-map"
      viewBox={`0 0 ${width} ${height}`}
      style={{ width: `${width}mm`, height: `${height}mm` }}
      role="img"
      aria-label="校门方案图"
    >
      <clipPath id="gate-frame">
        <rect width={width} height={height} />
      </clipPath>
      <g clipPath="url(#gate-frame)">
        <rect width={width} height={height} fill="#fbfaf7" />
        {base && <image href={base} width={width} height={height} preserveAspectRatio="none" opacity={0.8} />}
        <path
          d={toPath(plan.stretch, frame)}
          fill="#c62f3b"
          fillOpacity={0.2}
          stroke="#c62f3b"
          strokeWidth={0.4}
          strokeDasharray="2 1.2"
        />
        {plan.facilities
          .filter(({ position }) => frame.contains(position))
          .map((facility) => (
            <FacilityMark key={facility.id} facility={facility} frame={frame} />
          ))}
        <circle cx={x} cy={y} r={2} fill="#fff" stroke="#1f5fae" strokeWidth={0.9} />
        <text x={4} y={height - 4} className="gate-kind">
          1:{frame.scale}　红色为禁停区；蓝色设施完好，红色损坏、缺失或不符，紫色规划
        </text>
      </g>
      <rect width={width} height={height} fill="none" stroke="#111" strokeWidth={0.5} />
    </svg>
  );
}

/** A facility as a disc with the first letter of its kind; its line or area beside it. */
function FacilityMark({ facility, frame }: { facility: Plan['facilities'][number]; frame: MapFrame }) {
  const { kind, state, fault, geometry, position } = facility;
  const colour = facilityColour(state, fault);
  const [x, y] = frame.toPaper(position);
  return (
    <g>
      {geometry.type !== 'Point' && (
        <path
          d={toPath(geometry, frame)}
          fill={geometry.type === 'LineString' ? 'none' : colour}
          fillOpacity={0.18}
          stroke={colour}
          strokeWidth={0.7}
        />
      )}
      <circle cx={x} cy={y} r={2} fill={colour} stroke="#fff" strokeWidth={0.4} />
      <text x={x} y={y + 0.95} className="gate-sign">
        {kind.slice(0, 1)}
      </text>
      <text x={x + 2.6} y={y + 0.95} className="gate-kind">
        {kind}
      </text>
    </g>
  );
}
