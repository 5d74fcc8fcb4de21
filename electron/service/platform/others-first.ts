import { getPriority, setPriority } from 'node:os';

/** Steps of the system's own scale, on which 0 is usual and 19 comes last. */
const BEHIND = 8;
const LAST = 19;

/**
 * Lets whoever answers people go before this thread where processors are short. Of Linux alone it is known that the call
 * is about one thread and not about the whole program.
 */
export function letOthersFirst(): void {
  if (process.platform === 'linux') setPriority(Math.min(LAST, getPriority() + BEHIND));
}
