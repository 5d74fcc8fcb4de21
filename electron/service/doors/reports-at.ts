import type { AttachedDistricts } from '../workspace/context.ts';

/** The reporting database above districts, where one is named. Errors: POSTGRES_ADDRESS. */
export async function reportsAt(
  address: string | null,
  seesAll: boolean,
): Promise<AttachedDistricts | undefined> {
  if (address === null) return undefined;
  // Most who serve a workspace never need the driver.
  const { DistrictReports } = await import('../db/postgres/reporting/read-reports.ts');
  return { reports: new DistrictReports(address), seesAll };
}
