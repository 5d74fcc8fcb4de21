import { type Office, openOffice } from '../../accounts/office.ts';
import { systemClock } from '../../platform/clock.ts';
import { atPlace } from '../workspace-place.ts';

export const JSON_OPTION = ['--json', '标准输出只给一个 JSON 对象'] as const;

/** Does something with the accounts of an office, which are closed again after it. */
export async function withOffice<Result>(
  named: string,
  work: (office: Office) => Result | Promise<Result>,
): Promise<Result> {
  return await atPlace(named, async ({ directory }) => {
    const office = openOffice(directory, systemClock);
    try {
      return await work(office);
    } finally {
      office.db.close();
    }
  });
}
