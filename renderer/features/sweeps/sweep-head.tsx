import { AimOutlined, DeleteOutlined, SettingOutlined } from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import type { SweepRow } from '#shared/contract/sweeps.ts';
import { useCommand } from '../../client/queries.ts';
import { Permitted } from '../../components/permitted.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { goTo } from '../../routes/navigation.ts';

/** What a sweep is: its title and days, who leads it, who takes part and what it looks at. */
export function SweepHead({
  sweep,
  onSettle,
  onChooseTargets,
}: {
  sweep: SweepRow;
  /** Null for who may not. */
  onSettle: (() => void) | null;
  onChooseTargets: (() => void) | null;
}) {
  return (
    <header className="sweep-head">
      <div className="sweep-title">
        <h1>{sweep.title}</h1>
        <div className="sweep-tools">
          {sweep.visited === 0 && (
            <Permitted to="sweeps.remove">
              <RemoveSweep sweep={sweep} />
            </Permitted>
          )}
          {onSettle && (
            <Button icon={<SettingOutlined />} onClick={onSettle}>
              行动设置
            </Button>
          )}
          {onChooseTargets && (
            <Button type="primary" icon={<AimOutlined />} onClick={onChooseTargets}>
              选取检查对象
            </Button>
          )}
        </div>
      </div>
      <p className="quiet">
        {sweep.startsOn} 至 {sweep.endsOn} · 牵头协调：{sweep.coordinator}
        {sweep.leadBody && ` · 现场牵头：${sweep.leadBody}`}
      </p>
      <p className="sweep-tags">
        {sweep.agencies.map((agency) => (
          <Tag key={agency} tone="accent">
            {agency}
          </Tag>
        ))}
        {sweep.focusTopics.map((topic) => (
          <Tag key={topic} tone="plain">
            {topic}
          </Tag>
        ))}
      </p>
    </header>
  );
}

/** One that was made by mistake goes while nobody has visited a stop. */
function RemoveSweep({ sweep }: { sweep: SweepRow }) {
  const remove = useCommand('sweeps.remove');
  const carryOut = useCarryOut();
  return (
    <Popconfirm
      title={`删除“${sweep.title}”？`}
      description="检查点和小组一并删除，可按 Ctrl+Z 撤销。"
      okText="删除"
      cancelText="取消"
      onConfirm={() =>
        carryOut(
          () => remove.mutateAsync({ input: { id: sweep.id } }),
          '行动已删除，可按 Ctrl+Z 撤销',
          () => goTo({ name: 'sweeps' }),
        )
      }
    >
      <Button type="text" icon={<DeleteOutlined />}>
        删除行动
      </Button>
    </Popconfirm>
  );
}
