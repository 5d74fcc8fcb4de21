import { useRef, useState } from 'react';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { useCommand } from '../../../client/queries.ts';
import type { JobStep } from '../../../components/job-progress.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';

/** Carries out what was looked through before, in one go that can be taken back and stopped. */
export function useDecideMany() {
  const [progress, setProgress] = useState<JobStep | null>(null);
  const running = useRef<AbortController | null>(null);
  const decide = useCommand('queues.decide');
  const carryOut = useCarryOut();
  const send = async (decisions: QueueDecision[]) => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setProgress({ label: '准备', done: 0, total: null, since: performance.now() });
    const onProgress = (step: Omit<JobStep, 'since'>) =>
      setProgress((before) => ({
        ...{ label: step.label, done: step.done, total: step.total },
        since: before?.label === step.label ? before.since : performance.now(),
      }));
    try {
      return await decide.mutateAsync({ input: { decisions }, options: { signal, onProgress } });
    } finally {
      setProgress(null);
    }
  };
  return {
    progress,
    cancel: () => running.current?.abort(),
    /** Tells how many were carried out, and the first reason why one was not. */
    run: (decisions: QueueDecision[], leave: () => void) =>
      carryOut(
        () => send(decisions),
        ({ done, refused }) =>
          `已处理 ${done} 条${refused.length > 0 ? `，${refused.length} 条没有做：${refused[0]?.message}` : ''}，可按 Ctrl+Z 一并撤销`,
        leave,
      ),
  };
}
