import { useRef, useState } from 'react';
import type { JobStep } from './job-progress.tsx';

type Report = (progress: Omit<JobStep, 'since'>) => void;

/**
 * Work that a person waits for: how far it is (`step`, null while there is none), and a way to give it up. `after` is how
 * long it has to take before that is told, ms.
 */
export function useFollowed(after = 0) {
  const [step, setStep] = useState<JobStep | null>(null);
  const [isLong, setLong] = useState(false);
  const running = useRef<AbortController | null>(null);
  const report: Report = ({ label, done, total }) =>
    setStep((before) => ({
      label,
      done,
      total,
      since: before?.label === label ? before.since : performance.now(),
    }));
  /** Errors: those of the work. */
  const follow = async <Result>(
    begin: string,
    work: (signal: AbortSignal, report: Report) => Promise<Result>,
  ): Promise<Result> => {
    const controller = new AbortController();
    running.current = controller;
    report({ label: begin, done: 0, total: null });
    setLong(after === 0);
    const becomingLong = setTimeout(() => setLong(true), after);
    try {
      return await work(controller.signal, report);
    } finally {
      clearTimeout(becomingLong);
      setStep(null);
    }
  };
  return { step: isLong ? step : null, follow, cancel: () => running.current?.abort() };
}
