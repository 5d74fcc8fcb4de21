import type { ProcedureName } from '#shared/contract/contract.ts';
import { useWait } from '../client/waits.ts';
import { JobProgress } from './job-progress.tsx';

/** How far a question is that takes over a second, with a way to stop it; nothing before. */
export function LongWait({ of, onCancel }: { of: readonly ProcedureName[]; onCancel?: () => void }) {
  const wait = useWait(of);
  if (!wait) return null;
  const cancel = () => {
    wait.cancel();
    onCancel?.();
  };
  return <JobProgress progress={wait} unit="" onCancel={cancel} />;
}
