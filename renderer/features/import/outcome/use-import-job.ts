import { useRef, useState } from 'react';
import type { ImportOptions, ImportOutcome } from '#shared/contract/import.ts';
import { client } from '../../../client/client.ts';
import type { JobStep } from '../../../components/job-progress.tsx';
import { useNotify } from '../../../components/notify.ts';

/** Runs an import or its rehearsal with progress and cancel. */
export function useImportJob(token: string, options: ImportOptions) {
  const [progress, setProgress] = useState<JobStep | null>(null);
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
