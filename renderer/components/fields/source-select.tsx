import { Select } from 'antd';
import { type PositionSource, positionSourceNames, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { useSigmas } from '../../client/sigmas.ts';

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
