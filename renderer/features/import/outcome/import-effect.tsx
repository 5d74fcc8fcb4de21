import { Alert, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { ImportOptions, ImportOutcome as Outcome } from '#shared/contract/import.ts';
import { client } from '../../../client/client.ts';
import type { ChosenFile } from '../../../components/file-button.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { VerdictChanges } from '../../../components/verdict-changes.tsx';
import { goTo } from '../../../routes/navigation.ts';
import { ImportOutcome } from './import-outcome.tsx';
import { ImportReport } from './import-report.tsx';
import { useRowChoice } from './row-choice.ts';
import { useImportJob } from './use-import-job.ts';

/** To show which verdicts change, the whole list is imported once on trial. For a very long list the user starts that. */
const MOST_TRIED = 30_000;

/** What would happen, then the import itself with progress and cancel. */
export function ImportEffect({
  chosen,
  options,
  missing,
  onImported,
  onDone,
}: {
  chosen: ChosenFile;
  options: ImportOptions;
  /** What has to be decided first; null where nothing. */
  missing: string | null;
  /** Called with the number of rows when the list is in. */
  onImported: (rows: number) => void;
  onDone: () => void;
}) {
  const [tried, setTried] = useState<Outcome | null>(null);
  const [done, setDone] = useState<Outcome | null>(null);
  const { choice, chosen: rows } = useRowChoice();
  const [triedRows, setTriedRows] = useState(rows);
  const wanted = useMemo(() => ({ ...options, ...rows }), [options, rows]);
  const { progress, run, cancel } = useImportJob(chosen.token, wanted);
  const input = useMemo(
    () => ({ ...wanted, token: chosen.token, effect: false, eachProblem: false }),
    [wanted, chosen.token],
  );
  const { save } = useSaving();
  const fileName = `${chosen.name.replace(/\.[^.]+$/, '')}-问题行.xlsx`;
  const saveProblems = () =>
    save(() => client.call('import.problemFile', { ...wanted, token: chosen.token }), fileName);
  const saveOf = (batch: number) => save(() => client.call('import.problemSheet', { batch }), fileName);
  // A mixed list became several batches: its problems are asked for as one.
  const imported = ({ result }: Outcome) => (options.as === 'auto' ? chosen : { batch: result.batch });
  const isStale = tried !== null && triedRows !== rows;
  const isRefused = tried !== null && tried.result.rows === tried.result.rejected;
  const hasVenues = options.as === 'venues' || options.as === 'auto';
  return (
    <section className="card">
      {missing && <Alert type="info" showIcon title={missing} />}
      {progress && <JobProgress progress={progress} onCancel={cancel} />}
      {done ? (
        <>
          <ImportOutcome
            outcome={done}
            source={imported(done)}
            choice={null}
            onSave={options.as === 'auto' ? null : () => void saveOf(done.result.batch)}
          />
          {hasVenues && <ImportReport batch={done.result.batch} />}
        </>
      ) : (
        tried && (
          <ImportOutcome outcome={tried} source={chosen} choice={choice} onSave={() => void saveProblems()} />
        )
      )}
      {isStale && !done && (
        <Alert
          type="info"
          showIcon
          title={`已更正 ${rows.repairs.length} 处，取消 ${rows.skipRows.length} 行。请再预览一次，再确认导入。`}
        />
      )}
      {isRefused && !isStale && !done && (
        <Alert type="warning" showIcon title="没有一行可以导入，请按上面的说明处理后再预览。" />
      )}
      {tried && !isRefused && !isStale && !done && !progress && tried.result.rows <= MOST_TRIED && (
        <VerdictChanges command="import.run" input={input} />
      )}
      <div className="import-buttons">
        {!done && (
          <Button
            disabled={missing !== null || progress !== null}
            onClick={() =>
              run('import.dryRun', (outcome) => {
                setTried(outcome);
                setTriedRows(rows);
              })
            }
          >
            预览结果
          </Button>
        )}
        {!done && (
          <Button
            type="primary"
            disabled={missing !== null || !tried || isRefused || isStale || progress !== null}
            onClick={() =>
              run('import.run', (outcome) => {
                setDone(outcome);
                onImported(outcome.result.rows);
              })
            }
          >
            确认导入
          </Button>
        )}
        {done && (
          <Button type="primary" onClick={() => goTo({ name: 'map' })}>
            去地图查看
          </Button>
        )}
        {done && done.result.unlocated > 0 && (
          <Button onClick={() => goTo({ name: 'settle', what: 'locating' })}>处理待定位</Button>
        )}
        <Button onClick={onDone}>{done ? '继续导入' : '换一个文件'}</Button>
      </div>
    </section>
  );
}
