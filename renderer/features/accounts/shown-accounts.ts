import type { Account, AccountChoices } from '#shared/contract/office.ts';
import { roleText } from '../../components/account/role-text.ts';
import { momentText } from '../../components/format.ts';

/** Accounts with a text in one of their names, their body or their roles. */
export function shownAccounts(
  accounts: readonly Account[],
  { schools }: AccountChoices,
  text: string,
): Account[] {
  const wanted = text.toLowerCase();
  return accounts.filter(({ name, person, body, roles }) =>
    [name, person, body, ...roles.map((role) => roleText(role, schools))].some((each) =>
      each.toLowerCase().includes(wanted),
    ),
  );
}

/** How an account stands, in words: what keeps somebody out comes first. */
export function stateText({ state, waitsUntil, mustChange }: Account): string {
  if (state === 'closed') return '已停用';
  if (waitsUntil !== null) return `输错密码，${momentText(waitsUntil).slice(11)} 前不能登录`;
  return mustChange ? '待改首次密码' : '正常';
}
