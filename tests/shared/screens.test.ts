import { expect, it } from 'vitest';
import { type Capability, capabilities } from '#shared/office/capabilities.ts';
import { capabilitiesOf } from '#shared/office/rights.ts';
import { type RoleId, roleIds } from '#shared/office/roles.ts';
import {
  firstScreenFor,
  readOnlyWords,
  refusedWords,
  type ScreenId,
  screens,
  screensFor,
} from '#shared/office/screens.ts';

function mayAs(...roles: RoleId[]): (needs: Capability) => boolean {
  const may = capabilitiesOf({ roles: roles.map((role) => ({ role })) });
  return (needs) => may.has(needs);
}

it.each<[RoleId, ScreenId, number]>([
  ['coordinator', 'map', 9],
  ['officer', 'map', 6],
  ['school', 'map', 5],
  ['systemAdministrator', 'operation', 1],
  ['securityAdministrator', 'accounts', 1],
  ['auditAdministrator', 'accounts', 2],
])('%s begins at %s, and is led to %i screens', (role, first, led) => {
  expect(firstScreenFor(mayAs(role))).toBe(first);
  expect(screensFor(mayAs(role))).toHaveLength(led);
});

it('leads every role to what it may see, and nobody of the workspace to what administrators have', () => {
  for (const role of roleIds) {
    const may = mayAs(role);
    expect(firstScreenFor(may), role).not.toBeNull();
    for (const { needs, isAdministration = false } of screensFor(may)) {
      expect(may(needs), role).toBe(true);
      expect(isAdministration, role).toBe(!may('see.basic'));
    }
  }
  expect(firstScreenFor(() => false)).toBeNull();
  // Without accounts everybody has everything, and that in the menus as ever.
  expect(screensFor(() => true).map(({ id }) => id)).not.toContain('operation');
});

it('a screen that is only read says so, and who does the rest', () => {
  expect(readOnlyWords(['officer'], 'rules')).toBe(
    '只读：执法人员只能查看规则，修改规则包由政法委协调员办理',
  );
  expect(readOnlyWords(['township'], 'sweeps')).toBe(
    '只读：镇街只能查看整治行动，安排整治行动由政法委协调员办理',
  );
  expect(readOnlyWords(['leader'], 'gates')).toContain('由政法委协调员、镇街、教育局、学校办理');
  // Who does a part of it does not only read.
  expect(readOnlyWords(['officer'], 'sweeps')).toBeNull();
  expect(readOnlyWords(['officer', 'coordinator'], 'rules')).toBeNull();
  expect(readOnlyWords(['leader'], 'overview')).toBeNull();
});

it('a screen that is not shown says whose it is', () => {
  const { title, why } = refusedWords(['school'], 'sweeps');
  expect(title).toBe('“整治”不对学校开放');
  expect(why).toContain('执法人员');
  expect(why).toContain('请找安全管理员授权');
  expect(refusedWords(['securityAdministrator'], 'map').why).toContain('管理员不兼业务角色');
  expect(refusedWords([], 'map').title).toContain('还没有角色的账号');
});

it('every screen asks for a capability that there is, and what it is for somebody may do', () => {
  for (const { id, needs, work } of screens) {
    expect(capabilities, id).toContain(needs);
    for (const each of work)
      expect(
        roleIds.some((role) => mayAs(role)(each)),
        `${id} ${each}`,
      ).toBe(true);
  }
});
