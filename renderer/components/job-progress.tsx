import { Button, Progress } from 'antd';
import './job-progress.css';

/** How far a job is, and how fast it goes in its present step. */
export interface JobStep {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** When the present step began, in ms of the page's clock. */
  readonly since: number;
}

/** In the first moments the rate is not reliable, so it is not shown. */
const SETTLED_MS = 400;

/** The step a job is at, with how many it does a second and the time that is left of it. */
export function JobProgress({
  progress,
  unit = '行',
  onCancel,
}: {
  progress: JobStep;
  /** What is counted; empty where that says nothing. */
  unit?: string;
  onCancel: () => void;
}) {
  const { label, done, total } = progress;
  return (
    <div className="job-progress" role="status">
      <Progress
        percent={total ? Math.floor((done / total) * 100) : 0}
        status="active"
        showInfo={false}
        aria-label={label}
      />
      <Button size="small" onClick={onCancel}>
        取消
      </Button>
      <span className="quiet small number">
        {label}
        {total !== null &&
          ` ${done.toLocaleString('zh-CN')} / ${total.toLocaleString('zh-CN')}${unit && ` ${unit}`}`}
        {rateOf(progress, unit)}
      </span>
    </div>
  );
}

function rateOf({ done, total, since }: JobStep, unit: string): string {
  const elapsed = performance.now() - since;
  if (total === null || done === 0 || elapsed < SETTLED_MS) return '';
  const perSecond = (done / elapsed) * 1000;
  const left = Math.ceil((total - done) / perSecond);
  const rate = unit === '' ? '' : `，每秒 ${Math.round(perSecond).toLocaleString('zh-CN')} ${unit}`;
  return `${rate}，还需约 ${left} 秒`;
}
