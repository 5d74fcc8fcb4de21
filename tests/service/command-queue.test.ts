import { expect, it } from 'vitest';
import { CommandQueue } from '#service/platform/command-queue.ts';

it('one command begins when the one before has ended, also where that one failed', async () => {
  const queue = new CommandQueue();
  const seen: string[] = [];
  const command = (name: string, fails = false) =>
    queue.run(async () => {
      seen.push(`${name} begins`);
      // Others get a turn meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    });
  const all = await Promise.allSettled([command('a'), command('b', true), command('c')]);
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  await queue.idle();
});
