import { stackFrames } from '#shared/contract/stack-frames.ts';
import { client } from './client.ts';

/** Reports of one page: what fails in a loop is told a few times. */
const MOST = 5;
let told = 0;

/** Tells the log what the page did not expect: the kind of error and where it came from, never its words. */
export function reportFailure(error: unknown): void {
  if (++told > MOST) return;
  const kind = error instanceof Error ? error.name : typeof error;
  const frames = stackFrames(error);
  void client.call('diagnostics.report', { kind, frames }).catch(() => undefined);
}

/** Listens for what no screen catches; call once at start. */
export function reportUncaught(): void {
  window.addEventListener('error', ({ error }) => reportFailure(error));
  // A refusal of the service is an answer, not a failure of the page.
  window.addEventListener('unhandledrejection', ({ reason }) => {
    if (!(reason instanceof Error) || reason.name !== 'ServiceError') reportFailure(reason);
  });
}
