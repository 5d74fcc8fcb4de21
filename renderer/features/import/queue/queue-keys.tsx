import { Button } from 'antd';

interface QueueKeysProps {
  readonly queue: {
    readonly at: number;
    readonly canUndo: boolean;
    skip(): void;
    move(by: number): void;
    undo(): void;
  };
  /** What one thing of the queue is counted by: 对, 家. */
  readonly unit: string;
  /** Whether there is one to pass over. */
  readonly hasOne: boolean;
}

/** The ways through a queue, by mouse, each with its key. */
export function QueueKeys({ queue, unit, hasOne }: QueueKeysProps) {
  return (
    <div className="review-keys">
      <Button type="text" disabled={!hasOne} onClick={queue.skip}>
        <kbd>N</kbd> 下一{unit}
      </Button>
      <Button type="text" disabled={queue.at === 0} onClick={() => queue.move(-1)}>
        <kbd>P</kbd> 上一{unit}
      </Button>
      <Button type="text" disabled={!queue.canUndo} onClick={queue.undo}>
        <kbd>U</kbd> 撤销上一个处理
      </Button>
    </div>
  );
}
