import { type Office, openOffice } from '../../accounts/office.ts';
import { systemClock } from '../../platform/clock.ts';
import { atAccounts } from '../workspace-place.ts';

export const JSON_OPTION = ['--json', '标准输出只给一个 JSON 对象'] as const;

/** Does something with the accounts of an office, which are closed again after it; tells the folder that they lie in. */
export async function withOffice<Result>(
  named: string,
  work: (office: Office, directory: string) => Result | Promise<Result>,
): Promise<Result> {
  return await atAccounts(named, async (directory) => {
    const office = openOffice(directory, systemClock);
    try {
      return await work(office, directory);
    } finally {
      office.db.close();
    }
  });
}
