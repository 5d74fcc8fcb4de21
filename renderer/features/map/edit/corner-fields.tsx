import { InputNumber } from 'antd';

const axes: readonly (0 | 1)[] = [0, 1];

/** The corners of a closed ring by keyboard, WGS84. */
export function CornerFields({
  ring,
  onChange,
}: {
  ring: [number, number][];
  onChange: (ring: [number, number][]) => void;
}) {
  const open = ring.slice(0, -1);
  const put = (at: number, axis: 0 | 1, value: number | null) => {
    if (value === null) return;
    const next = open.map((corner, i): [number, number] =>
      i === at ? (axis === 0 ? [value, corner[1]] : [corner[0], value]) : corner,
    );
    const [first] = next;
    if (first) onChange([...next, first]);
  };
  return (
    <ol className="area-corners">
      {open.map((corner, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: corners have nothing but their place
        <li key={i}>
          {axes.map((axis) => (
            <InputNumber
              key={axis}
              size="small"
              controls={false}
              precision={7}
              aria-label={`第 ${i + 1} 点${axis === 0 ? '经度' : '纬度'}`}
              value={corner[axis]}
              onChange={(value) => put(i, axis, value)}
            />
          ))}
        </li>
      ))}
    </ol>
  );
}
