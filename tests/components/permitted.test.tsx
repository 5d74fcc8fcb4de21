import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { RoleId } from '#shared/office/roles.ts';
import { client } from '../../renderer/client/client.ts';
import { queryClient } from '../../renderer/client/queries.ts';
import { HazardDetail } from '../../renderer/features/ledger/hazard-detail.tsx';
import { button } from './support/keyboard.ts';
import { show } from './support/show.tsx';

afterEach(() => queryClient.clear());

/** Opens a hazard as somebody of an office who has one role. */
async function openHazardAs(role: RoleId): Promise<void> {
  queryClient.setQueryData(['host.describe', {}], {
    kind: 'browser',
    account: { name: 'li', person: '李某', body: '市场监管局', roles: [role] },
  });
  const hazards = await client.call('hazards.list', {});
  await show(<HazardDetail hazardId={hazards.find(({ state }) => state !== 'closed')?.id ?? 0} />);
  await expect.element(page.getByText('经过', { exact: true })).toBeVisible();
}

it.each<[RoleId, string[]]>([
  // Who may not extend may ask for it, by the same form.
  ['officer', ['记录复查', '延期']],
  ['leader', []],
  ['coordinator', ['延期', '更正']],
])('as %s one is offered of re-inspection, extension and correction: %j', async (role, offered) => {
  await openHazardAs(role);
  expect(['记录复查', '延期', '更正'].filter((name) => button(name).elements().length > 0)).toEqual(offered);
});
