import { expect, it } from 'vitest';
import { runLoad } from '../support/load.ts';
import { temporaryFolder } from '../support/temporary.ts';

it('twenty clients at once, half of them recording visits, lose nothing', async () => {
  const { written, lost, refused } = await runLoad(temporaryFolder(), { requestsEach: 12 }, 1);
  expect({ lost, refused }).toEqual({ lost: [], refused: [] });
  expect(written).toBe(10 * 12);
});
