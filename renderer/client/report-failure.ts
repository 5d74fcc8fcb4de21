import { stackFrames } from '#shared/contract/stack-frames.ts';
import { client, ServiceError } from './client.ts';

/** At most so many reports of one page: an error in a loop is not reported again and again. */
const MOST = 5;
let told = 0;

/** Reports an unexpected error to the log: its kind and its place in the program, never its message. */
export function reportFailure(error: unknown): void {
  if (++told > MOST) return;
  const frames = stackFrames(error);
  void client.call('diagnostics.report', { kind: kindOf(error), frames }).catch(() => undefined);
}

/** Listens for what no screen catches; call once at start. */
export function reportUncaught(): void {
  window.addEventListener('error', ({ error }) => reportFailure(error));
  window.addEventListener('unhandledrejection', ({ reason }) => reportFailure(reason));
}

/** Hands over what the service refused where no screen looks at its answer. The answer stops listening. */
export function listenForRefusals(
  tell: (refusal: ServiceError) => void,
  target: EventTarget = window,
): () => void {
  const listen = (event: Event) => {
    if ('reason' in event && event.reason instanceof ServiceError) tell(event.reason);
  };
  target.addEventListener('unhandledrejection', listen);
  return () => target.removeEventListener('unhandledrejection', listen);
}

/** A refusal is told by its code, which holds nothing of what was entered. */
function kindOf(error: unknown): string {
  if (error instanceof ServiceError) return `${error.name} ${error.code}`;
  return error instanceof Error ? error.name : typeof error;
}
