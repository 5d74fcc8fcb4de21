import type { DataService } from '#service/dispatch/service.ts';
import type { Caller } from '#service/platform/caller.ts';
import { actorOf } from '#shared/office/rights.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { type Call, callsTo } from './calls.ts';

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

/** Calls to a service as somebody's: the door would tell it who that is. */
export function callsBy(service: DataService, caller: Caller): Call {
  const asked: DataService = Object.create(service);
  asked.call = (call) => service.call({ ...call, caller });
  return callsTo(asked);
}
