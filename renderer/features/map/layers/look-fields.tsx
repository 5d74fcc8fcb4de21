import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { Button, Slider } from 'antd';

/** The opacity of a layer, from 0.1 to 1. */
export function OpacityField({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  return (
    <div className="layer-look-row">
      不透明度
      <Slider
        aria-label="不透明度"
        min={10}
        max={100}
        step={10}
        value={Math.round(value * 100)}
        onChange={(percent) => onChange(percent / 100)}
        tooltip={{ formatter: (percent) => `${percent}%` }}
      />
    </div>
  );
}

/** Moves one item of a list one place up or down; the lowest layer stands first. */
export function OrderButtons<Item>({
  order,
  at,
  onOrder,
}: {
  order: readonly Item[];
  at: number;
  onOrder: (order: Item[]) => void;
}) {
  const move = (by: 1 | -1) => {
    const next = [...order];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onOrder(next);
  };
  return (
    <>
      <Button
        size="small"
        icon={<ArrowUpOutlined />}
        disabled={at === order.length - 1}
        onClick={() => move(1)}
      >
        上移
      </Button>
      <Button size="small" icon={<ArrowDownOutlined />} disabled={at === 0} onClick={() => move(-1)}>
        下移
      </Button>
    </>
  );
}
