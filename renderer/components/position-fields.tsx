import { InputNumber, Select } from 'antd';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type PositionSource, positionSourceNames, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { useSigmas } from '../client/sigmas.ts';

/** Seven decimals are a centimetre. */
const DECIMALS = 7;

/** Longitude and latitude by keyboard, WGS84. */
export function PositionFields({
  position,
  onChange,
}: {
  position: LngLat | null;
  onChange: (position: [number, number]) => void;
}) {
  const [lng, lat] = position ?? [null, null];
  const change = (next: number | null, other: number | null, isLng: boolean) => {
    if (next === null || other === null) return;
    onChange(isLng ? [next, other] : [other, next]);
  };
  const field = { controls: false, precision: DECIMALS, style: { width: '100%' } } as const;
  return (
    <div className="position-fields">
      <InputNumber
        {...field}
        aria-label="经度"
        prefix="经"
        min={-180}
        max={180}
        value={lng}
        onChange={(value) => change(value, lat, true)}
      />
      <InputNumber
        {...field}
        aria-label="纬度"
        prefix="纬"
        min={-85}
        max={85}
        value={lat}
        onChange={(value) => change(value, lng, false)}
      />
    </div>
  );
}

/** How a position came about, with the standard error that follows from it. */
export function SourceSelect({
  value,
  onChange,
}: {
  value: PositionSource;
  onChange: (source: PositionSource) => void;
}) {
  const sigmas = useSigmas();
  return (
    <Select
      aria-label="位置来源"
      value={value}
      onChange={onChange}
      style={{ width: '100%' }}
      options={positionSourceSchema.options.map((source) => ({
        value: source,
        label: `${positionSourceNames[source]}（±${sigmas[source]} m）`,
      }))}
    />
  );
}
