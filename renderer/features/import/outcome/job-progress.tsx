import { Button, Progress } from 'antd';
import type { JobProgress as State } from './use-import-job.ts';

/** In the first moments the rate is not reliable, so it is not shown. */
const SETTLED_MS = 400;

/** The step a job is at, with rows a second and the time that is left of it. */
export function JobProgress({ progress, onCancel }: { progress: State; onCancel: () => void }) {
  const { label, done, total } = progress;
  return (
    <div className="import-progress" role="status">
      <Progress
        percent={total ? Math.floor((done / total) * 100) : 0}
        status="active"
        showInfo={false}
        aria-label={label}
      />
      <Button onClick={onCancel}>取消</Button>
      <span className="quiet small number">
        {label}
        {total !== null && ` ${done.toLocaleString('zh-CN')} / ${total.toLocaleString('zh-CN')} 行`}
        {rateOf(progress)}
      </span>
    </div>
  );
}

function rateOf({ done, total, since }: State): string {
  const elapsed = performance.now() - since;
  if (total === null || done === 0 || elapsed < SETTLED_MS) return '';
  const perSecond = (done / elapsed) * 1000;
  const left = Math.ceil((total - done) / perSecond);
  return `，每秒 ${Math.round(perSecond).toLocaleString('zh-CN')} 行，还需约 ${left} 秒`;
}
