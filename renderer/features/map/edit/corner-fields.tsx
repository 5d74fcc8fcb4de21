import type { LngLat } from '#shared/geodesy/units.ts';
import { CoordinateSetting } from '../../../components/fields/position-field.tsx';

/** The corners of a closed ring by keyboard, WGS84. */
export function CornerFields({
  ring,
  onChange,
}: {
  ring: [number, number][];
  onChange: (ring: [number, number][]) => void;
}) {
  const open = ring.slice(0, -1);
  const put = (at: number, [lng, lat]: LngLat) => {
    const next = open.with(at, [lng, lat]);
    const [first] = next;
    if (first) onChange([...next, first]);
  };
  return (
    <ol className="area-corners">
      {open.map(([lng, lat], i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: corners have nothing but their place
        <li key={i}>
          <CoordinateSetting
            axis="lng"
            label={`第 ${i + 1} 点经度`}
            value={lng}
            onChange={(next) => put(i, [next, lat])}
            onPair={(pair) => put(i, pair)}
          />
          <CoordinateSetting
            axis="lat"
            label={`第 ${i + 1} 点纬度`}
            value={lat}
            onChange={(next) => put(i, [lng, next])}
            onPair={(pair) => put(i, pair)}
          />
        </li>
      ))}
    </ol>
  );
}
