import type { Caller } from '#service/platform/caller.ts';
import { actorOf } from '#shared/office/rights.ts';
import type { RoleId } from '#shared/office/roles.ts';

/** Somebody with an account that has these roles, as an office's door would tell the service. */
export function callerWith(
  roles: readonly RoleId[],
  { name = 'ceshi', person = '测试人', body = '区文化和旅游局', regions = ['东镇'], school = 1 } = {},
): Caller & { readonly rights: NonNullable<Caller['rights']> } {
  const rights = {
    name,
    person,
    body,
    roles: roles.map((role) => ({ role, regions, school })),
  };
  return { actor: actorOf(rights), session: `account ${name} ${roles.join(' ')}`, hasAccount: true, rights };
}
