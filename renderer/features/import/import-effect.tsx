import { Alert, Button, Progress } from 'antd';
import { useMemo, useRef, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { ImportOptions } from '#shared/contract/import.ts';
import { client } from '../../client/client.ts';
import { FlipList } from '../../components/flip-list.tsx';
import { useNotify } from '../../components/notify.ts';
import { goTo } from '../../components/route.ts';
import type { Chosen } from './choose-file.tsx';
import { ImportOutcome } from './import-outcome.tsx';

type Outcome = OutputOf<'import.run'>;

/** What would happen, then the import itself with progress and cancel. */
export function ImportEffect({
  chosen,
  options,
  hasMap,
  onDone,
}: {
  chosen: Chosen;
  options: ImportOptions;
  hasMap: boolean;
  onDone: () => void;
}) {
  const [tried, setTried] = useState<Outcome | null>(null);
  const [done, setDone] = useState<Outcome | null>(null);
  const [progress, setProgress] = useState<{ label: string; percent: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  const notify = useNotify();
  const run = async (name: 'import.dryRun' | 'import.run', keep: (outcome: Outcome) => void) => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ label: '准备', percent: 0 });
    try {
      const outcome = await client.call(
        name,
        { ...options, token: chosen.token },
        {
          signal: controller.signal,
          onProgress: ({ label, done: count, total }) =>
            setProgress({ label, percent: total ? Math.round((count / total) * 100) : 0 }),
        },
      );
      keep(outcome);
    } catch (error) {
      notify.failed(error);
    } finally {
      setProgress(null);
    }
  };
  const ready = options.crs !== null && hasMap;
  const input = useMemo(() => ({ ...options, token: chosen.token }), [options, chosen.token]);
  return (
    <section className="card">
      {!ready && (
        <Alert type="info" showIcon title={options.crs === null ? '请先确认坐标系' : '请先指定列的对应'} />
      )}
      {progress && (
        <div className="import-progress">
          <Progress percent={progress.percent} format={() => progress.label} />
          <Button onClick={() => running.current?.abort()}>取消</Button>
        </div>
      )}
      {done ? (
        <ImportOutcome outcome={done} imported />
      ) : (
        tried && <ImportOutcome outcome={tried} imported={false} />
      )}
      {tried && !done && !progress && <FlipList command="import.run" input={input} />}
      <div className="import-buttons">
        {!done && (
          <Button disabled={!ready || progress !== null} onClick={() => run('import.dryRun', setTried)}>
            预览结果
          </Button>
        )}
        {!done && (
          <Button
            type="primary"
            disabled={!ready || !tried || progress !== null}
            onClick={() => run('import.run', setDone)}
          >
            确认导入
          </Button>
        )}
        {done && (
          <Button type="primary" onClick={() => goTo('map')}>
            去地图查看
          </Button>
        )}
        <Button onClick={onDone}>{done ? '继续导入' : '换一个文件'}</Button>
      </div>
    </section>
  );
}
