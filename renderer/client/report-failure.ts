import { stackFrames } from '#shared/contract/stack-frames.ts';
import { client } from './client.ts';

/** At most so many reports of one page: an error in a loop is not reported again and again. */
const MOST = 5;
let told = 0;

/** Reports an unexpected error to the log: its kind and its place in the program, never its message. */
export function reportFailure(error: unknown): void {
  if (++told > MOST) return;
  const kind = error instanceof Error ? error.name : typeof error;
  const frames = stackFrames(error);
  void client.call('diagnostics.report', { kind, frames }).catch(() => undefined);
}

/** Listens for what no screen catches; call once at start. */
export function reportUncaught(): void {
  window.addEventListener('error', ({ error }) => reportFailure(error));
  // Where the service refuses a call, that is an answer and no error of the page.
  window.addEventListener('unhandledrejection', ({ reason }) => {
    if (!(reason instanceof Error) || reason.name !== 'ServiceError') reportFailure(reason);
  });
}
