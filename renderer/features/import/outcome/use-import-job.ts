import { useRef, useState } from 'react';
import type { ImportOptions, ImportOutcome } from '#shared/contract/import.ts';
import { client } from '../../../client/client.ts';
import { useNotify } from '../../../components/notify.ts';

/** How far a job is, and how fast it goes in its present step. */
export interface JobProgress {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** When the present step began, in ms of the page's clock. */
  readonly since: number;
}

/** Runs an import or its rehearsal with progress and cancel. */
export function useImportJob(token: string, options: ImportOptions) {
  const [progress, setProgress] = useState<JobProgress | null>(null);
  const running = useRef<AbortController | null>(null);
  const notify = useNotify();
  const run = async (name: 'import.dryRun' | 'import.run', keep: (outcome: ImportOutcome) => void) => {
    const controller = new AbortController();
    running.current = controller;
    setProgress({ label: '准备', done: 0, total: null, since: performance.now() });
    const job = client.call(
      name,
      // After the import its report replaces the preview.
      { ...options, token, effect: name === 'import.dryRun', eachProblem: false },
      {
        signal: controller.signal,
        onProgress: ({ label, done, total }) =>
          setProgress((before) => ({
            label,
            done,
            total,
            since: before?.label === label ? before.since : performance.now(),
          })),
      },
    );
    await job
      .then(keep)
      .catch(notify.failed)
      .finally(() => setProgress(null));
  };
  return { progress, run, cancel: () => running.current?.abort() };
}
