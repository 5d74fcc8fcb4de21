import type { OutputOf } from '#shared/contract/contract.ts';
import { aroundSymbol, LabelBoard } from '#shared/sheets/label-board.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { Box } from '#shared/sheets/marks.ts';
import { facilityColour } from '../../../components/gates/facility-colours.ts';
import { toPath } from './map-furniture.tsx';

type Plan = OutputOf<'gates.plan'>;
type Facility = Plan['facilities'][number];

/** Of a sign, and of a letter beside it, in millimetres. */
const RADIUS = 2;
const LETTER = 2.6;

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
  const facilities = plan.facilities.filter(({ position }) => frame.contains(position));
  const places = kindPlaces(facilities, [x, y], frame);
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
        {facilities.map((facility) => (
          <FacilityShape key={facility.id} facility={facility} frame={frame} />
        ))}
        {facilities.map((facility) => (
          <FacilitySign key={facility.id} facility={facility} frame={frame} />
        ))}
        <circle cx={x} cy={y} r={RADIUS} fill="#fff" stroke="#1f5fae" strokeWidth={0.9} />
        {places.map(({ id, kind, at: [left, middle] }) => (
          <text key={id} x={left} y={middle + 0.95} className="gate-kind">
            {kind}
          </text>
        ))}
        <text x={4} y={height - 4} className="gate-kind">
          1:{frame.scale}　红色为禁停区；蓝色设施完好，红色损坏、缺失或不符，紫色规划
        </text>
      </g>
      <rect width={width} height={height} fill="none" stroke="#111" strokeWidth={0.5} />
    </svg>
  );
}

/**
 * Where the kinds of facilities are written: beside their signs, and over no other. One without room is told by its
 * sign and in the table below.
 */
function kindPlaces(
  facilities: readonly Facility[],
  [gateX, gateY]: readonly [number, number],
  frame: MapFrame,
) {
  const board = new LabelBoard(frame.width, frame.height);
  const signBox = (x: number, y: number): Box => ({
    ...{ x: x - RADIUS, y: y - RADIUS },
    ...{ width: 2 * RADIUS, height: 2 * RADIUS },
  });
  board.occupy(signBox(gateX, gateY), { x: 0, y: frame.height - 7, width: frame.width, height: 7 });
  board.occupy(...facilities.map(({ position }) => signBox(...frame.toPaper(position))));
  return facilities.flatMap(({ id, kind, position }) => {
    const [width, height] = [kind.length * LETTER, LETTER + 0.4];
    const boxAt = ([x, y]: readonly [number, number]) => [
      { x: x - width / 2, y: y - height / 2, width, height },
    ];
    const middle = board.place(aroundSymbol(...frame.toPaper(position), RADIUS + 0.4, width, height), boxAt);
    return middle ? [{ id, kind, at: [middle[0] - width / 2, middle[1]] as const }] : [];
  });
}

/** The line or area of a facility. */
function FacilityShape({
  facility: { state, fault, geometry },
  frame,
}: {
  facility: Facility;
  frame: MapFrame;
}) {
  if (geometry.type === 'Point') return null;
  const colour = facilityColour(state, fault);
  return (
    <path
      d={toPath(geometry, frame)}
      fill={geometry.type === 'LineString' ? 'none' : colour}
      fillOpacity={0.18}
      stroke={colour}
      strokeWidth={0.7}
    />
  );
}

/** A facility as a disc with the first letter of its kind. */
function FacilitySign({ facility, frame }: { facility: Facility; frame: MapFrame }) {
  const { kind, state, fault, position } = facility;
  const [x, y] = frame.toPaper(position);
  return (
    <g>
      <circle cx={x} cy={y} r={RADIUS} fill={facilityColour(state, fault)} stroke="#fff" strokeWidth={0.4} />
      <text x={x} y={y + 0.95} className="gate-sign">
        {kind.slice(0, 1)}
      </text>
    </g>
  );
}
