import type { FindingRow } from '#shared/contract/findings.ts';

const WIDTH = 304;
const HEIGHT = 46;
const BAR_TOP = 12;
const BAR_HEIGHT = 9;

/** The governing distance on one axis with its ±2σ band and the limit. */
export function DistanceAxis({ finding }: { finding: FindingRow }) {
  const { distance, sigma, limit, severity } = finding;
  const longest = Math.max(limit * 1.6, distance + 2 * sigma * 1.05);
  const x = (metres: number) => (Math.min(Math.max(metres, 0), longest) / longest) * WIDTH;
  const low = x(distance - 2 * sigma);
  return (
    <svg
      className="axis"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`距离 ${distance.toFixed(1)} 米，误差正负 ${(2 * sigma).toFixed(1)} 米，限值 ${limit} 米`}
    >
      <rect x={0} y={BAR_TOP} width={x(limit)} height={BAR_HEIGHT} rx={4} fill="#f6c9cd" />
      <rect x={x(limit)} y={BAR_TOP} width={WIDTH - x(limit)} height={BAR_HEIGHT} rx={4} fill="#d9e7f8" />
      <rect
        x={low}
        y={BAR_TOP}
        width={x(distance + 2 * sigma) - low}
        height={BAR_HEIGHT}
        className={`axis-band axis-${severity}`}
      />
      <line
        x1={x(distance)}
        x2={x(distance)}
        y1={BAR_TOP - 5}
        y2={BAR_TOP + BAR_HEIGHT + 5}
        className={`axis-mark axis-${severity}`}
      />
      <line
        x1={x(limit)}
        x2={x(limit)}
        y1={BAR_TOP - 6}
        y2={BAR_TOP + BAR_HEIGHT + 6}
        stroke="#1f5fae"
        strokeWidth="2"
        strokeDasharray="4 2"
      />
      <text x={0} y={HEIGHT - 4}>
        0
      </text>
      <text x={x(limit)} y={HEIGHT - 4} textAnchor="middle">
        限值 {limit}
      </text>
      <text x={WIDTH} y={HEIGHT - 4} textAnchor="end">
        {Math.round(longest)} m
      </text>
    </svg>
  );
}
