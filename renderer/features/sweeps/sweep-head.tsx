import { AimOutlined, SettingOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { SweepRow } from '#shared/contract/sweeps.ts';
import { Tag } from '../../components/tags.tsx';

/** What a sweep is: its title and days, who leads it, who takes part and what it looks at. */
export function SweepHead({
  sweep,
  onSettle,
  onChooseTargets,
}: {
  sweep: SweepRow;
  onSettle: () => void;
  onChooseTargets: () => void;
}) {
  return (
    <header className="sweep-head">
      <div className="sweep-title">
        <h1>{sweep.title}</h1>
        <Button icon={<SettingOutlined />} onClick={onSettle}>
          行动设置
        </Button>
        <Button type="primary" icon={<AimOutlined />} onClick={onChooseTargets}>
          选取检查对象
        </Button>
      </div>
      <p className="quiet">
        {sweep.startsOn} 至 {sweep.endsOn}· 牵头协调：{sweep.coordinator}
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
