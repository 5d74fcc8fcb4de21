import { onTestFinished } from 'vitest';
import { addAccount } from '#service/accounts/manage-accounts.ts';
import { initOffice, type Office, openOffice } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { hasAccounts } from '#service/db/accounts/open-accounts.ts';
import type { Clock } from '#service/platform/clock.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { temporaryFolder } from './temporary.ts';
import { NOW } from './workspace.ts';

/** A clock that a test moves on. */
export interface MovedClock extends Clock {
  move(ms: number): void;
}

export function movedClock(): MovedClock {
  let now = NOW.getTime();
  return {
    now: () => new Date(now),
    move: (ms) => {
      now += ms;
    },
  };
}

/** A machine's key, and passwords that cost next to nothing: how much they cost is tried once. */
export function cheapKeys(): OfficeKeys {
  return new OfficeKeys(temporaryFolder(), { memory: 64, passes: 1 });
}

/** Accounts in a folder, until the test ends, with the one-time code that made them. */
export function openTestOffice(
  directory = temporaryFolder(),
  clock: Clock = movedClock(),
  keys = cheapKeys(),
): { office: Office; code: string; directory: string; keys: OfficeKeys } {
  const code = hasAccounts(directory) ? '' : initOffice(directory, clock, keys);
  const office = openOffice(directory, clock, keys);
  onTestFinished(() => void office.db.close());
  return { office, code, directory, keys };
}

/** An account with its first password. */
export async function addTo(
  office: Office,
  name: string,
  role: RoleId,
  { body = '区市场监管局', regions = ['东镇'], school = 1 } = {},
): Promise<{ id: number; password: string }> {
  return await addAccount(office, '测试', { name, person: `${name}本人`, body, role, regions, school });
}
