import { CheckCircleFilled, RightCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { WorkspaceSummary } from '#shared/contract/workspace.ts';
import './first-steps.css';
import { goTo } from '../routes/navigation.ts';

/** What to do in a new workspace, step by step: what is done has its mark, what comes next its button. */
export function FirstSteps({ workspace }: { workspace: WorkspaceSummary }) {
  const { counts, pack } = workspace;
  const steps = [
    {
      title: '选定规则包',
      note: `现用“${pack.title}”，不是本地的可在“规则”里更换。`,
      done: true,
      action: '查看规则',
      go: () => goTo({ name: 'rules' }),
    },
    {
      title: '导入学校',
      note: '名单里要有名称、学段；有坐标最好。再导入校园边界和校门，距离才量得准。',
      done: counts.schools > 0,
      action: '导入学校',
      go: () => goTo({ name: 'import' }),
    },
    {
      title: '导入场所',
      note: '市场监管、公安、文旅给的名单原样拖进来即可，重复导入不会重复。',
      done: counts.venues > 0,
      action: '导入场所',
      go: () => goTo({ name: 'import' }),
    },
    {
      title: '在地图上看结果',
      note: '红色是区内禁设，橙色要实测，绿色重点监管。',
      done: false,
      action: '打开地图',
      go: () => goTo({ name: 'map' }),
    },
    {
      title: '打印一所学校的图幅',
      note: '开会、现场都用得上。',
      done: false,
      action: '去打印',
      go: () => goTo({ name: 'sheets' }),
    },
  ];
  const next = steps.findIndex(({ done }) => !done);
  return (
    <section className="first-steps" aria-label="开始使用">
      <h1>开始使用学安图</h1>
      <ol>
        {steps.map(({ title, note, done, action, go }, i) => (
          <li key={title} className={done ? 'first-step-done' : undefined}>
            {done ? <CheckCircleFilled /> : <RightCircleOutlined />}
            <div>
              <strong>
                {i + 1}. {title}
              </strong>
              <p className="quiet small">{note}</p>
            </div>
            <Button type={i === next ? 'primary' : 'default'} disabled={i > next} onClick={go}>
              {action}
            </Button>
          </li>
        ))}
      </ol>
    </section>
  );
}
