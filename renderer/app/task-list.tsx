import { LoadingOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Button, Popover, Progress } from 'antd';
import { type Task, useTasks } from '../client/tasks.ts';

/** Long work: what runs, how far it is, and how finished work ended. Nothing is shown where there is none. */
export function TaskList() {
  const tasks = useTasks();
  if (tasks.length === 0) return null;
  const running = tasks.filter(({ state }) => state === 'running').length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title="任务"
      content={
        <ul className="task-list">
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      }
    >
      <Button
        type="text"
        className="bar-icon"
        aria-label={running > 0 ? `${running} 个任务正在进行` : '任务'}
        icon={running > 0 ? <LoadingOutlined /> : <UnorderedListOutlined />}
      >
        {running > 0 ? running : null}
      </Button>
    </Popover>
  );
}

const outcomes: Readonly<Record<Task['state'], string>> = {
  running: '进行中',
  done: '已完成',
  failed: '没有完成',
  cancelled: '已取消',
};

function TaskRow({ task: { title, label, done, total, state, message, cancel } }: { task: Task }) {
  const share = total ? Math.round((done / total) * 100) : undefined;
  return (
    <li>
      <div className="task-head">
        <strong>{title}</strong>
        {state === 'running' ? (
          <Button size="small" onClick={cancel}>
            取消
          </Button>
        ) : (
          <span className="quiet small">{outcomes[state]}</span>
        )}
      </div>
      {state === 'running' && (
        <Progress aria-label={title} percent={share ?? 0} size="small" showInfo={share !== undefined} />
      )}
      {(label !== '' || message !== '') && <p className="quiet small">{message || label}</p>}
    </li>
  );
}
