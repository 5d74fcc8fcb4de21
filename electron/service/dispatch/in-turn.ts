import type { CommandQueue } from '../platform/command-queue.ts';
import type { Shared } from './carry-out.ts';
import { prepareCommand } from './prepare-command.ts';
import type { Call } from './procedures.ts';

/** How often a command is prepared again because others have changed what that rested on. */
const MOST_RENEWED = 3;

/**
 * Does something with a command when its turn has come, and before that all of it that changes nothing. What others
 * have changed meanwhile is prepared again, a few times before its turn and then within it.
 */
export async function inTurn<T>(
  queue: CommandQueue,
  call: Call,
  shared: Shared,
  work: (shared: Shared) => Promise<T>,
): Promise<T> {
  const prepared = await prepareCommand(call, shared);
  if (!prepared) return await queue.run(() => work(shared));
  for (let renewed = 0; renewed < MOST_RENEWED; renewed++) {
    const done = await queue.run(async () =>
      prepared.isCurrent() ? { result: await work({ ...shared, prepared }) } : null,
    );
    if (done) return done.result;
    await prepared.renew();
  }
  return await queue.run(() => work({ ...shared, prepared }));
}
